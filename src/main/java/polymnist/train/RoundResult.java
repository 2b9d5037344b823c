package polymnist.train;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker brings back from a round.
 *
 * @param parameters all weights of its network
 * @param updaterState the moments of its updater; empty where the updater has none
 * @param examples how many images it trained, at least 1
 * @param lossSum the sum of the loss over the examples, each before its minibatch's update
 * @param minibatches how many updates it made
 * @param computeNanos time inside the network
 */
record RoundResult(
    float[] parameters,
    float[] updaterState,
    long examples,
    double lossSum,
    int minibatches,
    long computeNanos)
    implements Serializable {

  /**
   * Returns the average of several workers, each weighed by its examples; the sum is made in the
   * order given, so that the same results give the same bits.
   */
  static RoundResult average(List<RoundResult> results) {
    long examples = results.stream().mapToLong(RoundResult::examples).sum();
    float[] parameters = new float[results.get(0).parameters.length];
    float[] updaterState = new float[results.get(0).updaterState.length];
    double lossSum = 0;
    int minibatches = 0;
    long computeNanos = 0;
    for (RoundResult result : results) {
      float weight = (float) (result.examples / (double) examples);
      add(parameters, result.parameters, weight);
      add(updaterState, result.updaterState, weight);
      lossSum += result.lossSum;
      minibatches = Math.max(minibatches, result.minibatches);
      computeNanos += result.computeNanos;
    }
    return new RoundResult(parameters, updaterState, examples, lossSum, minibatches, computeNanos);
  }

  private static void add(float[] sum, float[] part, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * part[i];
    }
  }

  /** Returns the mean loss of the examples. */
  double loss() {
    return lossSum / examples;
  }
}
