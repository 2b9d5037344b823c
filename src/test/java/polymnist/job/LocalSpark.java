package polymnist.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.LocalFiles;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** One Spark of two cores for all tests of a JVM, and runs of stages in a folder of the test. */
public final class LocalSpark {
  private static SparkSession session;

  private LocalSpark() {}

  /** Returns the shared session. */
  public static synchronized SparkSession session() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("tests")
              .config("spark.ui.enabled", false)
              .config("spark.sql.shuffle.partitions", 2)
              // On a handful of rows, more time goes into compiling queries than into answering
              // them.
              .config("spark.sql.codegen.wholeStage", false)
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              // As conf/spark-defaults.conf has it.
              .config("spark.sql.ansi.enabled", true)
              // As a job in one process has it.
              .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .getOrCreate();
    }
    return session;
  }

  /** Returns the warehouse in {@code folder}. */
  public static Warehouse warehouse(Path folder) {
    return Warehouse.at(folder.toString(), session().sparkContext().hadoopConfiguration());
  }

  /** Begins a run that reads the latest published tables of the warehouse and no files. */
  public static StageRun run(Warehouse warehouse, String runId) {
    return run(warehouse, runId, List.of(), List.of());
  }

  private static StageRun run(
      Warehouse warehouse,
      String runId,
      List<InputFiles> files,
      List<Inputs.EarlierTable> earlier) {
    Map<String, String> tables = new HashMap<>();
    warehouse
        .runs()
        .forEach(run -> run.tables().keySet().forEach(table -> tables.put(table, run.runId())));
    return new StageRun(
        warehouse, session(), runId, new Inputs(tables, files, earlier), "fingerprint-" + runId);
  }

  /** Runs and publishes a stage. */
  public static <S extends Record> void execute(
      Warehouse warehouse, String runId, Stage<S> stage, S settings) {
    try (StageRun run = run(warehouse, runId, stage.files(settings), stage.earlier(settings))) {
      stage.run(session(), settings, run);
      run.publish(stage.name(), Map.of(), "{}");
    }
  }
}
