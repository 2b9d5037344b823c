package polymnist.train;

import java.util.List;
import polymnist.network.WarmUpCosine;
import polymnist.setting.UserError;
import polymnist.train.shard.EpochPlan;
import polymnist.train.shard.Minibatch;

/**
 * What a training will do, as far as its settings and the sizes of its shards decide it: its
 * learning rate, and which minibatches each worker trains before each average.
 *
 * @param shardSizes the number of images in each shard
 * @param warmUp the share of all updates in which the learning rate rises, 0 to 1
 */
public record TrainingPlan(
    List<Integer> shardSizes,
    NetworkSettings network,
    int workers,
    int epochs,
    double warmUp,
    long seed) {
  public TrainingPlan {
    shardSizes = List.copyOf(shardSizes);
  }

  /** Returns the most images in a worker's minibatch. */
  public int batchSize() {
    return network.workerBatch(workers);
  }

  /** Returns how many minibatches all workers train in an epoch. */
  int minibatches() {
    return EpochPlan.longest(shardSizes, batchSize(), 1);
  }

  /**
   * Returns how many minibatches a worker trains in a round at the peak of the learning rate. What
   * k workers are apart from their average grows with k - 1, and with the length of a round. One
   * worker is its own average, so its rounds are as long as one may wait for a sign of progress.
   */
  public int frequency() {
    int frequency = network.averagingFrequency();
    return workers == 1
        ? RoundSchedule.MAX_RATIO * frequency
        : Math.max(1, frequency / (workers - 1));
  }

  /**
   * Returns the learning rate: Adam divides a gradient by its size, of which noise is the most, and
   * a k-th of a minibatch has the noise of the whole times the root of k. So that k workers learn
   * as much from an update as one, the rate is multiplied by that root (Malladi et al., "On the
   * SDEs and Scaling Rules for Adaptive Gradient Algorithms", NeurIPS 2022).
   */
  WarmUpCosine learningRate() {
    long all = (long) updates() * epochs;
    if (all > Integer.MAX_VALUE) {
      throw UserError.request(
          "%s epochs of %s updates are more updates than %s: set fewer epochs, or a larger batch-size"
              .formatted(epochs, updates(), Integer.MAX_VALUE));
    }
    int updates = (int) all;
    return new WarmUpCosine(
        network.learningRate() * Math.sqrt(workers), (int) Math.round(warmUp * updates), updates);
  }

  /**
   * Returns after how many minibatches of an epoch each of its rounds ends.
   *
   * @param before updates made in earlier epochs
   */
  List<Integer> ends(int before) {
    return RoundSchedule.ends(updates(), frequency(), before, learningRate());
  }

  /**
   * Returns an epoch's rounds; each has a list of minibatches for each worker.
   *
   * @param ends as {@link #ends} gives them
   */
  List<List<List<Minibatch>>> rounds(int epoch, List<Integer> ends) {
    return EpochPlan.rounds(shardSizes, batchSize(), workers, ends, seed, epoch);
  }

  /** Returns how many updates the busiest worker makes in an epoch. */
  private int updates() {
    return EpochPlan.longest(shardSizes, batchSize(), workers);
  }
}
