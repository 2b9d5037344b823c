package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.PlaneMap;
import polymnist.augment.pixel.Warp;
import polymnist.setting.InvalidSetting;

/**
 * Slants, as italics do: rows slide sideways, the middle one stays.
 *
 * @param maxDegrees by which upright strokes lean to either side, 0 to 30
 * @param probability 0 to 1
 */
public record Shear(double maxDegrees, double probability) implements Augmentation {
  public Shear {
    InvalidSetting.unlessBetween("max-degrees", 0, 30, maxDegrees);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code degrees}, positive with the top to the right. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("degrees", Augmentation.between(-maxDegrees, maxDegrees, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Shear(magnitude * maxDegrees, probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    warp.then(PlaneMap.slant(step.parameter("degrees")));
  }
}
