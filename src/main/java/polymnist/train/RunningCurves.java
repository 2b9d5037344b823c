package polymnist.train;

import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.StageRun;

/**
 * The learning curves of a training that runs, so that it can be watched: {@code query} shows them
 * as {@code running_learning_curves}. They are published with the run and are then gone here.
 */
final class RunningCurves {
  private final SparkSession spark;
  private final String folder;

  RunningCurves(SparkSession spark, StageRun run) {
    this.spark = spark;
    this.folder = run.running("learning_curves").toString();
  }

  void add(LearningCurveRow row) {
    LearningCurveRow.TYPE
        .table(spark, List.of(row))
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder);
  }
}
