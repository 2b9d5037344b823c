package polymnist.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
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

  /** Registers the views. */
  static void register(SparkSession spark, Warehouse warehouse, RunSelection shown) {
    warehouse
        .tables()
        .forEach(
            (table, runs) -> {
              List<RunManifest> chosen =
                  shown == RunSelection.ALL_RUNS
                      ? runs
                      : runs.subList(runs.size() - 1, runs.size());
              List<String> ids = chosen.stream().map(RunManifest::runId).toList();
              warehouse.read(spark, table, ids).createOrReplaceTempView(table);
            });
    running(spark, warehouse);
    runs(spark, warehouse.runs()).createOrReplaceTempView("runs");
  }

  /** Registers what a running job lets be watched, as {@code running_NAME}. */
  private static void running(SparkSession spark, Warehouse warehouse) {
    try {
      if (warehouse.files().exists(warehouse.running())) {
        for (FileStatus table : warehouse.files().listStatus(warehouse.running())) {
          spark
              .read()
              .parquet(table.getPath().toString())
              .createOrReplaceTempView("running_" + table.getPath().getName());
        }
      }
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
    Map<String, Long> counts = new java.util.TreeMap<>();
    tables.forEach((name, table) -> counts.put(name, table.rows()));
    return counts;
  }
}
