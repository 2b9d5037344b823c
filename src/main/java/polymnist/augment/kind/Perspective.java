package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.PlaneMap;
import polymnist.augment.pixel.Warp;
import polymnist.setting.InvalidSetting;

/**
 * Shows the image as a sheet that is turned away on one side and at the top or bottom: R. Hartley,
 * A. Zisserman, "Multiple View Geometry in Computer Vision", 2nd edition 2004, section 2.3.
 *
 * @param maxTilt by how large a share an edge is farther away or nearer than the centre, 0 to 0.25:
 *     with more, one half of a digit is too small to be read
 * @param probability 0 to 1
 */
public record Perspective(double maxTilt, double probability) implements Augmentation {
  public Perspective {
    InvalidSetting.unlessBetween("max-tilt", 0, 0.25, maxTilt);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code x} (positive with the right edge away) and {@code y} (with the lower edge). */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "x", Augmentation.between(-maxTilt, maxTilt, random),
            "y", Augmentation.between(-maxTilt, maxTilt, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Perspective(magnitude * maxTilt, probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    warp.then(
        PlaneMap.tilt(
            step.parameter("x") * 2 / warp.width(), step.parameter("y") * 2 / warp.height()));
  }
}
