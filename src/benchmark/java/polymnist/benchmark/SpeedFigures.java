package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the tables of all benchmarks say of repetitions and rivals. */
final class SpeedFigures {
  private SpeedFigures() {}

  /** The speed of a rival that failed, which is told on standard error. */
  static final double FAILED = 0;

  /** Writes a figure, a dash where there is none, or a word where a rival failed. */
  static String known(String format, double figure) {
    return !Double.isFinite(figure)
        ? "-"
        : figure == FAILED ? "failed" : String.format(Locale.ROOT, format, figure);
  }

  /** Returns the greater of two figures, either of which there may not be. */
  static double best(double one, double other) {
    return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.max(one, other);
  }

  /** Returns the median of a figure of each row. */
  static <T> double median(List<T> rows, ToDoubleFunction<T> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
