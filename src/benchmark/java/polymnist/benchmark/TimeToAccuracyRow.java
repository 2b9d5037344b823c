package polymnist.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code time_to_accuracy}: an epoch of a training.
 *
 * @param software {@code polymnist}, {@code libtorch} or {@code mllib}
 * @param recipe {@code plain}, {@code fresh} on images changed anew in every epoch, {@code pasted}
 *     on digits pasted anew; or {@code l-bfgs}, whose iterations are trainings of their own
 * @param epoch from 1, or how many iterations
 * @param seconds of training from the first update to the end of this epoch, without validation
 * @param validationAccuracy after this epoch, 0 to 1
 */
record TimeToAccuracyRow(
    String software,
    String network,
    String recipe,
    long seed,
    int epoch,
    double seconds,
    double validationAccuracy) {
  static final RowType<TimeToAccuracyRow> TYPE = RowType.of(TimeToAccuracyRow.class);

  /** Returns the head of a table in Markdown whose lines {@link #line} writes. */
  static String header(List<Double> targets) {
    return "| network | recipe | software | best accuracy, median | "
        + targets.stream()
            .map(target -> String.format(Locale.ROOT, "seconds to %.1f %% | ", 100 * target))
            .collect(Collectors.joining())
            .strip()
        + "\n|---|---|---|---|"
        + "---|".repeat(targets.size())
        + "\n";
  }

  /**
   * Returns the medians of a network's trainings with several seeds as a line of a table; a dash
   * where half of them or more do not come that far.
   *
   * @param rows of one software, network and recipe
   */
  static String line(List<TimeToAccuracyRow> rows, List<Double> targets) {
    List<List<TimeToAccuracyRow>> trainings =
        List.copyOf(rows.stream().collect(Collectors.groupingBy(TimeToAccuracyRow::seed)).values());
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f %% |",
                rows.get(0).network,
                rows.get(0).recipe,
                rows.get(0).software,
                100
                    * SpeedFigures.median(
                        trainings,
                        training ->
                            training.stream()
                                .mapToDouble(TimeToAccuracyRow::validationAccuracy)
                                .max()
                                .orElseThrow())));
    for (double target : targets) {
      double seconds = SpeedFigures.median(trainings, training -> secondsTo(target, training));
      line.append(
          Double.isInfinite(seconds) ? " - |" : String.format(Locale.ROOT, " %.1f |", seconds));
    }
    return line.append('\n').toString();
  }

  /** Returns the seconds until a training reaches a target; infinite where it does not. */
  static double secondsTo(double target, List<TimeToAccuracyRow> training) {
    return training.stream()
        .filter(row -> row.validationAccuracy >= target)
        .min(Comparator.comparingInt(TimeToAccuracyRow::epoch))
        .map(TimeToAccuracyRow::seconds)
        .orElse(Double.POSITIVE_INFINITY);
  }
}
