package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code inference_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images read by two tasks together; an image that is read again counts again
 * @param imagesPerSecond of the two tasks together
 * @param bfloat16 images a second of two tasks in bfloat16; NaN where the processor does not
 *     multiply it
 * @param libtorch images a second of two processes of libtorch together; NaN without libtorch, 0
 *     where it failed
 * @param libtorchBfloat16 the same in bfloat16
 */
record InferenceSpeedRow(
    String network,
    int repetition,
    long images,
    double imagesPerSecond,
    double bfloat16,
    double libtorch,
    double libtorchBfloat16) {
  static final RowType<InferenceSpeedRow> TYPE = RowType.of(InferenceSpeedRow.class);

  static final String HEADER =
      """
      | network | predicted, images/s | in bfloat16 | libtorch, images/s | in bfloat16 | \
      best, times libtorch's best | bfloat16, times float |
      |---|---|---|---|---|---|---|
      """;

  /** Returns the medians of a network's repetitions as a line of a table in Markdown. */
  static String line(List<InferenceSpeedRow> repetitions) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %s | %s | %s | %s |%n",
        repetitions.get(0).network,
        SpeedFigures.median(repetitions, InferenceSpeedRow::imagesPerSecond),
        speed(repetitions, InferenceSpeedRow::bfloat16),
        speed(repetitions, InferenceSpeedRow::libtorch),
        speed(repetitions, InferenceSpeedRow::libtorchBfloat16),
        SpeedFigures.known("%.2f", SpeedFigures.median(repetitions, InferenceSpeedRow::timesRival)),
        SpeedFigures.known(
            "%.2f", SpeedFigures.median(repetitions, row -> row.bfloat16 / row.imagesPerSecond)));
  }

  private static String speed(
      List<InferenceSpeedRow> repetitions, ToDoubleFunction<InferenceSpeedRow> figure) {
    return SpeedFigures.known("%,.0f", SpeedFigures.median(repetitions, figure));
  }

  private double timesRival() {
    return SpeedFigures.best(imagesPerSecond, bfloat16)
        / SpeedFigures.best(libtorch, libtorchBfloat16);
  }
}
