package polymnist.augment.kind;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was done to a copy in one respect: a kind of {@link Augmentation} and what was drawn.
 *
 * @param kind such as {@code rotate}
 * @param parameters by name, sorted; they determine the change fully
 */
public record AppliedStep(String kind, SortedMap<String, Double> parameters)
    implements Serializable {
  public AppliedStep {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Returns a step given its parameters by name. */
  public static AppliedStep of(String kind, Map<String, Double> parameters) {
    return new AppliedStep(kind, new TreeMap<>(parameters));
  }

  /**
   * Returns a parameter.
   *
   * @throws IllegalArgumentException when the step lacks it
   */
  public double parameter(String name) {
    Double value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "step %s needs the parameter %s, got %s".formatted(kind, name, parameters.keySet()));
    }
    return value;
  }

  /** Returns the parameter {@code seed}, a whole number in the range of an int. */
  long seed() {
    return (long) parameter("seed");
  }
}
