package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.image.UnreadableImage;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Faults done to whole applications; {@code mvn -Pfaults verify} runs it and prints what held, how
 * often. {@code -Dfaults.kills=20} kills each job at so many random moments.
 */
class FaultSuite {
  private static final int KILLS = Integer.getInteger("faults.kills", 3);

  private static final FaultTable TABLE = new FaultTable();

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
    TABLE.print();
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
        // The catalog is made anew at each publication.
        if (!path.startsWith("_") && !path.contains("catalog.sql")) {
          published.put(path, DigestUtils.sha256Hex(Files.readAllBytes(file)));
        }
      }
    }
    return published;
  }

  /** Does something to a file; restores it afterwards. */
  private interface Damage {
    void to(Path file, byte[] bytes) throws IOException;
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
    TABLE.held("damage: delete, cut, empty, flip a file of each table", done + " of " + done);
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
  @ValueSource(strings = {"ingest", "synthesize", "augment", "train", "evaluate"})
  void aKilledDriverLeavesEarlierRunsAndTheNextOneClearsUp(String job) throws Exception {
    Path copy = copy("kill " + job);
    Map<String, String> before = published(copy);
    Random random = new Random(job.hashCode());
    String[] words =
        job.equals("ingest")
            ? new String[] {job, "ingest.tree=" + tree()}
            : new String[] {job, "seed=17"};
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
    // What the killed ones left goes when it is old.
    try (Stream<Path> files = Files.list(copy.resolve("_staging"))) {
      assertThat(files).hasSizeLessThanOrEqualTo(KILLS);
    }
    TABLE.held("kill -9 of the driver at random moments of " + job, KILLS + " of " + KILLS);
  }

  /** Kills an executor while a job runs; it must end as if nothing had been. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "synthesize", "augment", "train", "evaluate"})
  void aKilledExecutorChangesNothing(String job) throws Exception {
    List<String> words = new ArrayList<>(List.of(job, "seed=23"));
    if (job.equals("ingest")) {
      words.add("ingest.tree=" + tree());
    }
    Path undisturbed = copy("undisturbed " + job);
    Ended ended =
        submission.study(undisturbed.getFileName().toString(), words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    words.addAll(0, List.of("--master", "local-cluster[2,1,2048]"));
    Path disturbed = copy("disturbed " + job);
    Random random = new Random(job.hashCode());
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process driver =
        submission.studyUntil(
            "", err, disturbed.getFileName().toString(), words.toArray(String[]::new));
    int killed = 0;
    while (driver.isAlive()) {
      // Executors need two seconds and more until they work; the one that follows has its turn.
      Thread.sleep(1_000 + random.nextInt(2_000));
      Optional<ProcessHandle> executor =
          driver.descendants().filter(Submission::isWorkingExecutor).findAny();
      if (killed < 3 && executor.isPresent() && executor.get().destroyForcibly()) {
        killed++;
      }
    }
    assertThat(driver.waitFor()).as(Files.readString(err)).isZero();
    assertThat(killed).isPositive();
    assertThat(submission.contents(disturbed.getFileName().toString()))
        .isEqualTo(submission.contents(undisturbed.getFileName().toString()));
    TABLE.held("kill -9 of " + killed + " executors of " + job, "same tables");
  }

  /** Returns a tree of 400 images as files. */
  private static Path tree() throws Exception {
    Path trees = folder.resolve("tree");
    if (!Files.exists(trees)) {
      Ended made = submission.study("tree", "synthesize", "synthesize.format=png");
      assertThat(made.code()).as(made.err()).isZero();
    }
    try (Stream<Path> folders = Files.list(trees.resolve("polymnist_png"))) {
      return folders.findFirst().orElseThrow();
    }
  }

  @Test
  void ofHostileFilesEachIsAccountedFor() throws Exception {
    Path hostile = folder.resolve("hostile");
    Path bomb = folder.resolve("bomb.png");
    ImageIO.write(
        new BufferedImage(8_000, 5_000, BufferedImage.TYPE_BYTE_GRAY), "png", bomb.toFile());
    Process shell =
        new ProcessBuilder(
                "bash",
                Path.of("src/test/resources/polymnist/pipeline/hostile.sh")
                    .toAbsolutePath()
                    .toString(),
                tree().toString(),
                hostile.toString(),
                bomb.toString())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();
    Ended ended =
        submission.study(
            "hostile study",
            "--driver-memory",
            "512m",
            "ingest",
            "ingest.tree=" + hostile,
            "ingest.most-quarantined=1");
    assertThat(ended.code()).as(ended.err()).isZero();
    long listed;
    // A link is a file to those who list, wherever it leads.
    try (Stream<Path> files = Files.walk(hostile)) {
      listed =
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !file.getFileName().toString().equals("digits.csv"))
              .count();
    }
    List<String> counts =
        submission.answer(
            "hostile study",
            "SELECT (SELECT count(*) FROM corpus), (SELECT count(*) FROM quarantine),"
                + " (SELECT count(DISTINCT path) FROM quarantine WHERE reason <> '')");
    assertThat(counts).containsExactly("[200,60,60]");
    assertThat(listed).isEqualTo(260);
    TABLE.held("200 good and 60 hostile files, heap of 512 MB", "200 accepted, 60 quarantined");
    TABLE.held("the slowest refusal of these", slowestRefusal(hostile) + " ms");
  }

  /** Returns the milliseconds that it takes to refuse the worst of a folder's files. */
  private static long slowestRefusal(Path folder) throws IOException {
    long slowest = 0;
    Configuration hadoop = new Configuration();
    for (InputFile file : InputFolder.list(folder.toString(), hadoop)) {
      long begun = System.nanoTime();
      try {
        POLYMNIST.decode(InputBytes.read(file, 1 << 20, hadoop));
      } catch (UnreadableImage e) {
        slowest = Math.max(slowest, (System.nanoTime() - begun) / 1_000_000);
      }
    }
    return slowest;
  }

  @Test
  void twoAtOnceAreBothRight() throws Exception {
    Path copy = copy("two");
    Path err = Files.createTempFile(folder, "err", ".txt");
    String name = copy.getFileName().toString();
    Process first = submission.studyUntil("", err, name, "train", "seed=3");
    Ended second = submission.study(name, "train", "seed=3");
    assertThat(second.code()).as(second.err()).isZero();
    Ended query = submission.study(name, "query", "SELECT count(*) FROM metrics");
    assertThat(query.code()).as(query.err()).isZero();
    assertThat(first.waitFor()).as(Files.readString(err)).isZero();
    Ended weights =
        submission.study(
            name,
            "query",
            "--all-runs",
            "--format",
            "csv",
            "SELECT COUNT(DISTINCT run_id), COUNT(DISTINCT model, training_corpus, weights_sha256) -"
                + " COUNT(DISTINCT model, training_corpus) FROM models WHERE run_id IN"
                + " (SELECT run_id FROM runs WHERE provenance['seed'] = '3')");
    assertThat(weights.out()).as(weights.out() + weights.err()).contains("2,0");
    TABLE.held("train/train, query/train at once", "both right, the same weights");
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
    TABLE.held("publishing fails: exit code 1, no epoch trained twice", "1 of 1");
  }

  @Test
  void secretsAreInNothingThatIsWritten() throws Exception {
    Path copy = copy("secret");
    Path properties =
        Files.writeString(
            folder.resolve("spark.properties"), "spark.hadoop.fs.s3a.access.key TOPSECRET2\n");
    Ended ended =
        submission.study(
            Map.of("AWS_SECRET_ACCESS_KEY", "TOPSECRET3", "AWS_SESSION_TOKEN", "TOPSECRET4"),
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
    TABLE.held("secrets by --conf, by properties file, by environment", "0 occurrences");
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
    TABLE.held("disk full, for results and for scratch", "2 of 2");
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
    TABLE.held("temporary folder mounted noexec", "1 of 1");
  }
}
