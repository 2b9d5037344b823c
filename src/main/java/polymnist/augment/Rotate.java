package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Turns about the centre.
 *
 * @param maxDegrees to either side, 0 to 45: further round, digits begin to read as others
 * @param probability 0 to 1
 */
record Rotate(double maxDegrees, double probability) implements Augmentation {
  static final String KIND = "rotate";
  static final double MOST_DEGREES = 45;

  Rotate {
    InvalidSetting.unlessBetween("max-degrees", 0, MOST_DEGREES, maxDegrees);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code degrees}, positive counterclockwise. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(
        KIND, Map.of("degrees", Augmentation.between(-maxDegrees, maxDegrees, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Rotate(magnitude * maxDegrees, probability);
  }

  static void bend(Warp warp, Step step) {
    warp.then(PlaneMap.rotation(step.parameter("degrees")));
  }
}
