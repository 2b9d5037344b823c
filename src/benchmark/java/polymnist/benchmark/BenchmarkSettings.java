package polymnist.benchmark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.network.Architecture;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Settings of {@link BenchmarkJob}; its {@code reference.conf} says what each means.
 *
 * @param shardImages 64 to 1,000,000
 * @param warmUp share of all updates, 0 to 0.9
 */
public record BenchmarkSettings(
    Map<String, NetworkSettings> networks,
    Timing timing,
    TimedTraining training,
    TimedAveraging averaging,
    TimedPrediction prediction,
    String libtorch,
    int shardImages,
    double warmUp,
    long seed)
    implements Serializable {
  public BenchmarkSettings {
    networks = new TreeMap<>(networks);
    InvalidSetting.unlessNamed("training.networks", training.networks, networks.keySet());
    InvalidSetting.unlessNamed("averaging.networks", averaging.networks, networks.keySet());
    InvalidSetting.unlessNamed("prediction.networks", prediction.networks, networks.keySet());
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
  }

  /**
   * How long and how often.
   *
   * @param repetitions 1 to 100
   * @param warmUpSeconds 1 to 3,600
   * @param seconds 1 to 600
   * @param batchSize images in a minibatch, 2 to 2,048
   */
  public record Timing(int repetitions, int warmUpSeconds, int seconds, int batchSize)
      implements Serializable {
    public Timing {
      InvalidSetting.unlessBetween("repetitions", 1, 100, repetitions);
      InvalidSetting.unlessBetween("warm-up-seconds", 1, 3_600, warmUpSeconds);
      InvalidSetting.unlessBetween("seconds", 1, 600, seconds);
      InvalidSetting.unlessBetween("batch-size", 2, 2_048, batchSize);
    }
  }

  /**
   * What is timed in training.
   *
   * @param networks names of networks
   * @param images 4,000 to 10,000,000
   */
  public record TimedTraining(List<String> networks, int images) implements Serializable {
    public TimedTraining {
      InvalidSetting.unlessBetween("images", 4_000, 10_000_000, images);
      networks = List.copyOf(networks);
    }
  }

  /**
   * What is trained as its settings say, to see what averaging costs.
   *
   * @param networks names of networks
   * @param images 4,000 to 10,000,000
   * @param epochs 1 to 10,000
   * @param workers at least one number, each 1 to 1,000; steps are of the next size that they can
   *     share equally
   * @param seeds 1 to 100
   */
  public record TimedAveraging(
      List<String> networks, int images, int epochs, List<Integer> workers, int seeds)
      implements Serializable {
    public TimedAveraging {
      workers.forEach(count -> InvalidSetting.unlessBetween("workers", 1, 1_000, count));
      InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
      InvalidSetting.unlessBetween("images", 4_000, 10_000_000, images);
      InvalidSetting.unlessBetween("epochs", 1, 10_000, epochs);
      if (workers.isEmpty()) {
        throw new InvalidSetting("workers", "must have at least one number");
      }
      networks = List.copyOf(networks);
      workers = List.copyOf(workers);
    }
  }

  /**
   * What is timed in prediction.
   *
   * @param networks names of networks
   * @param images 1,000 to 10,000,000
   */
  public record TimedPrediction(List<String> networks, int images) implements Serializable {
    public TimedPrediction {
      InvalidSetting.unlessBetween("images", 1_000, 10_000_000, images);
      networks = List.copyOf(networks);
    }
  }

  /** Returns the architecture of the network of a name. */
  Architecture architecture(String name) {
    return networks.get(name).architecture();
  }
}
