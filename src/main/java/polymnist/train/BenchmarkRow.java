package polymnist.train;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code training_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images trained in each case, but for PyTorch; every epoch counts
 * @param twoWorkers images a second of two workers together, with all that an epoch needs
 * @param oneWorker images a second of one worker
 * @param pytorch images a second of two processes of PyTorch together; NaN without PyTorch
 */
record BenchmarkRow(
    String network,
    int repetition,
    long images,
    double twoWorkers,
    double oneWorker,
    double pytorch) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("repetition", IntegerType, false)
          .add("images", LongType, false)
          .add("two_workers", DoubleType, false)
          .add("one_worker", DoubleType, false)
          .add("pytorch", DoubleType, false);

  static BenchmarkRow of(
      String network,
      int repetition,
      List<LearningCurveRow> two,
      List<LearningCurveRow> one,
      Optional<Double> pytorch) {
    return new BenchmarkRow(
        network,
        repetition,
        examples(two),
        imagesPerSecond(two),
        imagesPerSecond(one),
        pytorch.orElse(Double.NaN));
  }

  private static long examples(List<LearningCurveRow> curve) {
    return curve.stream().mapToLong(LearningCurveRow::examples).sum();
  }

  private static double imagesPerSecond(List<LearningCurveRow> curve) {
    return examples(curve) / curve.stream().mapToDouble(LearningCurveRow::seconds).sum();
  }

  Row toRow() {
    return RowFactory.create(network, repetition, images, twoWorkers, oneWorker, pytorch);
  }

  /** Returns the medians as a table in Markdown. */
  static String table(List<BenchmarkRow> rows) {
    Map<String, List<BenchmarkRow>> networks = new TreeMap<>();
    rows.forEach(row -> networks.computeIfAbsent(row.network, n -> new ArrayList<>()).add(row));
    StringBuilder table =
        new StringBuilder(
            """
            | network | two workers, images/s | PyTorch, images/s | times PyTorch | times one worker |
            |---|---|---|---|---|
            """);
    networks.forEach(
        (name, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f | %.2f |%n",
                    name,
                    median(all, BenchmarkRow::twoWorkers),
                    median(all, BenchmarkRow::pytorch),
                    median(all, row -> row.twoWorkers / row.pytorch),
                    median(all, row -> row.twoWorkers / row.oneWorker))));
    return table.toString();
  }

  /** Returns the median of a figure of each row. */
  static <T> double median(List<T> rows, ToDoubleFunction<T> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
