package polymnist.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import polymnist.augment.kind.AppliedStep;
import polymnist.chance.Chance;
import polymnist.setting.InvalidSetting;

/**
 * Ways to make test images harder, each from mild to severe, as MNIST-C does: N. Mu, J. Gilmer,
 * "MNIST-C: A Robustness Benchmark for Computer Vision", 2019. What is drawn by chance for an image
 * is the same at every severity and for every network.
 */
final class Sweeps {
  /** What each change's severities may be: least, most and the unit. */
  private static final Map<String, double[]> RANGES =
      new TreeMap<>(
          Map.of(
              "rotation", new double[] {-45, 45},
              "shift", new double[] {0, 6},
              "scale", new double[] {0.5, 1.5},
              "noise", new double[] {0, 128},
              "blur", new double[] {0, 4},
              "contrast", new double[] {0, 3},
              "occlusion", new double[] {0, 0.5}));

  private Sweeps() {}

  /** One change at one severity. */
  record Condition(String change, double severity) implements java.io.Serializable {
    /** The image as it is. */
    static final Condition NONE = new Condition("none", 0);

    boolean isNone() {
      return change.equals(NONE.change);
    }

    /**
     * Returns what is done to an image.
     *
     * @param subject the number of the image, on which its chance depends
     */
    List<AppliedStep> steps(long seed, long subject) {
      SplittableRandom random = Chance.generator(seed, "sweep " + change, subject);
      return switch (change) {
        case "none" -> List.of();
        case "rotation" -> List.of(AppliedStep.of("rotate", Map.of("degrees", severity)));
        case "shift" -> {
          double direction = 2 * Math.PI * random.nextDouble();
          yield List.of(
              AppliedStep.of(
                  "shift",
                  Map.of(
                      "x", severity * StrictMath.cos(direction),
                      "y", severity * StrictMath.sin(direction))));
        }
        case "scale" -> List.of(AppliedStep.of("scale", Map.of("factor", severity)));
        case "noise" ->
            List.of(
                AppliedStep.of(
                    "noise", Map.of("deviation", severity, "seed", (double) random.nextInt())));
        case "blur" -> List.of(AppliedStep.of("blur", Map.of("deviation", severity)));
        case "contrast" -> List.of(AppliedStep.of("contrast", Map.of("factor", severity)));
        case "occlusion" ->
            List.of(
                AppliedStep.of(
                    "erase",
                    Map.of(
                        "area",
                        severity,
                        "aspect",
                        1.0,
                        "x",
                        random.nextDouble(),
                        "y",
                        random.nextDouble(),
                        "seed",
                        (double) random.nextInt())));
        default -> throw new IllegalArgumentException("no sweep is called " + change);
      };
    }
  }

  /** Throws unless all changes are known and their severities in range. */
  static void check(Map<String, List<Double>> sweeps) {
    sweeps.forEach(
        (change, severities) -> {
          double[] range = RANGES.get(change);
          if (range == null) {
            throw new InvalidSetting(
                "sweeps",
                "must be of %s, was %s".formatted(String.join(", ", RANGES.keySet()), change));
          }
          for (double severity : severities) {
            if (!(severity >= range[0] && severity <= range[1])) {
              throw new InvalidSetting(
                  "sweeps",
                  "must have severities of %s between %s and %s, was %s"
                      .formatted(change, range[0], range[1], severity));
            }
          }
        });
  }

  /** Returns all conditions, the unchanged one first. */
  static List<Condition> conditions(Map<String, List<Double>> sweeps) {
    List<Condition> conditions = new ArrayList<>(List.of(Condition.NONE));
    new TreeMap<>(sweeps)
        .forEach(
            (change, severities) ->
                severities.forEach(severity -> conditions.add(new Condition(change, severity))));
    return conditions;
  }
}
