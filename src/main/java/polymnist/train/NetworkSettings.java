package polymnist.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import polymnist.network.Architecture;
import polymnist.setting.InvalidSetting;

/**
 * How one network is made and trained; {@code reference.conf} says what each means.
 *
 * @param epochs 1 to 10,000
 * @param batchSize of all workers together, 2 to 4,096
 * @param learningRate above 0, at most 1
 * @param averagingFrequency minibatches, 1 to 1,000,000
 * @param labelSmoothing share of the wanted probability that all classes get alike, 0 to 0.5
 */
public record NetworkSettings(
    Architecture architecture,
    int epochs,
    int batchSize,
    double learningRate,
    int averagingFrequency,
    double labelSmoothing)
    implements Serializable {
  /** Batch normalisation takes its mean over several images. */
  private static final int MIN_MINIBATCH = 2;

  private static final int MAX_BATCH = 4_096;

  public NetworkSettings {
    InvalidSetting.unlessBetween("epochs", 1, 10_000, epochs);
    InvalidSetting.unlessBetween("batch-size", MIN_MINIBATCH, MAX_BATCH, batchSize);
    InvalidSetting.unlessBetween("learning-rate", 1e-9, 1, learningRate);
    InvalidSetting.unlessBetween("averaging-frequency", 1, 1_000_000, averagingFrequency);
    InvalidSetting.unlessBetween("label-smoothing", 0, 0.5, labelSmoothing);
  }

  /** Returns the same settings with another number of images in a step. */
  public NetworkSettings withBatchSize(int images) {
    return new NetworkSettings(
        architecture, epochs, images, learningRate, averagingFrequency, labelSmoothing);
  }

  /** Returns the same settings of another network. */
  public NetworkSettings withArchitecture(Architecture other) {
    return new NetworkSettings(
        other, epochs, batchSize, learningRate, averagingFrequency, labelSmoothing);
  }

  /** Returns the images of a worker's minibatch. */
  int workerBatch(int workers) {
    return batchSize / workers;
  }

  /**
   * Checks that the images of a step are in one shard, and each worker gets an equal part of them.
   *
   * @param path of the networks' names, for the message
   * @param names those that are trained
   * @param block that has {@code workers} and {@code shard-images}
   * @throws InvalidSetting naming the nearest numbers that are possible
   */
  public static void checkSteps(
      String path,
      Map<String, NetworkSettings> networks,
      List<String> names,
      String block,
      int workers,
      int shardImages) {
    String first = "";
    StringBuilder unequal = new StringBuilder();
    for (String name : names) {
      String key = path + name + ".batch-size";
      int images = networks.get(name).batchSize;
      if (images > shardImages) {
        throw new InvalidSetting(
            key,
            block + "shard-images",
            "must be at most shard-images, which is " + shardImages + ", was " + images);
      }
      int possible = networks.get(name).sharedBy(workers).batchSize;
      if (possible != images) {
        unequal
            .append(first.isEmpty() ? "" : "; so must that of " + name)
            .append(", such as " + possible + ", was " + images);
        first = first.isEmpty() ? key : first;
      }
    }
    if (!first.isEmpty()) {
      String rule = "must give each of the " + workers + " workers an equal part of at least ";
      throw new InvalidSetting(
          first, block + "workers", rule + MIN_MINIBATCH + " images" + unequal);
    }
  }

  /**
   * Returns these settings with a step of the next size that workers can share equally, which is a
   * larger one where there is.
   */
  public NetworkSettings sharedBy(int workers) {
    int larger = workers * Math.max(MIN_MINIBATCH, (batchSize + workers - 1) / workers);
    return withBatchSize(larger <= MAX_BATCH ? larger : batchSize - batchSize % workers);
  }
}
