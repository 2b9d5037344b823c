package polymnist.report.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import polymnist.answer.DisplayText;
import polymnist.report.plot.Series.Mode;

/**
 * A drawing in SVG, in CSS pixels. Colours, strokes and fonts are those of the style sheet, by
 * class, so that one drawing serves light and dark screens and paper. Texts are escaped.
 */
final class Svg {
  /** About the width of a letter of 12 pixels. */
  static final double LETTER = 7;

  private static final int MAX_LABEL = 40;

  private final StringBuilder out = new StringBuilder();

  /**
   * Begins a drawing.
   *
   * @param description what it shows, for those who do not see it
   * @param axes attributes that tell a script what a place means
   */
  Svg(int width, double height, String description, String axes) {
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\""
                + " aria-label=\"%s\"%s>",
            width, height, width, height, escaped(description), axes));
  }

  /** Returns how wide a text of 12 pixels is at most. */
  static double width(String text) {
    return LETTER * label(text).length();
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    out.append(
        format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            kind, x1, y1, x2, y2));
  }

  /** Writes a text; {@code anchor} is start, middle or end. */
  void text(double x, double y, String anchor, String text) {
    out.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x, y, anchor, escaped(label(text))));
  }

  /** Draws through points that a script can read out, each as {@code x,y}. */
  void curve(String kind, String name, List<double[]> points) {
    out.append(
        format(
            "<polyline class=\"%s\" data-name=\"%s\" points=\"%s\"/>",
            kind,
            escaped(name),
            points.stream()
                .map(point -> format("%.1f,%.1f", point[0], point[1]))
                .collect(Collectors.joining(" "))));
  }

  /** Draws a mark whose shape tells its series without colours; {@code words} are its title. */
  void mark(int series, boolean filled, double x, double y, String words) {
    String shape =
        switch (series % 4) {
          case 0 -> "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
          case 1 -> "M-3.6-3.6h7.2v7.2h-7.2z";
          case 2 -> "M0-4.6L4.6 3.6h-9.2z";
          default -> "M0-5L5 0L0 5L-5 0z";
        };
    out.append(
        format(
            "<path class=\"m s%d%s\" data-x=\"%.1f\" data-y=\"%.1f\" transform=\"translate(%.1f"
                + " %.1f)\" d=\"%s\"><title>%s</title></path>",
            series % 6, filled ? "" : " hollow", x, y, x, y, shape, escaped(words)));
  }

  /** Names series in rows below each other and returns the height of the rows. */
  double legend(List<Series> series, double left, double top, double width) {
    double x = left;
    double y = top;
    for (Series one : series) {
      double space = width(one.name()) + 34;
      if (x > left && x + space > left + width) {
        x = left;
        y += 18;
      }
      if (one.mode() == Mode.MARKS) {
        mark(one.colour(), true, x + 9, y, one.name());
      } else {
        line("s" + one.colour() % 6 + one.mode().kind(), x, y, x + 18, y);
      }
      text(x + 23, y + 4, "start", one.name());
      x += space;
    }
    return y + 18 - top;
  }

  /** Returns how high the rows of a legend will be. */
  static double legendHeight(List<Series> series, double width) {
    return new Svg(1, 1, "", "").legend(series, 0, 0, width);
  }

  /** Ends the drawing. */
  String end() {
    return out.append("</svg>").toString();
  }

  static String label(String name) {
    String shown = DisplayText.name(name);
    return shown.length() <= MAX_LABEL ? shown : shown.substring(0, MAX_LABEL - 1) + "…";
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String escaped(String text) {
    return DisplayText.sentence(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
