package polymnist.report.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;
import polymnist.report.block.TableRow;

/**
 * Values that belong together in a plot.
 *
 * @param colour its number in the palette, which also tells its mark
 */
public record Series(String name, int colour, Mode mode, List<Point> points) {
  /** How the values are drawn. */
  public enum Mode {
    LINE,
    DASHED,
    STEPS,
    MARKS;

    boolean drawn() {
      return this != MARKS;
    }

    boolean marked() {
      return this == MARKS;
    }

    /** The class of the style sheet beside the colour's. */
    String kind() {
      return this == DASHED ? " line dashed" : " line";
    }
  }

  /**
   * A value.
   *
   * @param name shown beside it; empty for none
   */
  public record Point(double x, double y, String name) {}

  /** A series of rows, a point each. */
  public static Series of(
      String name,
      int colour,
      Mode mode,
      List<TableRow> rows,
      ToDoubleFunction<TableRow> x,
      ToDoubleFunction<TableRow> y) {
    return new Series(
        name,
        colour,
        mode,
        rows.stream()
            .map(row -> new Point(x.applyAsDouble(row), y.applyAsDouble(row), ""))
            .toList());
  }
}
