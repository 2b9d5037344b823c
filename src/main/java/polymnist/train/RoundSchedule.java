package polymnist.train;

import java.util.ArrayList;
import java.util.List;
import polymnist.network.WarmUpCosine;

/**
 * How many minibatches a worker trains before the next average. Between two averages the workers
 * drift apart, by the square root of the number of updates times the learning rate, and what they
 * learn far from each other is lost in their average. So rounds get longer by the inverse square of
 * the learning rate (Gu, Lyu, Arora, Huang, "A Quadratic Synchronization Rule for Distributed Deep
 * Learning", ICLR 2024): the drift stays what it is at the peak, with fewer averages.
 */
public final class RoundSchedule {
  /** The longest round is this many times the shortest, so that progress is seen. */
  static final int MAX_RATIO = 16;

  private RoundSchedule() {}

  /**
   * Returns after how many minibatches of an epoch each of its rounds ends; the last is all.
   *
   * @param minibatches of a worker in an epoch, at least 1
   * @param frequency minibatches of a round at the peak of the learning rate, and before it
   * @param before updates made in earlier epochs
   */
  public static List<Integer> ends(
      int minibatches, int frequency, int before, WarmUpCosine learningRate) {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    while (end < minibatches) {
      double share = learningRate.shareOfPeak(before + end);
      double length = Math.min(MAX_RATIO, 1 / (share * share)) * frequency;
      int left = minibatches - end;
      // What would be left for a last round of less than half the length is done in this one.
      end = left < 1.5 * length ? minibatches : end + (int) length;
      ends.add(end);
    }
    return ends;
  }
}
