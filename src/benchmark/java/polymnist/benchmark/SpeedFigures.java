package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the tables of all benchmarks say of repetitions and rivals. */
final class SpeedFigures {
  private SpeedFigures() {}

  /** Writes a figure, or a dash where there is none. */
  static String known(String format, double figure) {
    return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, format, figure);
  }

  /** Returns the median of a figure of each row. */
  static <T> double median(List<T> rows, ToDoubleFunction<T> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
