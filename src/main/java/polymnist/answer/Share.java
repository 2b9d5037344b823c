package polymnist.answer;

import java.io.Serializable;
import polymnist.statistics.Wilson;

/**
 * A share, 0 to 1, and its 95 % interval.
 *
 * @param n how many images it is of
 */
public record Share(double value, double lower, double upper, long n) implements Serializable {
  static Share of(TableRow row, String value) {
    return new Share(
        row.asDouble(value), row.asDouble("lower"), row.asDouble("upper"), row.asLong("n"));
  }

  /** Returns a share of some that are independent of each other, at least one. */
  static Share of(long hits, long n) {
    return new Share((double) hits / n, Wilson.lower(hits, n), Wilson.upper(hits, n), n);
  }

  /** Returns the share, such as {@code 97.2 %}. */
  String percent() {
    return NumberText.percent(value, lower, upper);
  }

  /** Returns the interval, such as {@code 95 % interval 96.0 to 98.0 %}. */
  String interval() {
    return "95 % interval " + NumberText.percents(lower, upper);
  }

  /** Returns the share with its number and interval, such as {@code 97.2 % of 9 images (...)}. */
  public String inWords(String thing) {
    return "%s of %s (%s)".formatted(percent(), NumberText.counted(n, thing), interval());
  }

  String detail(String of) {
    return "%s, %s, n = %s".formatted(of, interval(), DisplayText.count(n));
  }
}
