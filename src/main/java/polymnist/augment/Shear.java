package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Slants, as italics do: rows slide sideways, the middle one stays.
 *
 * @param maxDegrees by which upright strokes lean to either side, 0 to 30
 * @param probability 0 to 1
 */
record Shear(double maxDegrees, double probability) implements Augmentation {
  static final String KIND = "shear";

  Shear {
    InvalidSetting.unlessBetween("max-degrees", 0, 30, maxDegrees);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code degrees}, positive with the top to the right. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(
        KIND, Map.of("degrees", Augmentation.between(-maxDegrees, maxDegrees, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Shear(magnitude * maxDegrees, probability);
  }

  static void bend(Warp warp, Step step) {
    warp.then(PlaneMap.slant(step.parameter("degrees")));
  }
}
