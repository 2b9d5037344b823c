package polymnist.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Whether two classifiers are right equally often on the same images: the exact form of the test of
 * Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
 * percentages", Psychometrika, 1947.
 */
final class McNemar {
  private McNemar() {}

  /**
   * Returns the two-sided probability of so unequal counts when both are as good, 0 to 1. The
   * binomial distribution is written as a beta distribution, which has parts of images too.
   *
   * @param onlyFirst images that only the first gets right
   * @param onlySecond images that only the second gets right
   */
  static double probability(double onlyFirst, double onlySecond) {
    double less = Math.min(onlyFirst, onlySecond);
    double more = Math.max(onlyFirst, onlySecond);
    return more == 0
        ? 1
        : Math.min(1, 2 * BetaDistribution.of(more, less + 1).cumulativeProbability(0.5));
  }
}
