package polymnist.answer;

import java.util.Locale;

/** How values are shown: the same everywhere on the page. A number that is not known is a dash. */
public final class DisplayText {
  /** What stands for a value that is not known. */
  public static final String UNKNOWN = "–";

  private static final char NARROW = '\u00a0';
  private static final int MAX_NAME = 80;

  private DisplayText() {}

  /** Returns a share as percent with two decimals: for accuracies and other metrics. */
  public static String accuracy(double share) {
    return percent(share, 2);
  }

  /** Returns a share as percent with one decimal. */
  public static String share(double share) {
    return percent(share, 1);
  }

  private static String percent(double share, int decimals) {
    return Double.isFinite(share) ? decimal(share * 100, decimals) + NARROW + "%" : UNKNOWN;
  }

  /** Returns the name of a column or setting as words. */
  public static String words(String name) {
    return name(name.replace('_', ' ').replace('-', ' '));
  }

  /** Returns an interval of shares in percent, such as {@code 97.41 to 98.60 %}. */
  public static String interval(double lower, double upper) {
    return Double.isFinite(lower) && Double.isFinite(upper)
        ? decimal(lower * 100, 2) + " to " + accuracy(upper)
        : UNKNOWN;
  }

  /** Returns a difference of shares in percentage points, with its sign. */
  public static String points(double difference) {
    return Double.isFinite(difference) ? signed(100 * difference, 2) + NARROW + "points" : UNKNOWN;
  }

  /** Returns an interval of differences of shares in percentage points. */
  public static String pointsInterval(double lower, double upper) {
    return Double.isFinite(lower) && Double.isFinite(upper)
        ? signed(100 * lower, 2) + " to " + signed(100 * upper, 2)
        : UNKNOWN;
  }

  /** Returns a number with its sign and a fixed count of decimals; what rounds to 0 has none. */
  public static String signed(double value, int decimals) {
    String text = decimal(value, decimals);
    return value > 0 && !text.matches("[0.]+") ? "+" + text : text;
  }

  /** Returns a number with a fixed count of decimals; what rounds to 0 has no sign. */
  public static String decimal(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
            .replaceFirst("^-(?=[0.]+$)", "")
            .replaceFirst("^-", "−")
        : UNKNOWN;
  }

  /** Returns a whole number with separators of thousands. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a p-value, such as {@code 0.031} or {@code < 0.001}. */
  public static String pValue(double p) {
    if (!Double.isFinite(p)) {
      return UNKNOWN;
    }
    return p < 0.001 ? "< 0.001" : decimal(p, 3);
  }

  /** Returns a duration in seconds or, from two minutes on, in minutes. */
  public static String seconds(double seconds) {
    if (seconds >= 120) {
      return decimal(seconds / 60, 1) + NARROW + "min";
    }
    return Double.isFinite(seconds) ? decimal(seconds, 1) + NARROW + "s" : UNKNOWN;
  }

  /** Returns a size in bytes or, from 10,000 on, in kilobytes. */
  public static String bytes(double bytes) {
    if (bytes >= 10_000) {
      return decimal(bytes / 1000, 1) + NARROW + "kB";
    }
    return Double.isFinite(bytes) ? decimal(bytes, 0) + NARROW + "B" : UNKNOWN;
  }

  /**
   * Returns a sentence that may hold names, fit for a line: characters that are not visible or turn
   * the direction of writing are replaced.
   */
  public static String sentence(String raw) {
    StringBuilder visible = new StringBuilder();
    raw.codePoints().forEach(point -> visible.appendCodePoint(isVisible(point) ? point : '\ufffd'));
    return visible.toString();
  }

  /** Returns a name or path like a sentence, but leaves out the middle of a long one. */
  public static String name(String raw) {
    String visible = sentence(raw);
    int length = visible.codePointCount(0, visible.length());
    if (length <= MAX_NAME) {
      return visible;
    }
    int kept = MAX_NAME / 2 - 1;
    return visible.substring(0, visible.offsetByCodePoints(0, kept))
        + "…"
        + visible.substring(visible.offsetByCodePoints(visible.length(), -kept));
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
