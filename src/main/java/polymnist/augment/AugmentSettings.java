package polymnist.augment;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import polymnist.job.InvalidSetting;

/**
 * Settings of {@link AugmentJob}; {@code reference.conf} says what each means.
 *
 * @param policy the name of one of {@code policies}
 * @param copies of each training image, 1 to 100
 * @param mostQuarantined share of the training images, 0 to 1
 * @param policies by name, each a list of steps in order; an empty one makes unchanged copies
 */
record AugmentSettings(
    String policy,
    int copies,
    long seed,
    double mostQuarantined,
    Map<String, List<Augmentation>> policies)
    implements Serializable {

  AugmentSettings {
    InvalidSetting.unlessBetween("copies", 1, 100, copies);
    InvalidSetting.unlessBetween("most-quarantined", 0, 1, mostQuarantined);
    Map<String, List<Augmentation>> lists = new LinkedHashMap<>();
    policies.forEach((name, steps) -> lists.put(name, List.copyOf(steps)));
    policies = Map.copyOf(lists);
    policies.forEach(AugmentSettings::check);
    if (!policies.containsKey(policy)) {
      throw new InvalidSetting(
          "policy",
          "must be one of %s, was %s"
              .formatted(String.join(", ", new TreeSet<>(policies.keySet())), policy));
    }
  }

  /** Returns the steps of the chosen policy. */
  List<Augmentation> steps() {
    return policies.get(policy);
  }

  private static void check(String name, List<Augmentation> steps) {
    TreeSet<String> geometric = new TreeSet<>();
    double tilt = 0;
    for (Augmentation step : steps) {
      // Twice the same would reach twice its limit.
      if (Replay.isGeometric(step.kind()) && !geometric.add(step.kind())) {
        throw new InvalidSetting(
            "policies",
            "must each move pixels in one way once only, but %s has %s twice"
                .formatted(name, step.kind()));
      }
      tilt += tilt(step);
    }
    if (tilt > Rotate.MOST_DEGREES) {
      throw new InvalidSetting(
          "policies",
          "must tilt upright strokes by at most %s degrees, rotate and shear together, was %s in %s"
              .formatted(Rotate.MOST_DEGREES, tilt, name));
    }
  }

  private static double tilt(Augmentation step) {
    if (step instanceof Rotate rotate) {
      return rotate.maxDegrees();
    }
    return step instanceof Shear shear ? shear.maxDegrees() : 0;
  }
}
