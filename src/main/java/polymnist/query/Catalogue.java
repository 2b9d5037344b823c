package polymnist.query;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.job.Failure;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** Makes every published table a view of its name, and the manifests the view {@code runs}. */
final class Catalogue {
  private static final StructType RUNS =
      new StructType()
          .add("run_id", DataTypes.StringType, false)
          .add("job", DataTypes.StringType, false)
          .add("fingerprint", DataTypes.StringType, false)
          .add("inputs", stringMap(), false)
          .add("tables", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType), false)
          .add("provenance", stringMap(), false)
          .add("settings", DataTypes.StringType, false);

  /** Which runs of a table a view shows. */
  enum RunSelection {
    LATEST_RUN,
    ALL_RUNS
  }

  private Catalogue() {}

  private static org.apache.spark.sql.types.MapType stringMap() {
    return DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
  }

  /**
   * Registers the views. A table that cannot be read has none, and takes no other away.
   *
   * @param until the sequence of the last run that counts
   * @return why, by the names of tables that cannot be read
   */
  static Map<String, String> register(
      SparkSession spark, Warehouse warehouse, RunSelection shown, long until) {
    Map<String, String> unreadable = new TreeMap<>();
    warehouse
        .tables()
        .forEach(
            (table, all) -> {
              List<RunManifest> runs = all.stream().filter(run -> run.sequence() <= until).toList();
              if (runs.isEmpty()) {
                return;
              }
              List<RunManifest> chosen =
                  shown == RunSelection.ALL_RUNS
                      ? runs
                      : runs.subList(runs.size() - 1, runs.size());
              List<String> ids = chosen.stream().map(RunManifest::runId).toList();
              try {
                warehouse.read(spark, table, ids).createOrReplaceTempView(table);
              } catch (DamagedRun e) {
                unreadable.put(table, e.getMessage());
              } catch (Exception e) {
                unreadable.put(table, "%s cannot be read: %s".formatted(table, Failure.causes(e)));
              }
            });
    running(spark, warehouse, unreadable);
    runs(spark, warehouse.runs().stream().filter(run -> run.sequence() <= until).toList())
        .createOrReplaceTempView("runs");
    return unreadable;
  }

  /** Registers what a running job lets be watched, as {@code running_NAME}. */
  private static void running(
      SparkSession spark, Warehouse warehouse, Map<String, String> unreadable) {
    try {
      for (FileStatus table : warehouse.files().listStatus(warehouse.running())) {
        String name = "running_" + table.getPath().getName();
        try {
          spark.read().parquet(table.getPath().toString()).createOrReplaceTempView(name);
        } catch (Exception e) {
          // It may hold no row yet, or be removed at this moment.
          unreadable.put(name, "%s cannot be read: %s".formatted(name, Failure.causes(e)));
        }
      }
    } catch (FileNotFoundException e) {
      // No job has let anything be watched.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + warehouse.running(), e);
    }
  }

  private static Dataset<Row> runs(SparkSession spark, List<RunManifest> runs) {
    List<Row> rows =
        runs.stream()
            .map(
                run ->
                    RowFactory.create(
                        run.runId(),
                        run.job(),
                        run.fingerprint(),
                        run.inputs(),
                        rowCounts(run.tables()),
                        run.provenance(),
                        run.settings()))
            .toList();
    return spark.createDataFrame(rows, RUNS);
  }

  private static Map<String, Long> rowCounts(Map<String, RunManifest.Published> tables) {
    Map<String, Long> counts = new TreeMap<>();
    tables.forEach((name, table) -> counts.put(name, table.rows()));
    return counts;
  }
}
