package polymnist.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two kinds of network, each trained with several seeds, on the same images. Of
 * several seeds, it is that of other seeds and other handwritings; of one, that of this very pair
 * of networks on other handwritings.
 *
 * <p>The variance is that of seeds and that of handwritings, without what both have of their
 * interaction (S. Hillis, "A comparison of denominator degrees of freedom methods for multiple
 * observer ROC analysis", Statistics in Medicine, 2007: seeds are observers, handwritings cases).
 * Quantiles lie between Student's, of the seeds, and the normal one by the share of either
 * variance, as W. Cochran, "Approximate Significance Levels of the Behrens-Fisher Test",
 * Biometrics, 1964, has it. His weight is the share itself, which covers 97.8 % for two seeds;
 * {@link #POWER} keeps 93 to 97.5 % for any number of seeds and any ratio of variances.
 *
 * @param difference -1 to 1
 * @param deviation its standard error, above 0
 * @param seedShare of the variance, 0 to 1
 */
public record MeanDifference(double difference, double deviation, double seedShare, int seeds) {
  private static final double POWER = 1.2;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Measures a difference. Half an image is added to each cell of the table as in {@link
   * PairedTest}, so that a few images that agree are not taken for certain.
   *
   * @param gains [seeds, handwritings], how many more images of each are right with the second
   * @param sizes images of each handwriting
   * @param squares sum over images of the squared mean gain of all seeds
   */
  public static MeanDifference of(int[][] gains, int[] sizes, double squares) {
    int seeds = gains.length;
    double[] bySeed = new double[seeds];
    double together = 0;
    double products = 0;
    double images = 0;
    double sizeSquares = 0;
    double[] means = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      for (int seed = 0; seed < seeds; seed++) {
        bySeed[seed] += gains[seed][i];
        means[i] += gains[seed][i] / (double) seeds;
      }
      together += means[i] * means[i];
      products += means[i] * sizes[i];
      images += sizes[i];
      sizeSquares += (double) sizes[i] * sizes[i];
    }
    double total = 0;
    for (double one : bySeed) {
      total += one / seeds;
    }
    double design = DesignEffect.of(total, squares, images, together, products, sizeSquares);
    double padded = images + 2 * design;
    double ofImages = design * (squares - total * total / padded);
    double ofSeeds = 0;
    for (int seed = 0; seed < seeds && seeds > 1; seed++) {
      double off = bySeed[seed] - total;
      ofSeeds += off * off / (seeds - 1) / seeds;
      for (int i = 0; i < sizes.length; i++) {
        double both = gains[seed][i] - means[i] - off * sizes[i] / images;
        ofImages -= both * both / (seeds - 1) / seeds;
      }
    }
    double variance = ofSeeds + Math.max(0, ofImages) + design * design;
    return new MeanDifference(
        total / padded, Math.sqrt(variance) / padded, ofSeeds / variance, seeds);
  }

  /** Returns the lower end of the 95 % interval. */
  public double lower() {
    return Math.max(-1, difference - quantile(0.025) * deviation);
  }

  /** Returns the upper end of the 95 % interval. */
  public double upper() {
    return Math.min(1, difference + quantile(0.025) * deviation);
  }

  /**
   * Returns the two-sided probability of so great a difference by chance: that of the interval
   * which ends at zero.
   */
  public double probability() {
    double low = 0;
    double high = 0.5;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (quantile(middle) * deviation < Math.abs(difference)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 2 * high;
  }

  /** Returns how many deviations are passed with a probability, on one side. */
  private double quantile(double tail) {
    double normal = NORMAL.inverseSurvivalProbability(tail);
    return seeds == 1
        ? normal
        : normal
            + Math.pow(seedShare, POWER)
                * (TDistribution.of(seeds - 1).inverseSurvivalProbability(tail) - normal);
  }
}
