package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.PlaneMap;
import polymnist.augment.pixel.Warp;
import polymnist.setting.InvalidSetting;

/**
 * Turns about the centre.
 *
 * @param maxDegrees to either side, 0 to 45: further round, digits begin to read as others
 * @param probability 0 to 1
 */
public record Rotate(double maxDegrees, double probability) implements Augmentation {
  public static final double MAX_DEGREES = 45;

  public Rotate {
    InvalidSetting.unlessBetween("max-degrees", 0, MAX_DEGREES, maxDegrees);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code degrees}, positive counterclockwise. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("degrees", Augmentation.between(-maxDegrees, maxDegrees, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Rotate(magnitude * maxDegrees, probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    warp.then(PlaneMap.rotation(step.parameter("degrees")));
  }
}
