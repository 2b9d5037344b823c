package polymnist.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code training_profile}: where a training step spends its time, on one core.
 *
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
    int position,
    String part,
    String pass,
    double microseconds,
    double share,
    double shareOfPeak) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("position", IntegerType, false)
          .add("part", StringType, false)
          .add("pass", StringType, false)
          .add("microseconds", DoubleType, false)
          .add("share", DoubleType, false)
          .add("share_of_peak", DoubleType, false);

  static final String HEADER =
      """
      | network | part | pass | µs an image | share of the step | share of peak |
      |---|---|---|---|---|---|
      """;

  Row toRow() {
    return RowFactory.create(network, position, part, pass, microseconds, share, shareOfPeak);
  }

  /** Returns lines of a table in Markdown. */
  static String lines(List<LayerTimeRow> rows) {
    StringBuilder lines = new StringBuilder();
    for (LayerTimeRow row : rows) {
      lines.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.1f | %.1f %% | %s |%n",
              row.network,
              row.part,
              row.pass,
              row.microseconds,
              100 * row.share,
              SpeedFigures.known("%.0f %%", 100 * row.shareOfPeak)));
    }
    return lines.toString();
  }
}
