package polymnist.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.StageRun;

/**
 * The learning curves of a training that runs, so that it can be watched: {@code query} shows them
 * as {@code running_learning_curves}. They are published with the run and are then gone here.
 */
final class RunningCurves {
  /** Often enough to watch: each writing is a Spark job, for which training waits. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final String folder;
  private final List<LearningCurveRow> unwritten = new ArrayList<>();
  private long due;

  RunningCurves(SparkSession spark, StageRun run) {
    this.spark = spark;
    this.folder = run.running("learning_curves").toString();
  }

  void add(LearningCurveRow row) {
    unwritten.add(row);
    if (System.nanoTime() < due) {
      return;
    }
    LearningCurveRow.TYPE
        .table(spark, unwritten)
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder);
    unwritten.clear();
    due = System.nanoTime() + BETWEEN.toNanos();
  }
}
