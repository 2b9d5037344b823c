package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.PlaneMap;
import polymnist.augment.pixel.Warp;
import polymnist.setting.InvalidSetting;

/**
 * Moves, by parts of a pixel too.
 *
 * @param maxPixels in either direction, 0 to 6: MNIST leaves four pixels around a digit
 * @param probability 0 to 1
 */
public record Shift(double maxPixels, double probability) implements Augmentation {
  public Shift {
    InvalidSetting.unlessBetween("max-pixels", 0, 6, maxPixels);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code x} (positive to the right) and {@code y} (positive downwards) in pixels. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "x", Augmentation.between(-maxPixels, maxPixels, random),
            "y", Augmentation.between(-maxPixels, maxPixels, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Shift(magnitude * maxPixels, probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    warp.then(PlaneMap.translation(step.parameter("x"), step.parameter("y")));
  }
}
