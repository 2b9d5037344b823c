package polymnist.benchmark.search;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.network.kernel.Precision;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainingOptions;
import polymnist.train.shard.Shard;

/**
 * Settings of {@link SearchJob}; {@code reference.conf} says what each means.
 *
 * @param network a name in {@code networks}
 * @param tryValues the values of each setting that is tried
 * @param order whether all combinations are tried, or some drawn by chance
 * @param tries how many are drawn, 1 to 1,000
 * @param workers 1 to 1,000
 * @param shardImages 64 to 800,000
 * @param warmUp share of all iterations, 0 to 0.9
 * @param patience 1 to 10,000
 */
record SearchSettings(
    String network,
    Map<String, NetworkSettings> networks,
    Map<String, List<Double>> tryValues,
    Order order,
    int tries,
    int workers,
    int shardImages,
    double warmUp,
    int patience,
    long seed)
    implements Serializable {

  /** Which combinations are trained. */
  enum Order {
    GRID,
    RANDOM
  }

  private static final int MAX_TRIES = 1_000;

  SearchSettings {
    networks = new TreeMap<>(networks);
    tryValues = new TreeMap<>(tryValues);
    if (!networks.containsKey(network)) {
      throw new InvalidSetting(
          "network",
          "must be one of %s, was '%s'".formatted(String.join(", ", networks.keySet()), network));
    }
    InvalidSetting.unlessBetween("tries", 1, MAX_TRIES, tries);
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, Shard.MOST_IMAGES, shardImages);
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    InvalidSetting.unlessBetween("patience", 1, 10_000, patience);
    long combinations = 1;
    for (Map.Entry<String, List<Double>> values : tryValues.entrySet()) {
      if (values.getValue().isEmpty()
          || new LinkedHashSet<>(values.getValue()).size() < values.getValue().size()) {
        throw new InvalidSetting(
            "try-values." + values.getKey(), "must have at least one value, and none twice");
      }
      combinations *= values.getValue().size();
      if (combinations > 100 * MAX_TRIES) {
        throw new InvalidSetting("try-values", "has more than 100,000 combinations");
      }
    }
    if (tryValues.isEmpty()) {
      throw new InvalidSetting("try-values", "must name a setting, such as learning-rate");
    }
    if (order == Order.GRID && combinations > MAX_TRIES) {
      throw new InvalidSetting(
          "order", "must be random where there are more than 1,000 combinations");
    }
    for (Combination combination : Combination.all(networks.get(network), tryValues)) {
      NetworkSettings.checkSteps(
          "networks.",
          Map.of(network, combination.network()),
          List.of(network),
          "",
          workers,
          shardImages);
    }
  }

  /** Returns what is trained. */
  List<Combination> combinations() {
    List<Combination> all = Combination.all(networks.get(network), tryValues);
    return order == Order.GRID ? all : Combination.drawn(all, tries, seed);
  }

  TrainingOptions options() {
    return new TrainingOptions("search", workers, warmUp, patience, Precision.FLOAT, seed);
  }
}
