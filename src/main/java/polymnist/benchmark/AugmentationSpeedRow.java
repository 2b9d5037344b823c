package polymnist.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code augmentation_benchmark}: one repetition of one candidate.
 *
 * @param candidate {@code polymnist} is ours
 * @param repetition from 1
 * @param imagesPerSecond of one core, from encoded image to encoded copy
 * @param bytes of a copy, on average
 */
record AugmentationSpeedRow(
    String policy,
    String candidate,
    String version,
    int repetition,
    double imagesPerSecond,
    double bytes) {
  static final String OURS = "polymnist";

  static final StructType SCHEMA =
      new StructType()
          .add("policy", StringType, false)
          .add("candidate", StringType, false)
          .add("version", StringType, false)
          .add("repetition", IntegerType, false)
          .add("images_per_second", DoubleType, false)
          .add("bytes", DoubleType, false);

  Row toRow() {
    return RowFactory.create(policy, candidate, version, repetition, imagesPerSecond, bytes);
  }

  /** Returns the medians as a table in Markdown, ours with its ratio to the fastest other. */
  static String table(List<AugmentationSpeedRow> rows) {
    List<String> candidates =
        rows.stream().map(AugmentationSpeedRow::candidate).distinct().toList();
    double fastest =
        candidates.stream()
            .filter(name -> !name.equals(OURS))
            .mapToDouble(name -> median(rows, name, AugmentationSpeedRow::imagesPerSecond))
            .max()
            .orElse(Double.NaN);
    StringBuilder table =
        new StringBuilder(
            """
            | candidate | version | images/s of a core | bytes an image | times the fastest other |
            |---|---|---|---|---|
            """);
    for (String name : candidates) {
      double speed = median(rows, name, AugmentationSpeedRow::imagesPerSecond);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %,.0f | %s |%n",
              name,
              rows.stream().filter(row -> row.candidate.equals(name)).findFirst().get().version,
              speed,
              median(rows, name, AugmentationSpeedRow::bytes),
              name.equals(OURS) ? String.format(Locale.ROOT, "%.2f", speed / fastest) : ""));
    }
    return table.toString();
  }

  private static double median(
      List<AugmentationSpeedRow> rows,
      String candidate,
      ToDoubleFunction<AugmentationSpeedRow> figure) {
    double[] sorted =
        rows.stream()
            .filter(row -> row.candidate.equals(candidate))
            .mapToDouble(figure)
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
