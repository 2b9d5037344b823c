package polymnist.statistics;

/**
 * The score interval of a share at 95 % (Wilson, "Probable Inference, the Law of Succession, and
 * Statistical Inference", Journal of the American Statistical Association, 1927).
 */
public final class Wilson {
  /** The 97.5 % quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  private Wilson() {}

  /** Returns the lower end for {@code hits} of {@code n}; null when n is 0. */
  public static Double lower(long hits, long n) {
    return lower(hits, n, 1);
  }

  /** Returns the upper end for {@code hits} of {@code n}; null when n is 0. */
  public static Double upper(long hits, long n) {
    return upper(hits, n, 1);
  }

  /**
   * Returns the lower end for {@code hits} of {@code n}, of which so many count as one; null when n
   * is 0.
   *
   * @param design the {@link DesignEffect} on the share
   */
  public static Double lower(long hits, long n, double design) {
    return n == 0 ? null : Math.max(0, centre(hits / design, n / design) - half(hits, n, design));
  }

  /** Returns the upper end, as {@link #lower(long, long, double)} does the lower one. */
  public static Double upper(long hits, long n, double design) {
    return n == 0 ? null : Math.min(1, centre(hits / design, n / design) + half(hits, n, design));
  }

  private static double centre(double hits, double n) {
    return (hits + Z * Z / 2) / (n + Z * Z);
  }

  private static double half(long hits, long n, double design) {
    double share = hits / (double) n;
    double counted = n / design;
    return Z / (counted + Z * Z) * Math.sqrt(counted * share * (1 - share) + Z * Z / 4);
  }
}
