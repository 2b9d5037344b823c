package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.setting.InvalidSetting;

/**
 * Adds Gaussian noise, drawn for every sample.
 *
 * @param maxDeviation standard deviation in samples of 255, 0 to 64
 * @param probability 0 to 1
 */
public record Noise(double maxDeviation, double probability) implements Augmentation {
  public Noise {
    InvalidSetting.unlessBetween("max-deviation", 0, 64, maxDeviation);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code deviation} in samples of 255 and the {@code seed} of the noise. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "deviation", Augmentation.between(0, maxDeviation, random),
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Noise(magnitude * maxDeviation, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    double deviation = step.parameter("deviation");
    RandomGenerator random = new SplittableRandom(step.seed());
    float[] samples = canvas.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (deviation * random.nextGaussian());
    }
  }
}
