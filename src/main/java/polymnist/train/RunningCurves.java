package polymnist.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.Warehouse;

/**
 * The learning curves of the training that runs now, so that it can be watched: {@code query} shows
 * them as {@code running_learning_curves}. They are published with the run and are then gone here.
 */
final class RunningCurves {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Path folder;

  RunningCurves(SparkSession spark, Warehouse warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.folder = warehouse.running("learning_curves");
  }

  /** Removes what an earlier training left. */
  void begin() {
    end();
  }

  void add(LearningCurveRow row) {
    spark
        .createDataFrame(List.of(row.toRow()), LearningCurveRow.SCHEMA)
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder.toString());
  }

  void end() {
    try {
      warehouse.files().delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
