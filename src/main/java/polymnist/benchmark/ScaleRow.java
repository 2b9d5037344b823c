package polymnist.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code training_scale}: what {@link ScaleModel} says of a training with a
 * number of workers, of a core each, and what was measured of it.
 *
 * @param averagedBy {@code workers}, {@code driver} or {@code shuffle}
 * @param rounds of all epochs
 * @param measuredRounds or null where it was not trained
 * @param computeSeconds of a worker, in the network and for reading images
 * @param overheadSeconds of all rounds: averaging, starting, and waiting for the others; or null
 *     where nothing of its kind was measured
 * @param measuredOverheadSeconds or null where it was not trained
 * @param connections between workers
 * @param limit what breaks first
 */
record ScaleRow(
    String network,
    int workers,
    String averagedBy,
    int rounds,
    Integer measuredRounds,
    double computeSeconds,
    Double overheadSeconds,
    Double measuredOverheadSeconds,
    long connections,
    String limit) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("workers", IntegerType, false)
          .add("averaged_by", StringType, false)
          .add("rounds", IntegerType, false)
          .add("measured_rounds", IntegerType, true)
          .add("compute_seconds", DoubleType, false)
          .add("overhead_seconds", DoubleType, true)
          .add("measured_overhead_seconds", DoubleType, true)
          .add("connections", LongType, false)
          .add("limit", StringType, false);

  Row toRow() {
    return RowFactory.create(
        network,
        workers,
        averagedBy,
        rounds,
        measuredRounds,
        computeSeconds,
        overheadSeconds,
        measuredOverheadSeconds,
        connections,
        limit);
  }

  /** Returns a table in Markdown. */
  static String table(List<ScaleRow> rows) {
    StringBuilder table =
        new StringBuilder(
            """
            | network | workers | averaged by | rounds | measured | compute, s | overhead, s \
            | measured | connections | what breaks first |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    for (ScaleRow row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %,d | %s | %.2f | %s | %s | %,d | %s |%n",
              row.network,
              row.workers,
              row.averagedBy,
              row.rounds,
              row.measuredRounds == null
                  ? "-"
                  : String.format(Locale.ROOT, "%,d", row.measuredRounds),
              row.computeSeconds,
              seconds(row.overheadSeconds),
              seconds(row.measuredOverheadSeconds),
              row.connections,
              row.limit));
    }
    return table.toString();
  }

  private static String seconds(Double seconds) {
    return seconds == null ? "-" : String.format(Locale.ROOT, "%.2f", seconds);
  }
}
