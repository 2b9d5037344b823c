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
    return n == 0 ? null : Math.max(0, centre(hits, n) - half(hits, n));
  }

  /** Returns the upper end for {@code hits} of {@code n}; null when n is 0. */
  public static Double upper(long hits, long n) {
    return n == 0 ? null : Math.min(1, centre(hits, n) + half(hits, n));
  }

  private static double centre(long hits, long n) {
    return (hits + Z * Z / 2) / (n + Z * Z);
  }

  private static double half(long hits, long n) {
    double share = hits / (double) n;
    return Z / (n + Z * Z) * Math.sqrt(n * share * (1 - share) + Z * Z / 4);
  }
}
