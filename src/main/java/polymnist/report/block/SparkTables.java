package polymnist.report.block;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import polymnist.answer.AskedTables;
import polymnist.job.SideBySide;
import polymnist.warehouse.StageRun;

/** The inputs of a run as views of Spark SQL, each under its table's name, in their own session. */
public final class SparkTables {
  /** Tables are small: to compile a query, and to plan it anew, takes longer than to answer it. */
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.files.minPartitionNum", "1",
          // Beyond so many groups, lists of rows would be sorted to be collected.
          "spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "100000");

  private SparkTables() {}

  /** Returns those of the tables that the run reads. */
  public static AskedTables of(SparkSession spark, StageRun run, Set<String> tables) {
    SparkSession own = spark.newSession();
    SMALL.forEach(own.conf()::set);
    Set<String> views = new TreeSet<>(tables);
    views.removeIf(table -> !run.has(table));
    // Each opens files to learn the columns.
    SideBySide.all(
        views,
        table -> {
          run.read(own, table).createOrReplaceTempView(table);
          return table;
        });
    return AskedTables.ofViews(own, views);
  }
}
