package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Adds a constant to every sample.
 *
 * @param maxChange of 255, to either side, 0 to 128
 * @param probability 0 to 1
 */
record Brightness(double maxChange, double probability) implements Augmentation {
  static final String KIND = "brightness";

  Brightness {
    InvalidSetting.unlessBetween("max-change", 0, 128, maxChange);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code change} in samples of 255, positive brighter. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(KIND, Map.of("change", Augmentation.between(-maxChange, maxChange, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Brightness(magnitude * maxChange, probability);
  }

  static void paint(Canvas canvas, Step step) {
    float change = (float) step.parameter("change");
    float[] samples = canvas.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] += change;
    }
  }
}
