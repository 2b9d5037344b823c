package polymnist.train;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link TrainJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param corpora {@code corpus}, {@code augmented} or both
 * @param workers 1 to 1,000
 * @param shardImages 64 to 1,000,000
 * @param warmUp share of all iterations, 0 to 0.9
 * @param patience 1 to 10,000
 */
public record TrainSettings(
    List<String> train,
    List<String> corpora,
    int workers,
    int shardImages,
    double warmUp,
    int patience,
    boolean equalSteps,
    Map<String, NetworkSettings> networks,
    long seed)
    implements Serializable {
  public static final String CORPUS = "corpus";
  static final String AUGMENTED = "augmented";

  public TrainSettings {
    networks = new TreeMap<>(networks);
    checkNames("train", train, List.copyOf(networks.keySet()));
    checkNames("corpora", corpora, List.of(CORPUS, AUGMENTED));
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    for (String name : train) {
      networks.get(name).checkStep("networks." + name, workers, shardImages);
    }
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    InvalidSetting.unlessBetween("patience", 1, 10_000, patience);
    train = List.copyOf(train);
    corpora = List.copyOf(corpora);
  }

  TrainingOptions options() {
    return new TrainingOptions("train", workers, warmUp, patience, seed);
  }

  private static void checkNames(String key, List<String> names, List<String> known) {
    if (names.isEmpty()) {
      throw new InvalidSetting(key, "must name at least one of " + String.join(", ", known));
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidSetting(
            key, "has '%s', but known are %s".formatted(name, String.join(", ", known)));
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new InvalidSetting(key, "names one twice: " + names);
    }
  }
}
