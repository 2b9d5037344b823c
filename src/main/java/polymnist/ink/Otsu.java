package polymnist.ink;

/** The threshold that parts values into two classes. */
final class Otsu {
  private static final int LEVELS = 256;

  private Otsu() {}

  /**
   * Returns the threshold, as a share of {@code most}, that parts values from 0 to {@code most}
   * into two classes (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE
   * Transactions on Systems, Man, and Cybernetics 9, 1979).
   */
  static double of(float[] values, float most) {
    long[] counts = new long[LEVELS];
    double total = 0;
    for (float value : values) {
      int level = Math.max(0, Math.min(LEVELS - 1, (int) (value / most * (LEVELS - 1) + 0.5f)));
      counts[level]++;
      total += level;
    }
    double best = -1;
    // Levels that separate equally well: the middle of them leaves room on both sides.
    int first = 0;
    int last = 0;
    long below = 0;
    double sumBelow = 0;
    for (int level = 0; level < LEVELS - 1; level++) {
      below += counts[level];
      sumBelow += (double) level * counts[level];
      long above = values.length - below;
      if (below == 0 || above == 0) {
        continue;
      }
      double apart = sumBelow / below - (total - sumBelow) / above;
      double between = apart * apart * below * above;
      if (between > best) {
        best = between;
        first = level;
      }
      if (between >= best) {
        last = level;
      }
    }
    return ((first + last) / 2.0 + 0.5) / (LEVELS - 1);
  }
}
