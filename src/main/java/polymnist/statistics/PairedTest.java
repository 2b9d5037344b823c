package polymnist.statistics;

/**
 * Two networks on the same images: is one right more often, or is it chance?
 *
 * @param onlyFirst images that only the first gets right
 * @param onlySecond images that only the second gets right
 * @param n all images
 * @param design so many images count as one: the {@link DesignEffect} on the difference
 */
public record PairedTest(long onlyFirst, long onlySecond, long n, double design) {
  /** Returns the accuracy of the second less that of the first, -1 to 1. */
  public double difference() {
    return (onlySecond - onlyFirst) / (double) n;
  }

  /** Returns the lower end of the 95 % interval of the difference. */
  public double lower() {
    return Math.max(-1, centre() - half());
  }

  /** Returns the upper end of the 95 % interval of the difference. */
  public double upper() {
    return Math.min(1, centre() + half());
  }

  /**
   * The interval adds half an image to each cell of the table (Agresti, Min, "Simple improved
   * confidence intervals for comparing matched proportions", Statistics in Medicine, 2005).
   */
  private double centre() {
    return (onlySecond - onlyFirst) / (n + 2 * design);
  }

  private double half() {
    double first = onlyFirst / design + 0.5;
    double second = onlySecond / design + 0.5;
    double total = n / design + 2;
    double between = second - first;
    return Wilson.Z * Math.sqrt(first + second - between * between / total) / total;
  }

  /** Returns the probability of so unequal counts by chance, by {@link McNemar}. */
  public double probability() {
    return McNemar.probability(onlyFirst / design, onlySecond / design);
  }
}
