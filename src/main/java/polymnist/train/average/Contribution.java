package polymnist.train.average;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What a worker brings to an average.
 *
 * @param state of its network
 * @param examples how many images it trained since the last average
 */
public record Contribution(NetworkState state, long examples) implements Serializable {
  /**
   * Returns the average state of several workers, each weighed by its examples; those without are
   * left out. Sums are made in the order given, so that the same shares give the same bits. The
   * iteration is the furthest.
   *
   * @param all at least one of them with examples
   */
  public static NetworkState average(List<Contribution> all) {
    List<Contribution> shares = all.stream().filter(share -> share.examples > 0).toList();
    NetworkState first = shares.get(0).state;
    float[] weights =
        WeightedMean.shares(shares.stream().mapToLong(Contribution::examples).toArray());
    float[] parameters = new float[first.parameters().length];
    float[] updaterState = new float[first.updaterState().length];
    WeightedMean.into(
        FloatBuffer.wrap(parameters),
        weights,
        shares.stream().map(share -> FloatBuffer.wrap(share.state.parameters())).toList());
    WeightedMean.into(
        FloatBuffer.wrap(updaterState),
        weights,
        shares.stream().map(share -> FloatBuffer.wrap(share.state.updaterState())).toList());
    int iteration = shares.stream().mapToInt(share -> share.state.iteration()).max().orElseThrow();
    return new NetworkState(parameters, updaterState, iteration, first.epoch());
  }
}
