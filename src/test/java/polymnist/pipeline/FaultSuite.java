package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.Hdfs;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Faults done to whole applications; {@code mvn -Pfaults verify} runs it and prints what held, how
 * often. {@code -Dfaults.kills=20} kills each job at so many random moments.
 */
class FaultSuite {
  private static final int KILLS = Integer.getInteger("faults.kills", 3);
  private static final List<String> HELD = new ArrayList<>();

  @TempDir private static Path folder;
  private static Submission submission;

  @BeforeAll
  static void makeStudy() throws Exception {
    submission = new Submission(folder);
    Ended made =
        submission.study("study", "pipeline", "--only", "synthesize,augment,train,evaluate");
    assertThat(made.code()).as(made.err()).isZero();
  }

  @AfterAll
  static void print() {
    System.out.printf("%n| fault | held |%n|---|---|%n");
    HELD.forEach(System.out::println);
  }

  private static void held(String fault, String count) {
    HELD.add("| %s | %s |".formatted(fault, count));
  }

  /** Copies the study, so that each fault finds it whole. */
  private static Path copy(String name) throws IOException {
    Path from = folder.resolve("study");
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static Map<String, String> published(Path warehouse) throws IOException {
    Map<String, String> published = new TreeMap<>();
    try (Stream<Path> files = Files.walk(warehouse)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = warehouse.relativize(file).toString();
        if (!path.startsWith("_")) {
          published.put(path, DigestUtils.sha256Hex(Files.readAllBytes(file)));
        }
      }
    }
    return published;
  }

  /** Returns the rows of all tables, without what was timed, in an order of their own. */
  private static Map<String, List<String>> contents(String name) {
    SparkSession spark = LocalSpark.session().newSession();
    Warehouse warehouse =
        Warehouse.at(submission.address(name), spark.sparkContext().hadoopConfiguration());
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

  @Test
  void theNumbersAreTheSameWhateverTheMasterAndThePartitions() throws Exception {
    String[] stages = {"pipeline", "--only", "synthesize,eda,augment,train,evaluate"};
    Map<String, List<String>> first = null;
    List<String[]> ways =
        List.of(
            new String[] {"--master", "local[1]", "--conf", "spark.sql.shuffle.partitions=8"},
            new String[] {"--master", "local[3]", "--conf", "spark.sql.shuffle.partitions=1"},
            new String[] {"--master", "local[2]", "--conf", "spark.sql.shuffle.partitions=60"});
    for (String[] way : ways) {
      String name = "same " + (way[1] + way[3]).replaceAll("[^0-9]", " ");
      String[] words = Stream.of(way, stages).flatMap(Arrays::stream).toArray(String[]::new);
      Ended made = submission.study(name, words);
      assertThat(made.code()).as(made.err()).isZero();
      Map<String, List<String>> contents = contents(name);
      if (first == null) {
        first = contents;
      }
      assertThat(contents.keySet()).isEqualTo(first.keySet());
      Map<String, List<String>> expected = first;
      List<String> other =
          first.keySet().stream().filter(t -> !contents.get(t).equals(expected.get(t))).toList();
      assertThat(other).as("tables that differ, %s", name).isEmpty();
    }
    held("same content of " + first.size() + " tables, masters and partitions", "3 of 3");
  }

  /** Does something to a file; restores it afterwards. */
  private interface Damage {
    void to(Path file, byte[] bytes) throws IOException;
  }

  @Test
  void onHdfsTheTablesAreTheSame() throws Exception {
    try (Hdfs hdfs = new Hdfs(folder.resolve("blocks"))) {
      FileSystem files =
          FileSystem.get(
              URI.create(hdfs.address()),
              LocalSpark.session().sparkContext().hadoopConfiguration());
      for (String data : List.of("mnist", "backgrounds")) {
        files.copyFromLocalFile(
            new org.apache.hadoop.fs.Path(Path.of("data", data).toUri()),
            new org.apache.hadoop.fs.Path("/data/" + data));
      }
      String warehouse = hdfs.address() + "/results";
      String data = hdfs.address() + "/data/";
      List<String> words =
          List.of(
              "pipeline",
              "--only",
              "synthesize,augment,train,evaluate",
              "synthesize.mnist=" + data + "mnist",
              "synthesize.backgrounds=" + data + "backgrounds");
      Ended made = submission.study(warehouse, words.toArray(String[]::new));
      assertThat(made.code()).as(made.err()).isZero();
      Map<String, List<String>> local = contents("study");
      assertThat(contents(warehouse)).isEqualTo(local);
      Ended again = submission.study(warehouse, words.toArray(String[]::new));
      assertThat(again.out()).contains("0 of 4 stages executed, 4 unchanged");
      held("inputs and results on HDFS", local.size() + " tables as on a local disk");
    }
  }

  @Test
  void inClusterModeTheProfileTravelsAndTheExitCodeIsTheJobs() throws Exception {
    Files.copy(
        Path.of("src/test/resources/polymnist/pipeline/tiny.conf"), folder.resolve("mine.conf"));
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      List<String> words =
          List.of(
              "--master",
              cluster.master(),
              "--deploy-mode",
              "cluster",
              "pipeline",
              "--only",
              "synthesize,augment,train,evaluate",
              // Of the folder from which it is submitted; the driver's is another.
              "--profile",
              "mine.conf",
              "study.warehouse=" + folder.resolve("away"));
      Ended made = submission.ended(words);
      assertThat(made.code()).as(made.err()).isZero();
      assertThat(contents("away")).isEqualTo(contents("study"));
      Files.writeString(folder.resolve("mine.conf"), "synthesize.train-digits = many");
      assertThat(submission.ended(words).code()).isNotZero();
      held("standalone, cluster mode", "same tables; a wrong setting is no success");
    }
  }

