package polymnist.report.plot;

import java.util.ArrayList;
import java.util.List;
import polymnist.answer.DisplayText;
import polymnist.report.block.Block.Plot;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

/**
 * Values over values, of several series. What lies outside the axes is drawn at their ends; a point
 * that is not finite, or not positive on a logarithmic axis, is left out.
 *
 * @param description what the plot shows, for those who do not see it
 */
public record LinePlot(String description, Axis x, Axis y, List<Series> series) {
  private static final double TOP = 20;
  private static final double RIGHT = 12;
  private static final double BELOW = 40;

  public Plot plot() {
    return new Plot(drawing(340, 230), drawing(640, 310));
  }

  private String drawing(int width, double height) {
    double left =
        22 + y.ticks(5).stream().mapToDouble(tick -> Svg.width(y.text(tick))).max().orElse(0);
    double across = width - left - RIGHT;
    double bottom = height - BELOW;
    double legend = series.size() < 2 ? 0 : Svg.legendHeight(series, width - 16);
    Svg svg =
        new Svg(
            width,
            height + legend,
            description,
            Svg.format(
                " data-box=\"%.1f %.1f %.1f %.1f\" data-x=\"%s\" data-y=\"%s\"",
                left, TOP, left + across, bottom, axis(x), axis(y)));
    for (double tick : y.ticks(5)) {
      double at = bottom - (bottom - TOP) * y.place(tick);
      svg.line("grid", left, at, left + across, at);
      svg.text(left - 6, at + 4, "end", y.text(tick));
    }
    double room = across / Math.max(1, widest(x) + 1.5 * Svg.LETTER);
    for (double tick : x.ticks((int) room)) {
      double at = left + across * x.place(tick);
      svg.line("tick", at, bottom, at, bottom + 4);
      svg.text(at, bottom + 17, "middle", x.text(tick));
    }
    svg.text(left + across / 2, bottom + 35, "middle", x.title());
    svg.text(0, TOP - 9, "start", y.title());
    for (Series one : series) {
      draw(svg, one, left, across, bottom);
    }
    if (legend > 0) {
      svg.legend(series, 8, height + 8, width - 16);
    }
    return svg.end();
  }

  private static double widest(Axis axis) {
    return axis.ticks(6).stream().mapToDouble(tick -> Svg.width(axis.text(tick))).max().orElse(0);
  }

  private static String axis(Axis axis) {
    return Svg.format(
        "%s|%s|%s|%s",
        axis.least(), axis.most(), axis.logarithmic() ? "log" : "", Svg.escaped(axis.title()));
  }

  private void draw(Svg svg, Series one, double left, double across, double bottom) {
    List<double[]> places = new ArrayList<>();
    double up = bottom - TOP;
    String colour = "s" + one.colour() % 6;
    for (Point point : one.points()) {
      if (!x.has(point.x()) || !y.has(point.y())) {
        continue;
      }
      double px = left + across * x.place(point.x());
      double py = bottom - up * y.place(point.y());
      String words =
          "%s: %s %s, %s %s"
              .formatted(
                  point.name().isEmpty() ? one.name() : point.name(),
                  x.title(),
                  rounded(point.x()),
                  y.title(),
                  rounded(point.y()));
      if (one.mode() == Mode.MARKS) {
        svg.mark(one.colour(), true, px, py, words);
        if (!point.name().isEmpty()) {
          boolean atRight = px > left + across / 2;
          svg.text(px + (atRight ? -8 : 8), py + 4, atRight ? "end" : "start", point.name());
        }
      } else {
        places.add(new double[] {px, py});
      }
    }
    if (places.size() == 1) {
      svg.mark(one.colour(), true, places.get(0)[0], places.get(0)[1], one.name());
    } else if (!places.isEmpty()) {
      svg.curve(colour + one.mode().kind(), one.name(), places);
    }
  }

  private static String rounded(double value) {
    return DisplayText.decimal(value, value != 0 && Math.abs(value) < 1 ? 4 : 2);
  }
}
