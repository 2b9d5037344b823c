package polymnist.train;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker brings to an average.
 *
 * @param state of its network
 * @param examples how many images it trained since the last average, at least 1
 */
record Share(NetworkState state, long examples) implements Serializable {
  /**
   * Returns the average state of several workers, each weighed by its examples; sums are made in
   * the order given, so that the same shares give the same bits. The iteration is the furthest.
   */
  static NetworkState average(List<Share> shares) {
    long examples = shares.stream().mapToLong(Share::examples).sum();
    NetworkState first = shares.get(0).state;
    float[] parameters = new float[first.parameters().length];
    float[] updaterState = new float[first.updaterState().length];
    int iteration = 0;
    for (Share share : shares) {
      float weight = (float) (share.examples / (double) examples);
      add(parameters, share.state.parameters(), weight);
      add(updaterState, share.state.updaterState(), weight);
      iteration = Math.max(iteration, share.state.iteration());
    }
    return new NetworkState(parameters, updaterState, iteration, first.epoch());
  }

  private static void add(float[] sum, float[] part, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * part[i];
    }
  }
}
