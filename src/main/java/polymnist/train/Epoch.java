package polymnist.train;

import java.util.ArrayList;
import java.util.List;
import polymnist.corpus.Chance;

/**
 * How an epoch is shared out: rounds, in each of which every worker trains some minibatches before
 * parameters are averaged. Whatever the numbers of shards, workers and minibatches a round, every
 * image is in exactly one minibatch of the epoch, and workers differ by at most one minibatch.
 */
final class Epoch {
  private Epoch() {}

  /**
   * Returns the rounds of an epoch; each has a list of minibatches for each worker.
   *
   * @param shardSizes the number of images in each shard
   * @param batchSize the most images in a minibatch; those of a shard differ in size by at most one
   * @param workers how many networks are trained side by side
   * @param frequency the most minibatches that a worker trains between two averages
   */
  static List<List<List<Minibatch>>> rounds(
      List<Integer> shardSizes, int batchSize, int workers, int frequency, long seed, int epoch) {
    List<Minibatch> all = minibatches(shardSizes, batchSize, seed, epoch);
    int longest = (all.size() + workers - 1) / workers;
    int rounds = Math.max(1, (longest + frequency - 1) / frequency);
    List<List<List<Minibatch>>> plan = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<List<Minibatch>> shares = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        // A worker goes through a stretch of its own, so it reads few shards.
        int start = part(all.size(), worker, workers);
        int length = part(all.size(), worker + 1, workers) - start;
        shares.add(
            List.copyOf(
                all.subList(
                    start + part(length, round, rounds), start + part(length, round + 1, rounds))));
      }
      plan.add(shares);
    }
    return plan;
  }

  /** Returns all minibatches of an epoch, shard after shard, the shards in a new order. */
  static List<Minibatch> minibatches(
      List<Integer> shardSizes, int batchSize, long seed, int epoch) {
    List<Minibatch> all = new ArrayList<>();
    for (int shard : Shard.order(shardSizes.size(), seed, -1, epoch)) {
      int images = shardSizes.get(shard);
      int count = (images + batchSize - 1) / batchSize;
      for (int i = 0; i < count; i++) {
        all.add(new Minibatch(shard, epoch, part(images, i, count), part(images, i + 1, count)));
      }
    }
    return all;
  }

  /** Returns where part {@code i} of {@code parts} begins in {@code total} things. */
  private static int part(int total, int i, int parts) {
    return (int) ((long) total * i / parts);
  }

  /** Returns a seed for the chance inside a minibatch, such as dropout. */
  static long seed(long seed, Minibatch minibatch) {
    return Chance.bits(seed, "minibatch", minibatch.shard(), minibatch.epoch(), minibatch.from());
  }
}
