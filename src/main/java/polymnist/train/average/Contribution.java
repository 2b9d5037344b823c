package polymnist.train.average;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a worker brings to an average.
 *
 * @param state of its network
 * @param examples how many images it trained since the last average
 */
record Contribution(NetworkState state, long examples) implements Serializable {
  /** Numbers at a time, so that those of a sum stay in the processor's first cache. */
  private static final int BLOCK = 1024;

  /**
   * Returns the average state of several workers, each weighed by its examples; those without are
   * left out. Sums are made in the order given, so that the same shares give the same bits. The
   * iteration is the furthest.
   *
   * @param all at least one of them with examples
   */
  static NetworkState average(List<Contribution> all) {
    NetworkState like = all.get(0).state;
    return average(
        all,
        FloatBuffer.allocate(like.parameters().remaining()),
        FloatBuffer.allocate(like.updaterState().remaining()));
  }

  /**
   * Returns the same average, in memory of the caller's: new memory may cost several times what it
   * takes to average.
   */
  static NetworkState average(
      List<Contribution> all, FloatBuffer parameters, FloatBuffer updaterState) {
    List<Contribution> shares = all.stream().filter(share -> share.examples > 0).toList();
    double examples = shares.stream().mapToLong(Contribution::examples).sum();
    float[] weights = new float[shares.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (shares.get(i).examples / examples);
    }
    return new NetworkState(
        mean(weights, shares.stream().map(share -> share.state.parameters()).toList(), parameters),
        mean(
            weights,
            shares.stream().map(share -> share.state.updaterState()).toList(),
            updaterState),
        shares.stream().mapToInt(share -> share.state.iteration()).max().orElseThrow(),
        shares.get(0).state.epoch());
  }

  private static FloatBuffer mean(float[] weights, List<FloatBuffer> rows, FloatBuffer mean) {
    int length = mean.remaining();
    float[] sum = new float[BLOCK];
    float[] part = new float[BLOCK];
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      Arrays.fill(sum, 0);
      for (int i = 0; i < weights.length; i++) {
        rows.get(i).get(from, part, 0, count);
        add(sum, part, weights[i]);
      }
      mean.put(from, sum, 0, count);
    }
    return mean;
  }

  private static void add(float[] sum, float[] row, float weight) {
    for (int i = 0; i < BLOCK; i++) {
      sum[i] += weight * row[i];
    }
  }
}
