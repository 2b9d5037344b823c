package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The command line as users have it: whole applications, started by spark-submit.sh. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmitIT {
  private static final String METRICS =
      "SELECT model, training_corpus, evaluated_on, slice, metric, value, n FROM metrics"
          + " ORDER BY model, training_corpus, evaluated_on, slice, metric";

  /** Static, as tests follow on one another. */
  @TempDir private static Path folder;

  private record Ended(int code, String out, String err) {}

  /** Runs spark-submit.sh from another folder than the project's. */
  private Ended submit(List<String> words) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = start(words, out, err);
    if (!process.waitFor(8, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(words + " did not end: " + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Ended submit(String warehouse, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(common(warehouse));
    return submit(all);
  }

  private List<String> common(String warehouse) {
    return List.of(
        "--profile",
        new File("src/test/resources/polymnist/pipeline/tiny.conf").getAbsolutePath(),
        "study.warehouse=" + folder.resolve(warehouse));
  }

  private Process start(List<String> words, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(new File("spark-submit.sh").getAbsolutePath());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("SPARK_HOME");
    return builder
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private Ended query(String warehouse, String statement) throws IOException, InterruptedException {
    return submit(warehouse, "query", "--format", "csv", statement);
  }

  /** Returns what a query prints; one that fails must not pass for an empty table. */
  private String answer(String warehouse, String statement)
      throws IOException, InterruptedException {
    Ended answered = query(warehouse, statement);
    assertThat(answered.code()).as(answered.err()).isZero();
    assertThat(answered.out().lines().count()).isGreaterThan(1);
    return answered.out();
  }

  @Test
  @Order(1)
  void helpListsTheJobs() throws IOException, InterruptedException {
    Ended help = submit(List.of("--help"));
    assertThat(help.code()).isZero();
    for (String job : new File("jobs").list()) {
      assertThat(help.out()).contains("  " + job.replace(".conf", ""));
    }
  }

  @Test
  @Order(2)
  void whatWouldRunIsShown() throws IOException, InterruptedException {
    Ended shown =
        submit(List.of("--master", "local[1]", "--print-command", "eda", "eda.examples=3"));
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("spark-home/bin/spark-submit --class polymnist.eda.EdaJob")
        .contains("--master local\\[1\\]")
        .endsWith("polymnist-spark.jar eda.examples=3 \n");
  }

  /** Java then says on its first line that it picked them up. */
  @Test
  @Order(2)
  void optionsOfAllJavaProgramsDoNotHideItsVersion() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new File("spark-submit.sh").getAbsolutePath(), "--print-command", "eda");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dpicked.up=yes");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("--class polymnist.eda.EdaJob");
  }

  @Test
  @Order(3)
  void aWrongRequestExitsWith2AndSaysWhatIsAllowed() throws IOException, InterruptedException {
    Ended job = submit(List.of("tain"));
    assertThat(job.code()).isEqualTo(2);
    assertThat(job.err()).contains("unknown job 'tain'").contains("  train ");
    Ended key = submit("w0", "train", "train.shardimages=3");
    assertThat(key.code()).isEqualTo(2);
    assertThat(key.err())
        .contains("command line: train.shardimages is no setting; train has train, corpora");
    Ended value = submit("w0", "augment", "augment.copies=0");
    assertThat(value.code()).isEqualTo(2);
    assertThat(value.err()).contains("command line: augment.copies must");
    Ended early = submit("w0", "evaluate");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("run ./spark-submit.sh synthesize").hasLineCount(1);
    assertThat(folder.resolve("w0")).doesNotExist();
  }

  @Test
  @Order(4)
  void thePipelineRunsOnceAndThenHasNothingToDo() throws IOException, InterruptedException {
    Ended first = submit("local results", "--master", "local[2]", "pipeline");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("7 of 7 stages executed").contains("report: file:");
    Ended second = submit("local results", "--master", "local[2]", "pipeline");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("0 of 7 stages executed, 7 unchanged");
    Ended changed =
        submit(
            "local results",
            "--master",
            "local[2]",
            "pipeline",
            "--only",
            "eda,report",
            "eda.examples=2");
    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(changed.out()).contains("2 of 2 stages executed");
  }

  @Test
  @Order(5)
  void theReportIsOneFileThatAsksForNothing() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("local results/report"))) {
      Path report = files.filter(file -> file.endsWith("report.html")).findFirst().orElseThrow();
      assertThat(Files.size(report)).isLessThan(15_000_000);
      String html = Files.readString(report);
      assertThat(html).contains("</html>").doesNotContainPattern("(src|href)=\"(https?:)?//");
    }
  }

  @Test
  @Order(6)
  void tablesAreQueriedByName() throws IOException, InterruptedException {
    Ended csv =
        query(
            "local results",
            "SELECT model, training_corpus, n FROM metrics"
                + " WHERE evaluated_on = 'test' AND slice = 'all' AND metric = 'accuracy'"
                + " ORDER BY ALL");
    assertThat(csv.code()).as(csv.err()).isZero();
    assertThat(csv.out().lines())
        .containsExactly(
            "model,training_corpus,n",
            "linear,augmented,100",
            "linear,corpus,100",
            "vgg,augmented,100",
            "vgg,corpus,100");
    Ended unknown = query("local results", "SELECT * FROM metric");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("`metric` cannot be found").contains("tables are");
  }

  @Test
  @Order(7)
  void aLocalClusterGivesTheSameTables() throws IOException, InterruptedException {
    Ended pipeline =
        submit(
            "cluster",
            "--master",
            "local-cluster[2,1,2048]",
            "pipeline",
            "--only",
            "synthesize,augment,train,evaluate,custom");
    assertThat(pipeline.code()).as(pipeline.err()).isZero();
    assertThat(answer("cluster", METRICS)).isEqualTo(answer("local results", METRICS));
  }

  @Test
  @Order(8)
  void aStandaloneClusterOfTheAssembledSparkGivesTheSameTables()
      throws IOException, InterruptedException {
    int port = freePort();
    String master = "spark://127.0.0.1:" + port;
    List<Process> cluster = new ArrayList<>();
    try {
      cluster.add(
          daemon("master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0"));
      for (int worker = 0; worker < 2; worker++) {
        cluster.add(
            daemon(
                "worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work").toString(),
                master));
      }
      Ended pipeline =
          submit(
              "standalone",
              "--master",
              master,
              "pipeline",
              "--only",
              "synthesize,augment,train,evaluate");
      assertThat(pipeline.code()).as(pipeline.err()).isZero();
      assertThat(answer("standalone", METRICS)).isEqualTo(answer("local results", METRICS));
    } finally {
      cluster.forEach(SubmitIT::stop);
    }
  }

  private static final List<String> TRAIN_ONE =
      List.of(
          "train.train=[vgg]",
          "train.corpora=[corpus]",
          "train.networks.vgg.epochs=8",
          "train.patience=8");

  /** The kept weights, and every epoch: a training that went astray late would show there. */
  private static final String TRAINED =
      "SELECT weights_sha256, best_epoch, epoch, training_loss, c.validation_loss"
          + " FROM models m JOIN learning_curves c USING (model, training_corpus) ORDER BY epoch";

  private List<String> trainOne(String master) {
    List<String> words = new ArrayList<>(List.of("--master", master, "train"));
    words.addAll(TRAIN_ONE);
    words.addAll(common("local results"));
    return words;
  }

  @Test
  @Order(9)
  void aTrainingThatWasKilledGoesOnToTheSameWeights() throws IOException, InterruptedException {
    Ended straight = submit(trainOne("local[2]"));
    assertThat(straight.code()).as(straight.err()).isZero();
    assertThat(straight.err()).contains("epoch  1").doesNotContain("resumes");
    String undisturbed = answer("local results", TRAINED);
    assertThat(undisturbed).hasLineCount(1 + 8);
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process driver = startUntil("epoch  3", trainOne("local[2]"), err);
    driver.destroyForcibly().waitFor();
    assertThat(answer("local results", TRAINED)).isEqualTo(undisturbed);
    Ended resumed = submit(trainOne("local[2]"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("resumes after epoch").doesNotContain("epoch  1");
    assertThat(answer("local results", TRAINED)).isEqualTo(undisturbed);
  }

  @Test
  @Order(10)
  void aKilledExecutorChangesNoWeight() throws IOException, InterruptedException {
    String undisturbed = answer("local results", TRAINED);
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process driver = startUntil("epoch  2", trainOne("local-cluster[2,1,2048]"), err);
    ProcessHandle executor =
        driver
            .descendants()
            .filter(
                process ->
                    process.info().commandLine().orElse("").contains("CoarseGrainedExecutor"))
            .findFirst()
            .orElseThrow();
    assertThat(executor.destroyForcibly()).isTrue();
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(driver.exitValue()).as(Files.readString(err)).isZero();
    assertThat(answer("local results", TRAINED)).isEqualTo(undisturbed);
  }

  /** Starts an application and returns while it runs, once it has logged a text. */
  private Process startUntil(String text, List<String> words, Path err)
      throws IOException, InterruptedException {
    Process process = start(words, Files.createTempFile(folder, "out", ".txt"), err);
    awaitLine(process, err, text);
    return process;
  }

  private static void awaitLine(Process process, Path log, String text)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!Files.readString(log).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as("waiting for %s", text).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private Process daemon(String name, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                new File("target/spark-home/bin/spark-class").getAbsolutePath(),
                "org.apache.spark.deploy." + name));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(folder, "daemon", ".log").toFile())
        .start();
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
