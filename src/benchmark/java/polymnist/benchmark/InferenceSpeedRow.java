package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code inference_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images read by two tasks together; an image that is read again counts again
 * @param imagesPerSecond of the two tasks together
 * @param libtorch images a second of two processes of libtorch together; NaN without libtorch
 */
record InferenceSpeedRow(
    String network, int repetition, long images, double imagesPerSecond, double libtorch) {
  static final RowType<InferenceSpeedRow> TYPE = RowType.of(InferenceSpeedRow.class);

  static final String HEADER =
      """
      | network | predicted, images/s | libtorch, images/s | times libtorch |
      |---|---|---|---|
      """;

  /** Returns the medians of a network's repetitions as a line of a table in Markdown. */
  static String line(List<InferenceSpeedRow> repetitions) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %s |%n",
        repetitions.get(0).network,
        SpeedFigures.median(repetitions, InferenceSpeedRow::imagesPerSecond),
        SpeedFigures.known("%,.0f", SpeedFigures.median(repetitions, InferenceSpeedRow::libtorch)),
        SpeedFigures.known(
            "%.2f", SpeedFigures.median(repetitions, row -> row.imagesPerSecond / row.libtorch)));
  }
}
