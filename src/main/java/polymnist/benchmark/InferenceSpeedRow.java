package polymnist.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code inference_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images read by two tasks together; an image that is read again counts again
 * @param imagesPerSecond of the two tasks together
 * @param pytorch images a second of two processes of PyTorch together; NaN without PyTorch
 */
record InferenceSpeedRow(
    String network, int repetition, long images, double imagesPerSecond, double pytorch) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("repetition", IntegerType, false)
          .add("images", LongType, false)
          .add("images_per_second", DoubleType, false)
          .add("pytorch", DoubleType, false);

  Row toRow() {
    return RowFactory.create(network, repetition, images, imagesPerSecond, pytorch);
  }

  /** Returns the medians as a table in Markdown. */
  static String table(List<InferenceSpeedRow> rows) {
    Map<String, List<InferenceSpeedRow>> networks = new TreeMap<>();
    rows.forEach(row -> networks.computeIfAbsent(row.network, n -> new ArrayList<>()).add(row));
    StringBuilder table =
        new StringBuilder(
            """
            | network | predicted, images/s | PyTorch, images/s | times PyTorch |
            |---|---|---|---|
            """);
    networks.forEach(
        (name, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f |%n",
                    name,
                    TrainingSpeedRow.median(all, InferenceSpeedRow::imagesPerSecond),
                    TrainingSpeedRow.median(all, InferenceSpeedRow::pytorch),
                    TrainingSpeedRow.median(all, row -> row.imagesPerSecond / row.pytorch))));
    return table.toString();
  }
}
