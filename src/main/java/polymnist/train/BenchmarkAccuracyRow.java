package polymnist.train;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code training_benchmark_accuracy}: a network trained with a number of
 * workers.
 *
 * @param accuracy after the last epoch, on validation images, 0 to 1
 */
record BenchmarkAccuracyRow(String network, int workers, long seed, int epochs, double accuracy) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("workers", IntegerType, false)
          .add("seed", LongType, false)
          .add("epochs", IntegerType, false)
          .add("accuracy", DoubleType, false);

  Row toRow() {
    return RowFactory.create(network, workers, seed, epochs, accuracy);
  }

  /** Returns the means over the seeds as a table in Markdown. */
  static String table(List<BenchmarkAccuracyRow> rows) {
    Map<String, Map<Integer, DoubleSummaryStatistics>> networks =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    BenchmarkAccuracyRow::network,
                    TreeMap::new,
                    Collectors.groupingBy(
                        BenchmarkAccuracyRow::workers,
                        TreeMap::new,
                        Collectors.summarizingDouble(BenchmarkAccuracyRow::accuracy))));
    StringBuilder table =
        new StringBuilder(
            """
            | network | workers | seeds | mean accuracy | lowest | highest |
            |---|---|---|---|---|---|
            """);
    networks.forEach(
        (network, workers) ->
            workers.forEach(
                (count, accuracy) ->
                    table.append(
                        String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %.2f %% | %.2f %% | %.2f %% |%n",
                            network,
                            count,
                            accuracy.getCount(),
                            100 * accuracy.getAverage(),
                            100 * accuracy.getMin(),
                            100 * accuracy.getMax()))));
    return table.toString();
  }
}
