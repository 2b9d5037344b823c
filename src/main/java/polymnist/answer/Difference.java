package polymnist.answer;

import polymnist.statistics.Verdict;

/**
 * What one network reads right more than another, of the same images.
 *
 * @param value difference of the shares, -1 to 1
 * @param lower of its 95 % interval
 * @param upper of its 95 % interval
 * @param pHolm the p-value, corrected for all comparisons of its table
 */
public record Difference(double value, double lower, double upper, double pHolm) {
  static Difference of(TableRow row) {
    return new Difference(
        row.asDouble("difference"),
        row.asDouble("lower"),
        row.asDouble("upper"),
        row.asDouble("p_holm"));
  }

  /** Returns what the other network reads right more. */
  Difference turned() {
    return new Difference(-value, -upper, -lower, pHolm);
  }

  Verdict verdict() {
    return Verdict.of(lower, upper, pHolm);
  }

  Finding finding() {
    return switch (verdict()) {
      case HELPS -> Finding.BETTER;
      case HARMS -> Finding.WORSE;
      case NONE -> Finding.NOT_SHOWN;
    };
  }

  String points() {
    return NumberText.points(value, lower, upper);
  }

  String interval() {
    return "95 % interval " + NumberText.pointsInterval(lower, upper);
  }

  String inWords() {
    return "%s (%s, %s)".formatted(points(), interval(), NumberText.probability(pHolm));
  }
}
