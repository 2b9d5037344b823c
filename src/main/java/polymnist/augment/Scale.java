package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes smaller or larger about the centre.
 *
 * @param min factor, 0.5 to 1
 * @param max factor, 1 to 1.5: MNIST digits fill 20 of 28 pixels, so larger ones are cut
 * @param probability 0 to 1
 */
record Scale(double min, double max, double probability) implements Augmentation {
  static final String KIND = "scale";

  Scale {
    Augmentation.checkFactors(0.5, 1.5, min, max);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code factor}, above 1 larger. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(KIND, Map.of("factor", Augmentation.between(min, max, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Scale(
        Augmentation.towardsOne(min, magnitude),
        Augmentation.towardsOne(max, magnitude),
        probability);
  }

  static void bend(Warp warp, Step step) {
    warp.then(PlaneMap.scaling(step.parameter("factor")));
  }
}
