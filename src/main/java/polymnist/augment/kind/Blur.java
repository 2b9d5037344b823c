package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.augment.pixel.GaussianKernel;
import polymnist.setting.InvalidSetting;

/**
 * Smooths by a Gaussian.
 *
 * @param maxDeviation of the Gaussian in pixels, 0 to 2: strokes are two to four pixels wide
 * @param probability 0 to 1
 */
public record Blur(double maxDeviation, double probability) implements Augmentation {
  public Blur {
    InvalidSetting.unlessBetween("max-deviation", 0, 2, maxDeviation);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code deviation} in pixels. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("deviation", Augmentation.between(0, maxDeviation, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Blur(magnitude * maxDeviation, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    GaussianKernel kernel = GaussianKernel.of(step.parameter("deviation"));
    for (int channel = 0; channel < canvas.channels(); channel++) {
      kernel.smooth(canvas.samples(), channel * canvas.plane(), canvas.height(), canvas.width());
    }
  }
}
