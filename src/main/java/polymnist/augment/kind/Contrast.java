package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;

/**
 * Stretches or shrinks the distance of every sample from the mean of the image.
 *
 * @param min factor, 0.3 to 1: with less, the digit sinks into its background
 * @param max factor, 1 to 3
 * @param probability 0 to 1
 */
public record Contrast(double min, double max, double probability) implements Augmentation {
  public Contrast {
    Augmentation.checkFactors(0.3, 3, min, max);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code factor}, above 1 stronger. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("factor", Augmentation.between(min, max, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Contrast(
        Augmentation.towardsOne(min, magnitude),
        Augmentation.towardsOne(max, magnitude),
        probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float factor = (float) step.parameter("factor");
    float[] samples = canvas.samples();
    float mean = (float) (sum(samples) / samples.length);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = mean + factor * (samples[i] - mean);
    }
  }

  /** Adds up four sums at a time, as one addition has to wait for the one before it. */
  private static double sum(float[] samples) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < samples.length; i += 4) {
      first += samples[i];
      second += samples[i + 1];
      third += samples[i + 2];
      fourth += samples[i + 3];
    }
    for (; i < samples.length; i++) {
      first += samples[i];
    }
    return first + second + (third + fourth);
  }
}
