package polymnist.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link AugmentationBenchmarkJob}; {@code reference.conf} says what each means.
 *
 * @param policy the name of one of {@code policies}
 * @param images 100 to 1,000,000
 * @param seconds 0.1 to 600
 * @param repetitions 1 to 100
 * @param python an interpreter, or empty
 */
record AugmentationBenchmarkSettings(
    String policy,
    int images,
    double seconds,
    int repetitions,
    String python,
    Map<String, List<Augmentation>> policies,
    long seed) {
  AugmentationBenchmarkSettings {
    policies = Map.copyOf(policies);
    if (!policies.containsKey(policy)) {
      throw new InvalidSetting(
          "policy",
          "must be one of %s, was %s"
              .formatted(String.join(", ", new TreeSet<>(policies.keySet())), policy));
    }
    InvalidSetting.unlessBetween("images", 100, 1_000_000, images);
    InvalidSetting.unlessBetween("seconds", 0.1, 600, seconds);
    InvalidSetting.unlessBetween("repetitions", 1, 100, repetitions);
  }

  /** Returns the policy that is timed. */
  Policy chosen() {
    return new Policy(policy, policies.get(policy));
  }
}
