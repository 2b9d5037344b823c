package polymnist.train;

import java.util.List;

/**
 * How many rounds a stage holds: about as many as one may wait for a sign of progress. A stage
 * costs about a tenth of a second, so fewer of them cost less; the results are the same.
 */
final class Pace {
  private static final double SECONDS = 8;

  private double minibatchesASecond;

  /**
   * Returns the round before which the stage ends that begins with round {@code done}.
   *
   * @param ends after how many of its minibatches a worker's rounds end
   */
  int stageEnd(List<Integer> ends, int done) {
    double until = begin(ends, done) + SECONDS * minibatchesASecond;
    int end = done + 1;
    while (end < ends.size() && ends.get(end) <= until) {
      end++;
    }
    return end;
  }

  /** Learns from a stage of the rounds {@code done} to {@code next - 1}. */
  void measured(List<Integer> ends, int done, int next, double seconds) {
    minibatchesASecond = (begin(ends, next) - begin(ends, done)) / seconds;
  }

  private static int begin(List<Integer> ends, int round) {
    return round == 0 ? 0 : ends.get(round - 1);
  }
}