  @Test
  void damageOfAnyFileOfAnyTableIsNamed() throws Exception {
    Path copy = copy("damage");
    Warehouse warehouse = LocalSpark.warehouse(copy);
    Map<String, Damage> damages = new TreeMap<>();
    damages.put("delete", (file, bytes) -> Files.delete(file));
    damages.put("cut", (file, bytes) -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2)));
    damages.put("empty", (file, bytes) -> Files.write(file, new byte[0]));
    damages.put("flip", FaultSuite::flip);
    int done = 0;
    for (RunManifest run : warehouse.runs()) {
      for (String table : run.tables().keySet()) {
        Path files = Path.of(warehouse.folder(table, run.runId()).toUri().getPath());
        Path file = files.resolve(run.tables().get(table).content().get(0).path());
        byte[] bytes = Files.readAllBytes(file);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        for (Map.Entry<String, Damage> damage : damages.entrySet()) {
          damage.getValue().to(file, bytes);
          assertThat(damaged(warehouse, run, table)).as(damage.getKey() + " " + file).isTrue();
          Files.write(file, bytes);
          done++;
        }
        assertThat(damaged(warehouse, run, table)).as("restored " + file).isFalse();
      }
    }
    held("damage: delete, cut, empty, flip a file of each table", done + " of " + done);
  }

  private static void flip(Path file, byte[] bytes) throws IOException {
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.write(file, flipped);
  }

  private static boolean damaged(Warehouse warehouse, RunManifest run, String table) {
    try {
      warehouse.verify(LocalSpark.session(), run, table);
      return false;
    } catch (DamagedRun e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthesize", "augment", "train", "evaluate"})
  void aKilledDriverLeavesEarlierRunsAndTheNextOneClearsUp(String job) throws Exception {
    Path copy = copy("kill " + job);
    Map<String, String> before = published(copy);
    Random random = new Random(job.hashCode());
    String[] words = {job, "seed=17"};
    for (int kill = 0; kill < KILLS; kill++) {
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process = submission.studyUntil("", err, copy.getFileName().toString(), words);
      TimeUnit.MILLISECONDS.sleep(4_000 + random.nextInt(16_000));
      Submission.stop(process);
      process.waitFor();
      assertThat(published(copy)).containsAllEntriesOf(before);
    }
    Ended next = submission.study(copy.getFileName().toString(), words);
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(published(copy)).containsAllEntriesOf(before);
    Warehouse warehouse = LocalSpark.warehouse(copy);
    warehouse.runs().forEach(warehouse::check);
    for (String left : List.of("_staging", "_leases")) {
      try (Stream<Path> files = Files.list(copy.resolve(left))) {
        assertThat(files).as(left).isEmpty();
      }
    }
    held("kill -9 of the driver at random moments of " + job, KILLS + " of " + KILLS);
  }

  @Test
  void ofTwoAtOnceOneIsRefusedByName() throws Exception {
    Path copy = copy("two");
    Path err = Files.createTempFile(folder, "err", ".txt");
    String name = copy.getFileName().toString();
    Process first = submission.studyUntil("", err, name, "train", "seed=3");
    while (first.isAlive() && !Files.exists(copy.resolve("_leases/train"))) {
      Thread.sleep(20);
    }
    Ended second = submission.study(name, "train", "seed=3");
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("train runs already in this warehouse, as process ");
    Ended query = submission.study(name, "query", "SELECT count(*) FROM metrics");
    assertThat(query.code()).as(query.err()).isZero();
    assertThat(first.waitFor()).as(Files.readString(err)).isZero();
    held("train/train, query/train at once", "refused by name; both right");
  }

  @Test
  void aTrainingThatCannotPublishEndsAndIsNotTrainedAgain() throws Exception {
    Path copy = copy("publish");
    String name = copy.getFileName().toString();
    Path models = copy.resolve("models");
    try (Stream<Path> files = Files.walk(models)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    Files.writeString(models, "in the way");
    long begin = System.nanoTime();
    Ended failed = submission.study(name, "train", "seed=4");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("failed: UncheckedIOException: cannot publish the run");
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MINUTES.toNanos(2));
    Files.delete(models);
    Ended again = submission.study(name, "train", "seed=4");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out() + again.err())
        .contains("resumes after epoch 2")
        .doesNotContain("epoch  1");
    held("publishing fails: exit code 1, no epoch trained twice", "1 of 1");
  }

  @Test
  void secretsAreInNothingThatIsWritten() throws Exception {
    Path copy = copy("secret");
    Path properties =
        Files.writeString(
            folder.resolve("spark.properties"), "spark.hadoop.fs.s3a.access.key TOPSECRET2\n");
    Ended ended =
        submission.study(
            copy.getFileName().toString(),
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=TOPSECRET1",
            "--properties-file",
            properties.toString(),
            "report");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out() + ended.err()).doesNotContain("TOPSECRET");
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(text.contains("TOPSECRET")).as(file.toString()).isFalse();
      }
    }
    held("secrets by --conf and by properties file", "0 occurrences");
  }

  /** Mounting needs rights that few have. */
  private static boolean mounted(Path at, String options) throws Exception {
    Files.createDirectories(at);
    return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString())
            .start()
            .waitFor()
        == 0;
  }

  private static void unmount(Path at) {
    try {
      new ProcessBuilder("umount", at.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves no byte of a small disk. */
  private static void fill(Path disk) throws IOException {
    try (OutputStream out = Files.newOutputStream(disk.resolve("filling"))) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void aFullDiskIsNamed() throws Exception {
    Path small = folder.resolve("small");
    assumeTrue(mounted(small, "size=4m"), "mounting is not allowed here");
    try {
      Ended results = submission.study("small", "synthesize", "synthesize.train-digits=4000");
      assertThat(results.code()).isEqualTo(1);
      assertThat(results.err()).contains("no space is left on a disk");
      Path copy = copy("scratch");
      fill(small);
      String name = copy.getFileName().toString();
      Ended scratch =
          submission.study(name, "--conf", "spark.local.dir=" + small, "augment", "seed=5");
      assertThat(scratch.code()).isEqualTo(1);
      assertThat(scratch.err()).contains("no space is left on a disk");
      assertThat(published(copy)).isEqualTo(published(folder.resolve("study")));
    } finally {
      unmount(small);
    }
    held("disk full, for results and for scratch", "2 of 2");
  }

  @Test
  void aTemporaryFolderWithoutTheRightToExecuteIsNamed() throws Exception {
    Path sealed = folder.resolve("sealed");
    assumeTrue(mounted(sealed, "size=200m,noexec"), "mounting is not allowed here");
    try {
      Ended ended =
          submission.study(
              "sealed-study",
              "--conf",
              "spark.driver.extraJavaOptions=-Djava.io.tmpdir=" + sealed,
              "synthesize");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("a native library could not be loaded: where " + sealed);
    } finally {
      unmount(sealed);
    }
    held("temporary folder mounted noexec", "1 of 1");
  }
}
