package polymnist.train.shard;

import java.util.ArrayList;
import java.util.List;
import polymnist.chance.Chance;

/**
 * How an epoch is shared out: rounds, in each of which every worker trains some minibatches before
 * parameters are averaged. Whatever the numbers of shards, workers and minibatches a round, every
 * image is in exactly one minibatch of the epoch, and workers differ by at most one minibatch.
 */
public final class EpochPlan {
  private EpochPlan() {}

  /**
   * Returns the rounds of an epoch; each has a list of minibatches for each worker.
   *
   * @param shardSizes the number of images in each shard
   * @param batchSize the most images in a minibatch; those of a shard differ in size by at most one
   * @param workers how many networks are trained side by side
   * @param ends after how many of its minibatches a worker's rounds end; the last is {@link
   *     #longest}
   */
  public static List<List<List<Minibatch>>> rounds(
      List<Integer> shardSizes,
      int batchSize,
      int workers,
      List<Integer> ends,
      long seed,
      int epoch) {
    List<Minibatch> all = minibatches(shardSizes, batchSize, seed, epoch);
    List<List<List<Minibatch>>> plan = new ArrayList<>();
    int begin = 0;
    for (int end : ends) {
      List<List<Minibatch>> shares = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        // A worker goes through a stretch of its own, so it reads few shards.
        List<Minibatch> stretch =
            all.subList(part(all.size(), worker, workers), part(all.size(), worker + 1, workers));
        shares.add(
            List.copyOf(
                stretch.subList(Math.min(begin, stretch.size()), Math.min(end, stretch.size()))));
      }
      plan.add(shares);
      begin = end;
    }
    return plan;
  }

  /** Returns how many minibatches of an epoch the busiest worker has. */
  public static int longest(List<Integer> shardSizes, int batchSize, int workers) {
    int all = 0;
    for (int images : shardSizes) {
      all += minibatches(images, batchSize);
    }
    return (all + workers - 1) / workers;
  }

  /** Returns all minibatches of an epoch, shard after shard, the shards in a new order. */
  public static List<Minibatch> minibatches(
      List<Integer> shardSizes, int batchSize, long seed, int epoch) {
    List<Minibatch> all = new ArrayList<>();
    for (int shard : Shard.order(shardSizes.size(), seed, -1, epoch)) {
      int images = shardSizes.get(shard);
      int count = minibatches(images, batchSize);
      for (int i = 0; i < count; i++) {
        all.add(new Minibatch(shard, epoch, part(images, i, count), part(images, i + 1, count)));
      }
    }
    return all;
  }

  private static int minibatches(int images, int batchSize) {
    return (images + batchSize - 1) / batchSize;
  }

  /** Returns where part {@code i} of {@code parts} begins in {@code total} things. */
  private static int part(int total, int i, int parts) {
    return (int) ((long) total * i / parts);
  }

  /** Returns a seed for the chance inside a minibatch, such as dropout. */
  public static long seed(long seed, Minibatch minibatch) {
    return Chance.bits(seed, "minibatch", minibatch.shard(), minibatch.epoch(), minibatch.from());
  }
}
