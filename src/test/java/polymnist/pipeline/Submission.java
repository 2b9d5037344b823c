package polymnist.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.job.LocalSpark;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Whole applications, started by spark-submit.sh from another folder than the project's, of a study
 * small enough for a test; and what they published.
 *
 * @param folder of warehouses and logs
 */
record Submission(Path folder) {
  /**
   * These applications end before Java's better compiler is worth its time; without it Java keeps
   * little room for code.
   */
  private static final List<String> QUICKLY_BEGUN =
      List.of(
          "--driver-java-options",
          "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=128m",
          // As on the tests' own session: their rows are a handful.
          "--conf",
          "spark.sql.codegen.wholeStage=false",
          "--conf",
          "spark.sql.codegen.factoryMode=NO_CODEGEN",
          "--conf",
          "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1");

  /** What sites set for all that runs there, of which no table is to know. */
  static final List<String> OF_A_SITE =
      Stream.of(
              "spark.serializer=org.apache.spark.serializer.KryoSerializer",
              "spark.hadoop.fs.defaultFS=viewfs://site/",
              "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs=false",
              "spark.sql.files.ignoreCorruptFiles=true",
              "spark.sql.files.ignoreMissingFiles=true",
              "spark.sql.files.maxPartitionBytes=65536",
              "spark.sql.caseSensitive=true",
              "spark.sql.ansi.enabled=false",
              "spark.sql.adaptive.enabled=false",
              "spark.sql.sources.default=orc",
              "spark.sql.sources.partitionColumnTypeInference.enabled=false",
              "spark.sql.parquet.compression.codec=gzip",
              "spark.sql.parquet.binaryAsString=true",
              "spark.sql.parquet.mergeSchema=true",
              "spark.sql.parquet.enableVectorizedReader=false",
              "spark.sql.parquet.filterPushdown=false",
              "spark.sql.parquet.writeLegacyFormat=true",
              "spark.sql.parquet.outputTimestampType=INT96",
              "spark.io.compression.codec=lz4",
              "spark.rdd.compress=true")
          .flatMap(setting -> Stream.of("--conf", setting))
          .toList();

  /** What an application came to. */
  record Ended(int code, String out, String err) {}

  /** Submits an application on the small study and waits for its end. */
  Ended study(String warehouse, String... words) throws IOException, InterruptedException {
    return ended(words(warehouse, words));
  }

  /** Does so with variables of the environment. */
  Ended study(Map<String, String> environment, String warehouse, String... words)
      throws IOException, InterruptedException {
    return ended(environment, words(warehouse, words));
  }

  /**
   * Does so, and kills an executor that has begun to work: this process or one of its own made it.
   */
  Ended studyThatLosesAnExecutor(Map<String, String> environment, String warehouse, String... words)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process driver = start(environment, words(warehouse, words), out, err);
    boolean killed = false;
    while (!driver.waitFor(200, TimeUnit.MILLISECONDS)) {
      killed =
          killed
              || ProcessHandle.current()
                  .descendants()
                  .filter(Submission::isWorkingExecutor)
                  .findAny()
                  .map(ProcessHandle::destroyForcibly)
                  .orElse(false);
    }
    assertThat(killed).as(Files.readString(err)).isTrue();
    return new Ended(driver.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Submits these words alone and waits for the end. */
  Ended ended(List<String> words) throws IOException, InterruptedException {
    return ended(Map.of(), words);
  }

  private Ended ended(Map<String, String> environment, List<String> words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = start(environment, words, out, err);
    if (!process.waitFor(8, TimeUnit.MINUTES)) {
      stop(process);
      throw new AssertionError(words + " did not end: " + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /**
   * Submits an application on the small study; returns while it runs, once it has logged a text.
   */
  Process studyUntil(String text, Path err, String warehouse, String... words)
      throws IOException, InterruptedException {
    Process process =
        start(Map.of(), words(warehouse, words), Files.createTempFile(folder, "out", ".txt"), err);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!Files.readString(err).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
      assertThat(System.nanoTime()).as("waiting for %s", text).isLessThan(end);
      Thread.sleep(20);
    }
    return process;
  }

  /** Returns where a warehouse is: its own address, or a folder of that name. */
  String address(String warehouse) {
    return warehouse.contains("://") ? warehouse : folder.resolve(warehouse).toString();
  }

  private List<String> words(String warehouse, String... words) {
    List<String> all = new ArrayList<>(QUICKLY_BEGUN);
    all.addAll(List.of(words));
    all.add("--profile");
    all.add(new File("src/test/resources/polymnist/pipeline/tiny.conf").getAbsolutePath());
    all.add("study.warehouse=" + address(warehouse));
    return all;
  }

  private Process start(Map<String, String> environment, List<String> words, Path out, Path err)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(new File("spark-submit.sh").getAbsolutePath());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** Tells executors from other processes; they need two seconds and more until they work. */
  static boolean isWorkingExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("CoarseGrainedExecutor")
        && process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() > 2_500;
  }

  /** Kills a process and those that it started. */
  static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * Answers a query over the latest published tables that it names, each row as a text; an answer
   * without a row is no answer.
   */
  List<String> answer(String warehouse, String statement) {
    SparkSession spark = LocalSpark.session().newSession();
    Warehouse published = LocalSpark.warehouse(folder.resolve(warehouse));
    for (Map.Entry<String, List<RunManifest>> table : published.tables().entrySet()) {
      if (!statement.contains(table.getKey())) {
        continue;
      }
      RunManifest latest = table.getValue().get(table.getValue().size() - 1);
      Dataset<Row> rows = published.read(spark, table.getKey(), List.of(latest.runId()));
      rows.createOrReplaceTempView(table.getKey());
    }
    List<String> answer =
        spark.sql(statement).collectAsList().stream()
            .map(Row::toString)
            .collect(Collectors.toList());
    assertThat(answer).as(statement).isNotEmpty();
    return answer;
  }

  /** Returns the rows of all tables, without what was timed, in an order of their own. */
  Map<String, List<String>> contents(String name) {
    SparkSession spark = LocalSpark.session().newSession();
    Warehouse warehouse = Warehouse.at(address(name), spark.sparkContext().hadoopConfiguration());
    Map<String, List<String>> contents = new TreeMap<>();
    warehouse
        .tables()
        .forEach(
            (table, runs) -> {
              String runId = runs.get(runs.size() - 1).runId();
              Dataset<Row> rows = warehouse.read(spark, table, List.of(runId)).drop("run_id");
              String[] timed =
                  Arrays.stream(rows.columns())
                      .filter(column -> column.matches(".*(second|throughput).*|sha256|trained_at"))
                      .filter(column -> !table.equals("corpus"))
                      .toArray(String[]::new);
              contents.put(
                  table, rows.drop(timed).toJSON().collectAsList().stream().sorted().toList());
            });
    return contents;
  }
}
