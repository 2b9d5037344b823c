package polymnist.benchmark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Settings of {@link BenchmarkJob}; {@code reference.conf} says what each means.
 *
 * @param images 4,000 to 10,000,000
 * @param repetitions 1 to 100
 * @param warmUpSeconds 1 to 3,600
 * @param seconds 1 to 600
 * @param batchSize 2 to 2,048
 * @param accuracyImages 4,000 to 10,000,000
 * @param accuracyEpochs 1 to 10,000
 * @param workers at least one number, each 1 to 1,000; steps are of the next size that they can
 *     share equally
 * @param seeds 1 to 100
 * @param inferenceImages 1,000 to 10,000,000
 * @param shardImages 64 to 1,000,000
 * @param warmUp share of all updates, 0 to 0.9
 */
public record BenchmarkSettings(
    List<String> train,
    Map<String, NetworkSettings> networks,
    int images,
    int repetitions,
    int warmUpSeconds,
    int seconds,
    String python,
    String libtorch,
    int batchSize,
    List<String> accuracy,
    int accuracyImages,
    int accuracyEpochs,
    List<Integer> workers,
    int seeds,
    List<String> inference,
    int inferenceImages,
    int shardImages,
    double warmUp,
    long seed)
    implements Serializable {
  public BenchmarkSettings {
    networks = new TreeMap<>(networks);
    checkNames("train", train, networks);
    checkNames("accuracy", accuracy, networks);
    checkNames("inference", inference, networks);
    workers.forEach(count -> InvalidSetting.unlessBetween("workers", 1, 1_000, count));
    InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
    InvalidSetting.unlessBetween("images", 4_000, 10_000_000, images);
    InvalidSetting.unlessBetween("accuracy-images", 4_000, 10_000_000, accuracyImages);
    InvalidSetting.unlessBetween("accuracy-epochs", 1, 10_000, accuracyEpochs);
    InvalidSetting.unlessBetween("inference-images", 1_000, 10_000_000, inferenceImages);
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    InvalidSetting.unlessBetween("repetitions", 1, 100, repetitions);
    InvalidSetting.unlessBetween("warm-up-seconds", 1, 3_600, warmUpSeconds);
    InvalidSetting.unlessBetween("seconds", 1, 600, seconds);
    InvalidSetting.unlessBetween("batch-size", 2, 2_048, batchSize);
    if (workers.isEmpty()) {
      throw new InvalidSetting("workers", "must have at least one number");
    }
    train = List.copyOf(train);
    accuracy = List.copyOf(accuracy);
    workers = List.copyOf(workers);
    inference = List.copyOf(inference);
  }

  private static void checkNames(
      String key, List<String> names, Map<String, NetworkSettings> networks) {
    for (String name : names) {
      if (!networks.containsKey(name)) {
        throw new InvalidSetting(
            key, "has '%s', but known are %s".formatted(name, networks.keySet()));
      }
    }
  }
}
