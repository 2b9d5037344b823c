package polymnist.augment.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polymnist.setting.InvalidSetting;

/**
 * A few of many kinds, all of one strength: E. Cubuk, B. Zoph, J. Shlens, Q. Le, "RandAugment:
 * Practical automated data augmentation with a reduced search space", NeurIPS 2020. Where the paper
 * gives every change the same strength, ours draws it from ranges that are {@code magnitude} of the
 * whole ones, a variant that the paper found to be as good; and none is taken twice.
 *
 * @param count how many are taken for a copy, 1 to the number of kinds; each then has its own
 *     probability
 * @param magnitude 0 to 1
 * @param of the kinds
 * @param probability 0 to 1
 */
public record SomeOf(int count, double magnitude, List<Augmentation> of, double probability)
    implements Augmentation {
  public SomeOf {
    of = List.copyOf(of);
    if (of.isEmpty()) {
      throw new InvalidSetting("of", "must name at least one kind");
    }
    if (of.stream().anyMatch(SomeOf.class::isInstance)) {
      throw new InvalidSetting("of", "must not have some-of inside");
    }
    InvalidSetting.unlessBetween("count", 1, of.size(), count);
    InvalidSetting.unlessBetween("magnitude", 0, 1, magnitude);
    Augmentation.checkProbability(probability);
  }

  /** Returns the kinds as strong as they may become. */
  public List<Augmentation> weakenedKinds() {
    return of.stream().map(augmentation -> augmentation.weakened(magnitude)).toList();
  }

  /** Draws the kinds and what each does, in the order in which they are listed. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    List<AppliedStep> steps = new ArrayList<>();
    int wanted = count;
    for (int i = 0; i < of.size(); i++) {
      // Each of those that are left is as likely as another to be among the wanted.
      if (random.nextInt(of.size() - i) < wanted) {
        wanted--;
        Augmentation chosen = of.get(i);
        if (random.nextDouble() < chosen.probability()) {
          steps.addAll(chosen.weakened(magnitude).draw(random));
        }
      }
    }
    return steps;
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new SomeOf(count, magnitude * this.magnitude, of, probability);
  }
}
