package polymnist.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.chance.Chance;

/**
 * What is done to which copy. It depends on the seed, the image's id and the copy's number alone;
 * with {@link Replay}, so do the pixels.
 */
final class Copies {
  private Copies() {}

  /** Returns the id of a copy: {@code SOURCE#COPY}. */
  static String id(String sourceId, int copy) {
    return sourceId + "#" + copy;
  }

  /**
   * Draws the steps of a copy, in the order of the policy.
   *
   * @param copy from 1
   */
  static List<AppliedStep> steps(List<Augmentation> policy, long seed, String sourceId, int copy) {
    SplittableRandom random = Chance.generator(seed, "augment " + sourceId, copy);
    List<AppliedStep> steps = new ArrayList<>();
    for (Augmentation augmentation : policy) {
      // A generator each: changing one step of a policy leaves what the others draw as it was.
      SplittableRandom own = random.split();
      if (own.nextDouble() < augmentation.probability()) {
        steps.addAll(augmentation.draw(own));
      }
    }
    return steps;
  }
}
