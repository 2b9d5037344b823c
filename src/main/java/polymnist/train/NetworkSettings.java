package polymnist.train;

import java.io.Serializable;
import java.util.Locale;
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
   * @param key of the network, for the message
   * @throws InvalidSetting naming the nearest number that is possible
   */
  public void checkStep(String key, int workers, int shardImages) {
    if (batchSize > shardImages) {
      throw new InvalidSetting(
          key + ".batch-size",
          String.format(
              Locale.ROOT,
              "must be at most shard-images, which is %d, was %d",
              shardImages,
              batchSize));
    }
    checkEqualParts(key, workers);
  }

  /**
   * Returns these settings with a step of the next size that workers can share equally, which is a
   * larger one where there is.
   */
  public NetworkSettings sharedBy(int workers) {
    int larger = workers * Math.max(MIN_MINIBATCH, (batchSize + workers - 1) / workers);
    return withBatchSize(larger <= MAX_BATCH ? larger : batchSize - batchSize % workers);
  }

  private void checkEqualParts(String key, int workers) {
    int least = workers * MIN_MINIBATCH;
    if (batchSize < least || batchSize % workers != 0) {
      throw new InvalidSetting(
          key + ".batch-size",
          String.format(
              Locale.ROOT,
              "must give each of the %d workers an equal part of at least %d images, such as %d, was %d",
              workers,
              MIN_MINIBATCH,
              Math.max(least, workers * Math.round(batchSize / (float) workers)),
              batchSize));
    }
  }
}
