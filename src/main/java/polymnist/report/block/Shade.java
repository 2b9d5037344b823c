package polymnist.report.block;

import java.util.Locale;

/**
 * Shades of table cells, as inline style made of numbers. They are at most half opaque, so that
 * text keeps its contrast on light and on dark ground.
 */
public final class Shade {
  private static final double MAX_SHARE = 0.5;

  private Shade() {}

  /** Returns a blue shade, none for 0 and the deepest for 1 and more. */
  public static String good(double strength) {
    return style(37, 99, 235, strength);
  }

  /** Returns an orange shade, none for 0 and the deepest for 1 and more. */
  public static String notable(double strength) {
    return style(220, 80, 30, strength);
  }

  private static String style(int red, int green, int blue, double strength) {
    if (!(strength > 0)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "background-color:rgba(%d,%d,%d,%.3f)",
        red,
        green,
        blue,
        MAX_SHARE * Math.min(1, strength));
  }
}
