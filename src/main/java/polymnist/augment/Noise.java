package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Adds Gaussian noise, drawn for every sample.
 *
 * @param maxDeviation standard deviation in samples of 255, 0 to 64
 * @param probability 0 to 1
 */
record Noise(double maxDeviation, double probability) implements Augmentation {
  static final String KIND = "noise";

  Noise {
    InvalidSetting.unlessBetween("max-deviation", 0, 64, maxDeviation);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code deviation} in samples of 255 and the {@code seed} of the noise. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(
        KIND,
        Map.of(
            "deviation", Augmentation.between(0, maxDeviation, random),
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Noise(magnitude * maxDeviation, probability);
  }

  static void paint(Canvas canvas, Step step) {
    double deviation = step.parameter("deviation");
    RandomGenerator random = new SplittableRandom(step.seed());
    float[] samples = canvas.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (deviation * random.nextGaussian());
    }
  }
}
