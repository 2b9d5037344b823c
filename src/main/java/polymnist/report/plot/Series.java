package polymnist.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import polymnist.answer.TableRow;

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
    MARKS;

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

  /**
   * Returns a series for each text that rows have in common; beyond six colours they are dashed.
   *
   * @param mode of the first six
   */
  public static List<Series> grouped(
      List<TableRow> rows,
      Function<TableRow, String> name,
      Mode mode,
      ToDoubleFunction<TableRow> x,
      ToDoubleFunction<TableRow> y) {
    List<Series> series = new ArrayList<>();
    TableRow.grouped(rows, name)
        .forEach(
            (group, ofGroup) ->
                series.add(
                    new Series(
                        group,
                        series.size(),
                        series.size() < 6 ? mode : Mode.DASHED,
                        ofGroup.stream()
                            .map(r -> new Point(x.applyAsDouble(r), y.applyAsDouble(r), ""))
                            .toList())));
    return series;
  }

  /** Returns what all points have from left to right, for an axis. */
  public static DoubleStream xs(List<Series> series) {
    return series.stream().flatMap(one -> one.points.stream()).mapToDouble(Point::x);
  }

  /** Returns what all points have from below to the top, for an axis. */
  public static DoubleStream ys(List<Series> series) {
    return series.stream().flatMap(one -> one.points.stream()).mapToDouble(Point::y);
  }
}
