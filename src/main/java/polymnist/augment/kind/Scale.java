package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.PlaneMap;
import polymnist.augment.pixel.Warp;

/**
 * Makes smaller or larger about the centre.
 *
 * @param min factor, 0.5 to 1
 * @param max factor, 1 to 1.5: MNIST digits fill 20 of 28 pixels, so larger ones are cut
 * @param probability 0 to 1
 */
public record Scale(double min, double max, double probability) implements Augmentation {
  public Scale {
    Augmentation.checkFactors(0.5, 1.5, min, max);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code factor}, above 1 larger. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("factor", Augmentation.between(min, max, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Scale(
        Augmentation.towardsOne(min, magnitude),
        Augmentation.towardsOne(max, magnitude),
        probability);
  }

  public static void bend(Warp warp, AppliedStep step) {
    warp.then(PlaneMap.scaling(step.parameter("factor")));
  }
}
