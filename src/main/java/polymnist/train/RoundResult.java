package polymnist.train;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker brings back from a round.
 *
 * @param state of its network
 * @param counts of what it trained
 * @param seconds where its time went
 */
record RoundResult(NetworkState state, Counts counts, Seconds seconds) implements Serializable {

  /**
   * What was trained.
   *
   * @param examples how many images, at least 1
   * @param correct how many of them were recognised, each before its minibatch's update
   * @param lossSum the sum of their losses, each before its minibatch's update
   * @param minibatches how many updates were made
   */
  record Counts(long examples, long correct, double lossSum, int minibatches)
      implements Serializable {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          examples + other.examples,
          correct + other.correct,
          lossSum + other.lossSum,
          minibatches + other.minibatches);
    }

    double loss() {
      return lossSum / examples;
    }
  }

  /**
   * A worker's time.
   *
   * @param data reading shards and decoding minibatches
   * @param compute inside the network
   * @param task all of it
   */
  record Seconds(double data, double compute, double task) implements Serializable {
    static final Seconds NONE = new Seconds(0, 0, 0);

    Seconds plus(Seconds other) {
      return new Seconds(data + other.data, compute + other.compute, task + other.task);
    }
  }

  /**
   * Returns the average state of several workers, each weighed by its examples; sums are made in
   * the order given, so that the same results give the same bits. The iteration is the furthest.
   */
  static NetworkState average(List<RoundResult> results) {
    long examples = results.stream().mapToLong(result -> result.counts.examples).sum();
    NetworkState first = results.get(0).state;
    float[] parameters = new float[first.parameters().length];
    float[] updaterState = new float[first.updaterState().length];
    int iteration = 0;
    for (RoundResult result : results) {
      float weight = (float) (result.counts.examples / (double) examples);
      add(parameters, result.state.parameters(), weight);
      add(updaterState, result.state.updaterState(), weight);
      iteration = Math.max(iteration, result.state.iteration());
    }
    return new NetworkState(parameters, updaterState, iteration, first.epoch());
  }

  private static void add(float[] sum, float[] part, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * part[i];
    }
  }
}
