package polymnist.augment;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import polymnist.augment.kind.Augmentation;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link AugmentJob}; {@code reference.conf} says what each means.
 *
 * @param policy the name of one of {@code policies}
 * @param copies of each training image, 1 to 100
 * @param balance what is to be as frequent as the most frequent, with copies
 * @param mostQuarantined share of the training images, 0 to 1
 * @param policies by name, each a list of steps in order; an empty one makes unchanged copies
 */
record AugmentSettings(
    String policy,
    int copies,
    Balance balance,
    long seed,
    double mostQuarantined,
    Map<String, List<Augmentation>> policies)
    implements Serializable {

  /** What gets more copies where it is rare. */
  enum Balance {
    NONE,
    CLASS,
    MODALITY
  }

  AugmentSettings {
    InvalidSetting.unlessBetween("copies", 1, 100, copies);
    InvalidSetting.unlessBetween("most-quarantined", 0, 1, mostQuarantined);
    policies = Map.copyOf(policies);
    Policy.all(policies);
    if (!policies.containsKey(policy)) {
      throw new InvalidSetting(
          "policy",
          "must be one of %s, was %s"
              .formatted(String.join(", ", new TreeSet<>(policies.keySet())), policy));
    }
  }

  /** Returns the chosen policy. */
  Policy chosen() {
    return new Policy(policy, policies.get(policy));
  }
}
