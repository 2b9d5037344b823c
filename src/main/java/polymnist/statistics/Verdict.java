package polymnist.statistics;

/** What may be said of a difference between networks trained without and with augmentation. */
public enum Verdict {
  HELPS("augmentation helps"),
  HARMS("augmentation harms"),
  NONE("no difference shown");

  /** The share of whole families of comparisons in which one may seem to differ by chance. */
  public static final double LEVEL = 0.05;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Returns the verdict in words, as tables have it. */
  public String text() {
    return words;
  }

  /**
   * Returns the verdict of these words.
   *
   * @throws IllegalArgumentException when no verdict has them
   */
  public static Verdict of(String words) {
    for (Verdict verdict : values()) {
      if (verdict.words.equals(words)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("no verdict says '%s'".formatted(words));
  }

  /**
   * Returns what interval and test both show.
   *
   * @param lower end of the interval of the difference
   * @param upper end of the interval of the difference
   * @param pHolm the p-value, corrected by {@link Holm} for all comparisons of its family
   */
  public static Verdict of(double lower, double upper, double pHolm) {
    if (pHolm <= LEVEL && lower > 0) {
      return HELPS;
    }
    return pHolm <= LEVEL && upper < 0 ? HARMS : NONE;
  }
}
