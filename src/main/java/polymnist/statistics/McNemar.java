package polymnist.statistics;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Whether two classifiers are right equally often on the same images: the exact form of the test of
 * Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
 * percentages", Psychometrika, 1947.
 */
public final class McNemar {
  private McNemar() {}

  /**
   * Returns the two-sided probability of so unequal counts when both are as good, 0 to 1.
   *
   * @param onlyFirst images that only the first gets right
   * @param onlySecond images that only the second gets right
   */
  public static double probability(long onlyFirst, long onlySecond) {
    int discordant = Math.toIntExact(onlyFirst + onlySecond);
    return discordant == 0
        ? 1
        : BinomialTest.withDefaults().test(discordant, Math.toIntExact(onlyFirst), 0.5).getPValue();
  }
}
