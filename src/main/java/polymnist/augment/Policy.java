package polymnist.augment;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.kind.Perspective;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shear;
import polymnist.augment.kind.SomeOf;
import polymnist.image.Image;
import polymnist.setting.InvalidSetting;

/**
 * A named list of augmentations, each taken with its probability, in order. What they do together
 * leaves a digit what it is, or the list is refused.
 *
 * @param steps an empty list leaves images unchanged
 */
public record Policy(String name, List<Augmentation> steps) implements Serializable {

  /** By how much the size of a digit may change, by scale and perspective together. */
  private static final double MIN_SIZE = 0.45;

  /**
   * Checks the list.
   *
   * @throws InvalidSetting naming {@code policies} when a kind occurs twice, or when the list may
   *     tilt, shrink or hide a digit too far
   */
  public Policy {
    steps = List.copyOf(steps);
    Set<String> kinds = new HashSet<>();
    double tilt = 0;
    double size = 1;
    for (Augmentation step : flat(steps).toList()) {
      // Twice the same would reach twice its limit.
      if (!kinds.add(step.kind())) {
        throw new InvalidSetting(
            "policies",
            "must have each kind once only, but %s has %s twice".formatted(name, step.kind()));
      }
      tilt += tilt(step);
      size *= size(step);
    }
    if (tilt > Rotate.MAX_DEGREES) {
      throw new InvalidSetting(
          "policies",
          "must tilt upright strokes by at most %s degrees, rotate and shear together, was %s in %s"
              .formatted(Rotate.MAX_DEGREES, tilt, name));
    }
    if (size < MIN_SIZE) {
      throw new InvalidSetting(
          "policies",
          "must leave digits at least %s of their size, scale and perspective together, was %s in %s"
              .formatted(MIN_SIZE, size, name));
    }
  }

  /** Returns the policies of a block of settings, by name. */
  public static Map<String, Policy> all(Map<String, List<Augmentation>> lists) {
    Map<String, Policy> policies = new TreeMap<>();
    lists.forEach((name, steps) -> policies.put(name, new Policy(name, steps)));
    return policies;
  }

  /**
   * Tells whether it moves pixels and does nothing else, so that it can be done to a grey digit.
   */
  public boolean onlyBends() {
    return flat(steps).allMatch(step -> Replay.isGeometric(step.kind()));
  }

  /** Returns all kinds that may come together, each as strong as it may become. */
  static Stream<Augmentation> flat(List<Augmentation> steps) {
    return steps.stream()
        .flatMap(
            step -> step instanceof SomeOf some ? some.weakenedKinds().stream() : Stream.of(step));
  }

  private static double tilt(Augmentation step) {
    if (step instanceof Rotate rotate) {
      return rotate.maxDegrees();
    }
    return step instanceof Shear shear ? shear.maxDegrees() : 0;
  }

  private static double size(Augmentation step) {
    if (step instanceof Scale scale) {
      return scale.min();
    }
    return step instanceof Perspective perspective ? 1 / (1 + perspective.maxTilt()) : 1;
  }

  /**
   * Returns a changed copy of an image; it depends on the seed, the image's id and the copy alone.
   *
   * @param image [3,H,W]; it is left as it is
   * @param copy from 1
   */
  public Image changed(Image image, long seed, String imageId, int copy) {
    return Replay.of(image, Copies.steps(steps, seed, imageId, copy));
  }
}
