package polymnist.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;

/**
 * Plots as PNG pictures on white, drawn at twice the size at which they are shown so that they are
 * sharp on fine screens. Where Java cannot draw text, on a machine without fonts, a plot is words.
 */
public final class Plots {
  private static final Logger LOG = LoggerFactory.getLogger(Plots.class);

  private static final int WIDTH = 1120;
  private static final int HEIGHT = 800;
  private static final int PLOT_WIDTH = 950;
  private static final int LABEL_LENGTH = 26;
  private static final int LEGEND_LENGTH = 60;

  /** How far above its dot a name stands, as a share of the axis. */
  private static final double LABEL_RISE = 0.045;

  private static final Color INK = new Color(0x22, 0x26, 0x2e);
  private static final Color GRID = new Color(0xe3, 0xe6, 0xea);

  /** The number of a quiet colour, for what others are compared with. */
  public static final int GREY = -1;

  private static final Color QUIET = new Color(0x8a, 0x91, 0x9c);

  /** Curves of more points than this have no marker at each. */
  private static final int MARKED_POINTS = 20;

  /**
   * Colours that stay distinct for those who confuse red and green: M. Okabe, K. Ito, Color
   * Universal Design, 2008.
   */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xb2),
          new Color(0xd5, 0x5e, 0x00),
          new Color(0x00, 0x9e, 0x73),
          new Color(0xcc, 0x79, 0xa7),
          new Color(0x56, 0xb4, 0xe9),
          new Color(0xe6, 0x9f, 0x00));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  private boolean withoutFonts;

  static {
    // Before the first class of AWT looks it up: the job runs where no display is.
    System.setProperty("java.awt.headless", "true");
  }

  /**
   * A curve over epochs.
   *
   * @param colour a number; curves of one number are of one colour
   * @param dashed distinguishes two curves of one colour
   * @param y one value an epoch, in the order of {@code x}; NaN is left out
   */
  public record Curve(String name, int colour, boolean dashed, List<Double> x, List<Double> y) {}

  /**
   * A value with its interval in each category.
   *
   * @param y NaN where a category has none
   * @param lower of the interval, NaN for none
   * @param upper of the interval, NaN for none
   */
  public record Dots(
      String name, int colour, List<Double> y, List<Double> lower, List<Double> upper) {}

  /**
   * What an axis measures.
   *
   * @param range that it spans; where it is no more than a point, the library chooses
   * @param logarithmic equal steps are equal factors; all values must be above 0 then
   */
  public record Axis(String title, Range range, boolean logarithmic) {
    public static Axis linear(String title, Range range) {
      return new Axis(title, range, false);
    }
  }

  /**
   * Dots that have a name beside them.
   *
   * @param colour a number
   */
  public record Points(String name, int colour, List<Point> points) {}

  /**
   * A dot and its name, which may be empty.
   *
   * @param above whether the name stands above the dot, else below
   */
  public record Point(String label, boolean above, double x, double y) {}

  /**
   * A bar in each category.
   *
   * @param y a value a category, in their order
   */
  public record Bars(String name, int colour, List<Double> y) {}

  /** The values that an axis spans, so that plots side by side can be compared. */
  public record Range(double least, double most) {
    /** Whatever suits the values of the plot. */
    public static final Range FREE = new Range(0, 0);

    /** Returns the range of all finite values; {@link #FREE} is as good where there is none. */
    public static Range of(Stream<Double> values) {
      DoubleSummaryStatistics statistics =
          values.mapToDouble(Double::doubleValue).filter(Double::isFinite).summaryStatistics();
      return new Range(statistics.getMin(), statistics.getMax());
    }

    private void spanBy(XYStyler styler) {
      if (least < most) {
        styler.setYAxisMin(least).setYAxisMax(most);
      }
    }
  }

  /**
   * Draws curves over epochs.
   *
   * @param range of the values; where it is no more than a point, the library chooses
   * @param alt what the plot shows, in words
   */
  public Picture curves(String title, String yTitle, Range range, List<Curve> curves, String alt) {
    return drawn(
        curves,
        alt,
        finite -> {
          XYChart chart = withCurves(chart(title, "epoch", yTitle), finite);
          range.spanBy(chart.getStyler());
          double first = finite.stream().flatMap(c -> c.x().stream()).reduce(Math::min).orElse(0.0);
          double last = finite.stream().flatMap(c -> c.x().stream()).reduce(Math::max).orElse(1.0);
          double room = Math.max(0.5, (last - first) * 0.04);
          chart.getStyler().setXAxisMin(first - room).setXAxisMax(last + room);
          wholeTicks(chart.getStyler(), last - first + 2 * room);
          return chart;
        });
  }

  /**
   * Draws curves of anything over anything.
   *
   * @param alt what the plot shows, in words
   */
  public Picture lines(String title, Axis x, Axis y, List<Curve> curves, String alt) {
    return drawn(
        curves,
        alt,
        finite -> {
          XYChart chart = withCurves(chart(title, x.title(), y.title()), finite);
          span(chart.getStyler(), x, y);
          return chart;
        });
  }

  /**
   * Draws lines without marks over numbers.
   *
   * @param alt what the plot shows, in words
   */
  public Picture lines(String title, String xTitle, String yTitle, List<Curve> curves, String alt) {
    return drawn(
        curves,
        alt,
        finite -> {
          XYChart chart = withCurves(chart(title, xTitle, yTitle), finite);
          chart.getSeriesCollection().forEach(series -> series.setMarker(SeriesMarkers.NONE));
          chart.getStyler().setYAxisMin(0.0);
          return chart;
        });
  }

  /** Draws those curves that have a finite value. */
  private Picture drawn(List<Curve> curves, String alt, Function<List<Curve>, XYChart> drawing) {
    List<Curve> finite = curves.stream().map(Plots::finite).filter(c -> !c.x().isEmpty()).toList();
    return finite.isEmpty()
        ? new Picture("", alt, "plot")
        : picture(() -> drawing.apply(finite), alt);
  }

  private static XYChart withCurves(XYChart chart, List<Curve> curves) {
    for (int i = 0; i < curves.size(); i++) {
      addCurve(chart, i, curves.get(i));
    }
    layOut(chart.getStyler(), curves.stream().map(Curve::name).toList());
    return chart;
  }

  /**
   * Draws dots with names beside them.
   *
   * @param alt what the plot shows, in words
   */
  public Picture points(String title, Axis x, Axis y, List<Points> series, String alt) {
    if (series.stream().allMatch(points -> points.points().isEmpty())) {
      return new Picture("", alt, "plot");
    }
    return picture(
        () -> {
          XYChart chart = chart(title, x.title(), y.title());
          span(chart.getStyler(), x, y);
          double room = y.range().most() - y.range().least();
          for (Points points : series) {
            addPoints(chart, points, room * LABEL_RISE);
          }
          layOut(chart.getStyler(), series.stream().map(Points::name).toList());
          return chart;
        },
        alt);
  }

  private static void addPoints(XYChart chart, Points points, double rise) {
    XYSeries dots =
        chart.addSeries(
            points.name(),
            points.points().stream().map(Point::x).toList(),
            points.points().stream().map(Point::y).toList());
    dots.setLabel(label(points.name()));
    dots.setLineStyle(SeriesLines.NONE);
    dots.setMarker(marker(points.colour())).setMarkerColor(colour(points.colour()));
    for (Point point : points.points()) {
      if (!point.label().isEmpty()) {
        double y = point.above() ? point.y() + rise : point.y() - rise;
        chart.addAnnotation(new AnnotationText(label(point.label()), point.x(), y, false));
      }
    }
  }

  /**
   * Draws bars side by side.
   *
   * @param alt what the plot shows, in words
   */
  public Picture bars(
      String title,
      String xTitle,
      String yTitle,
      List<String> categories,
      List<Bars> series,
      String alt) {
    return picture(
        () -> {
          CategoryChart chart =
              new CategoryChartBuilder()
                  .width(WIDTH)
                  .height(HEIGHT)
                  .title(title)
                  .xAxisTitle(xTitle)
                  .yAxisTitle(yTitle)
                  .build();
          style(chart.getStyler());
          chart.getStyler().setAvailableSpaceFill(0.8);
          for (int i = 0; i < series.size(); i++) {
            Bars bars = series.get(i);
            chart
                .addSeries(Integer.toString(i), categories, bars.y())
                .setLabel(label(bars.name()))
                .setFillColor(colour(bars.colour()));
          }
          layOut(chart.getStyler(), series.stream().map(Bars::name).toList());
          return chart;
        },
        alt);
  }

  private static void span(XYStyler styler, Axis x, Axis y) {
    y.range().spanBy(styler);
    if (x.range().least() < x.range().most()) {
      styler.setXAxisMin(x.range().least()).setXAxisMax(x.range().most());
    }
    styler.setXAxisLogarithmic(x.logarithmic()).setYAxisLogarithmic(y.logarithmic());
  }

  private static Curve finite(Curve curve) {
    List<Integer> kept =
        IntStream.range(0, curve.x().size())
            .filter(i -> Double.isFinite(curve.y().get(i)))
            .boxed()
            .toList();
    return new Curve(
        curve.name(),
        curve.colour(),
        curve.dashed(),
        kept.stream().map(curve.x()::get).toList(),
        kept.stream().map(curve.y()::get).toList());
  }

  private static XYSeries addCurve(XYChart chart, int index, Curve curve) {
    XYSeries series = chart.addSeries(Integer.toString(index), curve.x(), curve.y());
    series.setLabel(label(curve.name()));
    series.setLineColor(colour(curve.colour()));
    series.setMarkerColor(colour(curve.colour()));
    series.setLineStyle(
        curve.dashed()
            ? new BasicStroke(
                4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {14, 9}, 0)
            : new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    boolean bare = curve.dashed() || curve.x().size() > MARKED_POINTS;
    series.setMarker(bare ? SeriesMarkers.NONE : marker(curve.colour()));
    return series;
  }

  /**
   * Draws a dot and its interval for each series and category. The axis need not begin at zero,
   * since dots, unlike bars, say nothing by their height above it.
   *
   * @param range of the values and intervals; where it is no more than a point, the library chooses
   * @param alt what the plot shows, in words
   */
  public Picture dots(
      String title,
      String yTitle,
      Range range,
      List<String> categories,
      List<Dots> series,
      String alt) {
    return dots(title, yTitle, range, categories, series, Double.NaN, alt);
  }

  /**
   * Draws dots as {@link #dots(String, String, Range, List, List, String)} does, and a line across
   * all categories.
   *
   * @param level of the line; NaN for none
   */
  public Picture dots(
      String title,
      String yTitle,
      Range range,
      List<String> categories,
      List<Dots> series,
      double level,
      String alt) {
    if (series.stream().flatMap(dots -> dots.y().stream()).noneMatch(Double::isFinite)) {
      return new Picture("", alt, "plot");
    }
    return picture(
        () -> {
          XYChart chart = chart(title, "", yTitle);
          if (Double.isFinite(level)) {
            addCurve(chart, -1, level(categories.size(), level));
          }
          for (int i = 0; i < series.size(); i++) {
            addDots(chart, i, beside(i, series.size()), series.get(i));
          }
          XYStyler styler = chart.getStyler();
          range.spanBy(styler);
          layOut(styler, series.stream().map(Dots::name).toList());
          styler.setXAxisMin(-0.5).setXAxisMax(categories.size() - 0.5);
          styler.setXAxisTitleVisible(false);
          wholeTicks(styler, categories.size());
          styler.setXAxisTickLabelsFormattingFunction(at -> category(categories, at));
          if (categories.stream().mapToInt(String::length).sum() > 50) {
            styler.setXAxisLabelRotation(30);
          }
          return chart;
        },
        alt);
  }

  private static Curve level(int categories, double level) {
    List<Double> ends = List.of(-0.5, categories - 0.5);
    return new Curve("all images", GREY, true, ends, List.of(level, level));
  }

  /** How far right of its category a series is drawn, so that intervals do not hide each other. */
  private static double beside(int index, int count) {
    return count == 1 ? 0 : (index - (count - 1) / 2.0) * Math.min(0.2, 0.7 / count);
  }

  private static String category(List<String> categories, double at) {
    long nearest = Math.round(at);
    boolean whole = Math.abs(at - nearest) < 1e-6 && nearest >= 0 && nearest < categories.size();
    // The library draws no label at all where those of two places are equal, so blanks differ.
    return whole
        ? label(categories.get((int) nearest))
        : " ".repeat(1 + (int) Math.max(0, Math.ceil(at)));
  }

  private static void addDots(XYChart chart, int index, double beside, Dots dots) {
    Color colour = colour(dots.colour());
    boolean named = false;
    for (int i = 0; i < dots.y().size(); i++) {
      if (!Double.isFinite(dots.y().get(i))) {
        continue;
      }
      double x = i + beside;
      if (Double.isFinite(dots.lower().get(i)) && Double.isFinite(dots.upper().get(i))) {
        XYSeries interval =
            chart.addSeries(
                index + " interval " + i,
                List.of(x, x),
                List.of(dots.lower().get(i), dots.upper().get(i)));
        interval.setLineColor(colour).setLineStyle(new BasicStroke(5));
        interval.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
      }
      XYSeries dot = chart.addSeries(index + " " + i, List.of(x), List.of(dots.y().get(i)));
      dot.setLabel(label(dots.name()));
      dot.setLineStyle(SeriesLines.NONE);
      dot.setMarker(marker(dots.colour())).setMarkerColor(colour);
      dot.setShowInLegend(!named);
      named = true;
    }
  }

  /** Puts the legend's names below each other where they would not fit side by side. */
  private static void layOut(AxesChartStyler styler, List<String> names) {
    int characters = names.stream().mapToInt(name -> label(name).length() + 5).sum();
    styler.setLegendLayout(
        characters <= LEGEND_LENGTH ? LegendLayout.Horizontal : LegendLayout.Vertical);
  }

  private static XYChart chart(String title, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    chart.getStyler().setMarkerSize(15);
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(2));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickMarksColor(GRID);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickPadding(12);
    styler.setChartFontColor(INK);
    styler.setChartPadding(24);
    styler.setChartTitleFont(font(Font.BOLD, 32));
    styler.setChartTitlePadding(14);
    styler.setAxisTitleFont(font(Font.PLAIN, 28));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 28));
    styler.setLegendFont(font(Font.PLAIN, 28));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendSeriesLineLength(44);
    styler.setYAxisTickMarkSpacingHint(110);
    styler.setAnnotationTextFont(font(Font.PLAIN, 26)).setAnnotationTextFontColor(INK);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /**
   * Puts ticks at whole numbers only: the library takes the first of 1, 2, 5, 10 ... that leaves so
   * many pixels between ticks.
   *
   * @param span of the axis
   */
  private static void wholeTicks(XYStyler styler, double span) {
    styler.setXAxisTickMarkSpacingHint((int) Math.max(100, 0.75 * PLOT_WIDTH / span));
    styler.setXAxisDecimalPattern("0");
  }

  private static Color colour(int number) {
    return number == GREY ? QUIET : COLOURS.get(number % COLOURS.size());
  }

  private static Marker marker(int number) {
    return number == GREY ? SeriesMarkers.NONE : MARKERS.get(number % MARKERS.size());
  }

  private static String label(String name) {
    String shown = DisplayText.name(name);
    if (shown.isBlank()) {
      return " ";
    }
    return shown.length() <= LABEL_LENGTH ? shown : shown.substring(0, LABEL_LENGTH - 1) + "…";
  }

  /** Makes a chart; apart from drawing it because both need fonts. */
  private interface ChartDrawing {
    Chart<?, ?> chart();
  }

  private Picture picture(ChartDrawing drawing, String alt) {
    if (withoutFonts) {
      return words(alt);
    }
    try {
      byte[] png = ChartEncoder.getBytes(drawing.chart(), "png");
      return new Picture(Pictures.uri(png), alt, "plot");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a plot", e);
    } catch (LinkageError | InternalError e) {
      // A Java without its font library, or a machine without a font.
      LOG.warn("plots are left out: this Java cannot draw text", e);
      withoutFonts = true;
      return words(alt);
    }
  }

  private static Picture words(String alt) {
    return new Picture("", alt + " (not drawn: this machine has no fonts)", "plot");
  }
}
