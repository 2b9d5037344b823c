package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.setting.InvalidSetting;

/**
 * Adds a constant to every sample.
 *
 * @param maxChange of 255, to either side, 0 to 128
 * @param probability 0 to 1
 */
public record Brightness(double maxChange, double probability) implements Augmentation {
  public Brightness {
    InvalidSetting.unlessBetween("max-change", 0, 128, maxChange);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code change} in samples of 255, positive brighter. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("change", Augmentation.between(-maxChange, maxChange, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Brightness(magnitude * maxChange, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float change = (float) step.parameter("change");
    float[] samples = canvas.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] += change;
    }
  }
}
