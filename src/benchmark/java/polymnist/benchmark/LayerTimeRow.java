package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code training_profile}: where a training step spends its time, on one core.
 *
 * @param precision in which layers compute: {@code float} or {@code bfloat16}
 * @param position from 1, in the order of the step
 * @param part name of a layer; {@code input} for widening the bytes, {@code update} for the step of
 *     Adam and all that is in no layer
 * @param pass {@code forward}, {@code backward} or {@code step}
 * @param microseconds of an image
 * @param share of the whole step, 0 to 1
 * @param shareOfPeak of the processor, as a large product of matrices reaches it, 0 to 1; NaN where
 *     there are no products to speak of
 */
record LayerTimeRow(
    String network,
    String precision,
    int position,
    String part,
    String pass,
    double microseconds,
    double share,
    double shareOfPeak) {
  static final RowType<LayerTimeRow> TYPE = RowType.of(LayerTimeRow.class);

  static final String HEADER =
      """
      | network | precision | part | pass | µs an image | share of the step | share of peak |
      |---|---|---|---|---|---|---|
      """;

  /** Returns lines of a table in Markdown. */
  static String lines(List<LayerTimeRow> rows) {
    StringBuilder lines = new StringBuilder();
    for (LayerTimeRow row : rows) {
      lines.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %.1f | %.1f %% | %s |%n",
              row.network,
              row.precision,
              row.part,
              row.pass,
              row.microseconds,
              100 * row.share,
              SpeedFigures.known("%.0f %%", 100 * row.shareOfPeak)));
    }
    return lines.toString();
  }
}
