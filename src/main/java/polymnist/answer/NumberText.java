package polymnist.answer;

/**
 * Numbers in sentences, with no more digits than their 95 % interval bears: shares have one decimal
 * of a percent where it is wider than half a point, else two.
 */
public final class NumberText {
  private static final double WIDE = 0.005;
  private static final long LONG = 10_000;

  private NumberText() {}

  /** Returns a share, 0 to 1, in percent, such as {@code 97.2 %}. */
  public static String percent(double share, double lower, double upper) {
    return DisplayText.decimal(100 * share, decimals(lower, upper)) + " %";
  }

  /** Returns an interval of shares, such as {@code 96.0 to 98.0 %}. */
  public static String percents(double lower, double upper) {
    return DisplayText.decimal(100 * lower, decimals(lower, upper))
        + " to "
        + percent(upper, lower, upper);
  }

  /** Returns a difference of shares with its sign, such as {@code +0.9 points}. */
  public static String points(double difference, double lower, double upper) {
    return DisplayText.signed(100 * difference, decimals(lower, upper)) + " points";
  }

  /** Returns an interval of differences, such as {@code −0.1 to +1.9}. */
  public static String pointsInterval(double lower, double upper) {
    int decimals = decimals(lower, upper);
    return end(lower, decimals) + " to " + end(upper, decimals);
  }

  private static int decimals(double lower, double upper) {
    return upper - lower > WIDE ? 1 : 2;
  }

  /** What is below zero stays so when it is rounded: an interval says on which side it ends. */
  private static String end(double difference, int decimals) {
    String sign = difference > 0 ? "+" : difference < 0 ? "−" : "";
    return sign + DisplayText.decimal(100 * Math.abs(difference), decimals);
  }

  /** Returns a p-value with its name, such as {@code p = 0.03} or {@code p < 0.001}. */
  public static String probability(double p) {
    if (p < 0.001) {
      return "p < 0.001";
    }
    return "p = " + DisplayText.decimal(p, p < 0.01 ? 3 : 2);
  }

  /** Returns a number of things, such as {@code 1 image} or {@code 2,500 images}. */
  public static String counted(long count, String thing) {
    return DisplayText.count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  /** Returns a number, from 10,000 on in thousands or millions, such as {@code 2.6 M}. */
  public static String rounded(long count) {
    if (count < LONG) {
      return DisplayText.count(count);
    }
    long thousands = Math.round(count / 1000.0);
    return thousands < 1000 ? thousands + " k" : DisplayText.decimal(count / 1e6, 1) + " M";
  }

  /** Returns a time, such as {@code 31 s} or, from two minutes on, {@code 2.5 min}. */
  public static String seconds(double seconds) {
    return seconds < 120
        ? DisplayText.decimal(seconds, 0) + " s"
        : DisplayText.decimal(seconds / 60, 1) + " min";
  }
}
