package polymnist.report.plot;

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
 */
public record DotPlot(String description, Axis axis, double line, List<Dot> dots) {
  private static final double TOP = 6;
  private static final double BETWEEN = 23;

  /**
   * A value.
   *
   * @param name of what was measured
   * @param lower of its interval, or NaN
   * @param upper of its interval, or NaN
   * @param filled false where the value shows nothing
   * @param text as it is written beside the dot
   */
  public record Dot(
      String name,
      int colour,
      double value,
      double lower,
      double upper,
      boolean filled,
      String text) {
    /** A share in percent, with the interval of the columns lower and upper. */
    public static Dot share(String name, int colour, TableRow row, String column) {
      return new Dot(
          name,
          colour,
          row.percent(column),
          row.percent("lower"),
          row.percent("upper"),
          true,
          DisplayText.share(row.asDouble(column)));
    }

    /** What is wrong where the column accuracy tells what is right; the text says what is right. */
    public static Dot error(String name, int colour, TableRow row) {
      Dot right = share(name, colour, row, "accuracy");
      return new Dot(
          name, colour, 100 - right.value, 100 - right.upper, 100 - right.lower, true, right.text);
    }

    /** A difference of shares in points, filled where the row is marked. */
    public static Dot points(String name, int colour, TableRow row) {
      return new Dot(
          name,
          colour,
          row.percent("difference"),
          row.percent("lower"),
          row.percent("upper"),
          row.is("marked"),
          DisplayText.points(row.asDouble("difference")));
    }
  }

  /** Returns a plot of values. */
  public static Plot of(String description, Axis axis, double line, List<Dot> dots) {
    DotPlot plot = new DotPlot(description, axis, line, dots);
    return new Plot(plot.drawing(340), plot.drawing(640));
  }

  /** Returns a plot of differences and the line of none; no plot of none. */
  public static List<Plot> differences(String description, List<Dot> dots) {
    Axis axis = Axis.of("points", DoubleStream.concat(DoubleStream.of(0), values(dots)));
    return dots.isEmpty() ? List.of() : List.of(of(description, axis, 0, dots));
  }

  /** Returns all values, for an axis. */
  public static DoubleStream values(List<Dot> dots) {
    return dots.stream()
        .flatMapToDouble(dot -> DoubleStream.of(dot.value(), dot.lower(), dot.upper()));
  }

  private String drawing(int width) {
    double left = Math.min(0.4 * width, 10 + widest(dots.stream().map(Dot::name)));
    double across = width - left - widest(dots.stream().map(Dot::text)) - 16;
    double height = TOP + BETWEEN * dots.size();
    Svg svg = new Svg(width, height + 42, description, "");
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
    double at = TOP + BETWEEN / 2;
    for (Dot dot : dots) {
      svg.text(left - 8, at + 4, "end", fitting(dot.name(), left - 8));
      draw(svg, dot, left, across, at);
      at += BETWEEN;
    }
    return svg.end();
  }

  private static double widest(Stream<String> texts) {
    return texts.mapToDouble(Svg::width).max().orElse(0);
  }

  private void draw(Svg svg, Dot dot, double left, double across, double at) {
    svg.text(left + across + 10, at + 4, "start", dot.text());
    if (!axis.has(dot.value())) {
      return;
    }
    if (Double.isFinite(dot.lower()) && Double.isFinite(dot.upper())) {
      double lower = axis.logarithmic() ? Math.max(dot.lower(), axis.least()) : dot.lower();
      svg.line(
          "interval s" + dot.colour() % 6,
          left + across * axis.place(lower),
          at,
          left + across * axis.place(dot.upper()),
          at);
    }
    svg.mark(
        dot.colour(),
        dot.filled(),
        left + across * axis.place(dot.value()),
        at,
        "%s: %s".formatted(dot.name(), dot.text()));
  }

  private static String fitting(String name, double width) {
    String label = Svg.label(name);
    int letters = (int) (width / Svg.LETTER);
    return label.length() <= letters ? label : label.substring(0, Math.max(1, letters - 1)) + "…";
  }
}
