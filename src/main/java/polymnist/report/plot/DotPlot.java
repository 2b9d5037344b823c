package polymnist.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;

/**
 * Values with their intervals, a row for each thing that was measured.
 *
 * @param description what the plot shows, for those who do not see it
 * @param axis of the values
 * @param line a value of which a line is drawn across all rows; NaN for none
 * @param series names of the dots of a row, in their order
 */
public record DotPlot(
    String description, Axis axis, double line, List<String> series, List<DotRow> rows) {
  private static final double TOP = 6;
  private static final double BETWEEN = 15;

  /** A thing that was measured, with a dot for each series. */
  public record DotRow(String name, List<Dot> dots) {
    public static DotRow of(String name, Dot... dots) {
      return new DotRow(name, List.of(dots));
    }
  }

  /**
   * A value.
   *
   * @param lower of its interval, or NaN
   * @param upper of its interval, or NaN
   * @param filled false where the value shows nothing
   * @param text as it is written beside the dot
   */
  public record Dot(
      int colour, double value, double lower, double upper, boolean filled, String text) {
    /** A share in percent, with the interval of the columns lower and upper. */
    public static Dot share(int colour, TableRow row, String column) {
      return new Dot(
          colour,
          row.percent(column),
          row.percent("lower"),
          row.percent("upper"),
          true,
          DisplayText.share(row.asDouble(column)));
    }

    /** What is wrong where the column accuracy tells what is right; the text says what is right. */
    public static Dot error(int colour, TableRow row) {
      Dot right = share(colour, row, "accuracy");
      return new Dot(
          colour, 100 - right.value, 100 - right.upper, 100 - right.lower, true, right.text);
    }

    /** A difference of shares in points, filled where the row is marked. */
    public static Dot points(int colour, TableRow row) {
      return new Dot(
          colour,
          row.percent("difference"),
          row.percent("lower"),
          row.percent("upper"),
          row.is("marked"),
          DisplayText.points(row.asDouble("difference")));
    }

    /** Returns the dot without its interval. */
    public Dot alone() {
      return new Dot(colour, value, Double.NaN, Double.NaN, filled, text);
    }
  }

  /** Returns a plot of rows with a dot each. */
  public static Plot of(String description, Axis axis, double line, List<DotRow> rows) {
    return new DotPlot(description, axis, line, List.of(), rows).plot();
  }

  /** Returns a plot of differences and the line of none; no plot of no rows. */
  public static List<Plot> differences(String description, List<DotRow> rows) {
    Axis axis = Axis.of("points", DoubleStream.concat(DoubleStream.of(0), values(rows)));
    return rows.isEmpty() ? List.of() : List.of(of(description, axis, 0, rows));
  }

  /** Returns all values of rows, for an axis. */
  public static DoubleStream values(List<DotRow> rows) {
    return rows.stream()
        .flatMap(row -> row.dots().stream())
        .flatMapToDouble(dot -> DoubleStream.of(dot.value(), dot.lower(), dot.upper()));
  }

  public Plot plot() {
    return new Plot(drawing(340), drawing(640));
  }

  private String drawing(int width) {
    double left = Math.min(0.4 * width, 10 + widest(rows.stream().map(DotRow::name)));
    double texts = widest(rows.stream().flatMap(row -> row.dots().stream()).map(Dot::text));
    double across = width - left - texts - 16;
    double height = TOP + rows.stream().mapToDouble(DotPlot::height).sum();
    List<Series> named = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      named.add(new Series(series.get(i), i, Series.Mode.MARKS, List.of()));
    }
    double legend = named.size() < 2 ? 0 : Svg.legendHeight(named, width - 16);
    Svg svg = new Svg(width, height + 42 + legend, description, "");
    for (double tick : axis.ticks((int) (across / 48))) {
      double at = left + across * axis.place(tick);
      svg.line("grid", at, TOP, at, height);
      svg.text(at, height + 15, "middle", axis.text(tick));
    }
    svg.text(left + across / 2, height + 33, "middle", axis.title());
    if (Double.isFinite(line)) {
      double at = left + across * axis.place(line);
      svg.line("level", at, TOP, at, height);
    }
    double top = TOP;
    for (DotRow row : rows) {
      double middle = top + height(row) / 2;
      svg.text(left - 8, middle + 4, "end", fitting(row.name(), left - 8));
      for (int i = 0; i < row.dots().size(); i++) {
        double at = middle + (i - (row.dots().size() - 1) / 2.0) * BETWEEN;
        dot(svg, row, row.dots().get(i), left, across, at);
      }
      top += height(row);
    }
    if (legend > 0) {
      svg.legend(named, 8, height + 48, width - 16);
    }
    return svg.end();
  }

  private static double widest(Stream<String> texts) {
    return texts.mapToDouble(Svg::width).max().orElse(0);
  }

  private static double height(DotRow row) {
    return 8 + BETWEEN * row.dots().size();
  }

  private void dot(Svg svg, DotRow row, Dot dot, double left, double across, double at) {
    if (!Double.isFinite(dot.value()) || (axis.logarithmic() && dot.value() <= 0)) {
      svg.text(left + across + 10, at + 4, "start", dot.text());
      return;
    }
    double x = left + across * axis.place(dot.value());
    if (Double.isFinite(dot.lower()) && Double.isFinite(dot.upper())) {
      double lower = axis.logarithmic() ? Math.max(dot.lower(), axis.least()) : dot.lower();
      svg.line(
          "interval s" + dot.colour() % 6,
          left + across * axis.place(lower),
          at,
          left + across * axis.place(dot.upper()),
          at);
    }
    svg.mark(dot.colour(), dot.filled(), x, at, "%s: %s".formatted(row.name(), dot.text()));
    svg.text(left + across + 10, at + 4, "start", dot.text());
  }

  private static String fitting(String name, double width) {
    String label = Svg.label(name);
    int letters = (int) (width / Svg.LETTER);
    return label.length() <= letters ? label : label.substring(0, Math.max(1, letters - 1)) + "…";
  }
}
