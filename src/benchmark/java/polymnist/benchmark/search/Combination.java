package polymnist.benchmark.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import polymnist.chance.Chance;
import polymnist.network.Architecture;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Values of some settings of a network.
 *
 * @param values by the names of settings
 * @param network the network with them
 */
record Combination(Map<String, Double> values, NetworkSettings network) implements Serializable {
  /**
   * Returns all combinations, the values of the last setting following on one another first.
   *
   * @param choices the values of each setting
   * @throws InvalidSetting when the network has no such setting, or a value is out of range
   */
  static List<Combination> all(NetworkSettings network, Map<String, List<Double>> choices) {
    List<Combination> combinations = List.of(new Combination(Map.of(), network));
    for (Map.Entry<String, List<Double>> choice : choices.entrySet()) {
      List<Combination> longer = new ArrayList<>();
      for (Combination begun : combinations) {
        for (double value : choice.getValue()) {
          longer.add(begun.with(choice.getKey(), value));
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /** Returns some of them, drawn by chance, in the order in which they were drawn. */
  static List<Combination> drawn(List<Combination> all, int tries, long seed) {
    List<Combination> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(Chance.generator(seed, "search", 0).nextLong()));
    return shuffled.subList(0, Math.min(tries, shuffled.size()));
  }

  private Combination with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value);
    try {
      NetworkSettings changed =
          ChangedRecord.has(network, name)
              ? ChangedRecord.of(network, name, value)
              : network.withArchitecture(architecture(network.architecture(), name, value));
      return new Combination(more, changed);
    } catch (InvalidSetting e) {
      throw new InvalidSetting(
          "try-values." + name, e.getMessage().substring(e.key().length() + 1));
    }
  }

  /** All architectures are records. */
  private static Architecture architecture(Architecture of, String name, double value) {
    return (Architecture) ChangedRecord.of((Record) of, name, value);
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + " " + number(value.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
