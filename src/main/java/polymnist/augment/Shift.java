package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Moves, by parts of a pixel too.
 *
 * @param maxPixels in either direction, 0 to 6: MNIST leaves four pixels around a digit
 * @param probability 0 to 1
 */
record Shift(double maxPixels, double probability) implements Augmentation {
  static final String KIND = "shift";

  Shift {
    InvalidSetting.unlessBetween("max-pixels", 0, 6, maxPixels);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code x} (positive to the right) and {@code y} (positive downwards) in pixels. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(
        KIND,
        Map.of(
            "x", Augmentation.between(-maxPixels, maxPixels, random),
            "y", Augmentation.between(-maxPixels, maxPixels, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Shift(magnitude * maxPixels, probability);
  }

  static void bend(Warp warp, Step step) {
    warp.then(PlaneMap.translation(step.parameter("x"), step.parameter("y")));
  }
}
