package polymnist.report.chapter.augmentation;

import polymnist.report.block.TableRow;
import polymnist.statistics.Verdict;

/**
 * A difference in accuracy and what may be said of it.
 *
 * @param difference with augmentation less without, in shares
 * @param lower of its 95 % interval, or NaN
 * @param upper of its 95 % interval, or NaN
 * @param stated the verdict of the table: one of no difference is not overruled
 */
public record Effect(double difference, double lower, double upper, String stated) {
  public static Effect of(TableRow row) {
    return new Effect(
        row.asDouble("difference"),
        row.asDouble("lower"),
        row.asDouble("upper"),
        row.text("verdict"));
  }

  /** Returns whether augmentation helps: the whole interval is above zero. */
  public boolean helps() {
    return lower > 0 && !statesNone();
  }

  /** Returns whether augmentation harms: the whole interval is below zero. */
  public boolean harms() {
    return upper < 0 && !statesNone();
  }

  private boolean statesNone() {
    return stated.equals(Verdict.NONE.text());
  }

  /** Returns the verdict in words; an interval that spans zero shows no difference. */
  public String verdict() {
    if (helps()) {
      return Verdict.HELPS.text();
    }
    if (harms()) {
      return Verdict.HARMS.text();
    }
    return Double.isNaN(lower) || Double.isNaN(upper)
        ? "how sure this is, is not known"
        : Verdict.NONE.text();
  }
}
