package polymnist.statistics;

/** Intervals of confidence of equal width, over which reliability is measured. */
public final class ConfidenceBins {
  /** As many as Guo, Pleiss, Sun, Weinberger, "On Calibration", ICML 2017, took. */
  public static final int COUNT = 15;

  private ConfidenceBins() {}
}
