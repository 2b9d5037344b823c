package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.GaussianKernel;
import polymnist.augment.pixel.Warp;
import polymnist.setting.InvalidSetting;

/**
 * Moves every pixel by a smooth random field, as a hand trembles: P. Simard, D. Steinkraus, J.
 * Platt, "Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis",
 * ICDAR 2003. Uniform noise is smoothed by a Gaussian; where the paper scales the field by a
 * constant, ours is scaled to a root mean square in pixels, so that the two settings are
 * independent.
 *
 * @param maxPixels root mean square displacement along each axis, 0 to 2
 * @param smoothness deviation of the Gaussian in pixels, 2 to 8; the paper found 4 best
 * @param probability 0 to 1
 */
public record Elastic(double maxPixels, double smoothness, double probability)
    implements Augmentation {
  public Elastic {
    InvalidSetting.unlessBetween("max-pixels", 0, 2, maxPixels);
    InvalidSetting.unlessBetween("smoothness", 2, 8, smoothness);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code pixels} (root mean square), {@code smoothness} and the field's {@code seed}. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "pixels", Augmentation.between(0, maxPixels, random),
            "smoothness", smoothness,
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Elastic(magnitude * maxPixels, smoothness, probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    double pixels = step.parameter("pixels");
    GaussianKernel kernel = GaussianKernel.of(step.parameter("smoothness"));
    RandomGenerator random = new SplittableRandom(step.seed());
    warp.displace(
        field(warp.height(), warp.width(), kernel, pixels, random),
        field(warp.height(), warp.width(), kernel, pixels, random));
  }

  private static float[] field(
      int height, int width, GaussianKernel kernel, double pixels, RandomGenerator random) {
    float[] field = new float[height * width];
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) (2 * random.nextDouble() - 1);
    }
    kernel.smooth(field, 0, height, width);
    double squares = 0;
    for (float value : field) {
      squares += (double) value * value;
    }
    double factor = pixels / Math.sqrt(squares / field.length);
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) (field[i] * factor);
    }
    return field;
  }
}
