package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.documentation.TablesPage;
import polymnist.export.OnnxRuntime;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.train.TrainingExamples;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

/** The command line as users have it, and the pipeline on one machine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmitIT {
  /** Static, as tests follow on one another. */
  @TempDir private static Path folder;

  private static Submission submission;

  @BeforeAll
  static void open() {
    submission = new Submission(folder);
  }

  @Test
  @Order(1)
  void helpListsTheJobs() throws IOException, InterruptedException {
    Ended help = submission.ended(List.of("--help"));
    assertThat(help.code()).isZero();
    for (String job : new File("jobs").list()) {
      assertThat(help.out()).contains("  " + job.replace(".conf", ""));
    }
  }

  @Test
  @Order(2)
  void whatWouldRunIsShown() throws IOException, InterruptedException {
    Ended shown =
        submission.ended(
            List.of("--master", "local[1]", "--print-command", "eda", "eda.examples=3"));
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("-Dspark.master=local\\[1\\] ")
        .endsWith("jars/\\* polymnist.job.submit.Main eda eda.examples=3 \n");
    Ended elsewhere =
        submission.ended(List.of("--master", "yarn", "--print-command", "eda", "eda.examples=3"));
    assertThat(elsewhere.out())
        .contains("spark-home/bin/spark-submit --class polymnist.job.submit.Main")
        .contains("--master yarn ")
        .endsWith("polymnist-spark.jar eda eda.examples=3 \n");
  }

  @Test
  @Order(2)
  void theBuildThatWasMadeByHandIsTheOneThatRuns() throws IOException, InterruptedException {
    Ended ended = submission.ended(List.of("--print-command", "eda"));
    assertThat(ended.err()).doesNotContain("building");
    String build = Files.readAllLines(Path.of("target/built/made")).get(0).replace("build ", "");
    assertThat(ended.out()).contains("/.build/" + build + "/polymnist-spark.jar:");
  }

  @Test
  @Order(2)
  void whereTheDriverRunsMayStandInAFileOfSparksSettings()
      throws IOException, InterruptedException {
    Path properties = folder.resolve("cluster.properties");
    Files.writeString(
        properties,
        """
        spark.master            spark://a-host:7077
        spark.submit.deployMode = cluster
        """);
    Ended shown =
        submission.ended(
            List.of("--properties-file", properties.toString(), "--print-command", "eda"));
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .doesNotContain("--master")
        .contains("waitAppCompletion=true")
        .contains("spark.polymnist.folder=" + folder)
        .contains("spark.polymnist.profile=");
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
    assertThat(said).contains(" polymnist.job.submit.Main eda");
  }

  @Test
  @Order(2)
  void aSparkOfAnotherVersionIsRefusedWithWhatToBuild() throws IOException, InterruptedException {
    String built = Files.readString(Path.of("target/spark-home/RELEASE"));
    boolean newer = built.startsWith("Spark 4.2");
    Path other = Files.createDirectories(folder.resolve("other spark"));
    Files.createDirectories(other.resolve("bin"));
    Files.createFile(other.resolve("bin/spark-submit")).toFile().setExecutable(true);
    Files.createDirectories(other.resolve("jars"));
    Files.createFile(
        other
            .resolve("jars")
            .resolve(newer ? "spark-core_2.12-3.5.9.jar" : "spark-core_2.13-4.2.0.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(new File("spark-submit.sh").getAbsolutePath(), "eda");
    builder.environment().put("SPARK_HOME", other.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said)
        .contains("is not Spark " + (newer ? "4.2 for Scala 2.13" : "3.5 for Scala 2.12"))
        .contains(
            newer
                ? "mvn clean -Pspark-3.5 -Dmaven.test.skip=true package"
                : "mvn clean -Dmaven.test.skip=true package");
  }

  @Test
  @Order(3)
  void aWrongRequestExitsWith2AndSaysWhatIsAllowed() throws IOException, InterruptedException {
    Ended job = submission.ended(List.of("tain"));
    assertThat(job.code()).isEqualTo(2);
    assertThat(job.err()).contains("there is no job 'tain' (did you mean train?)");
    Ended key = submission.study("w0", "train", "train.shardimages=3");
    assertThat(key.code()).isEqualTo(2);
    assertThat(key.err())
        .contains(
            "command line: train.shardimages is no setting (did you mean train.shard-images?); train has");
    Ended value = submission.study("w0", "augment", "augment.copies=0");
    assertThat(value.code()).isEqualTo(2);
    assertThat(value.err()).contains("command line: augment.copies must");
    Ended early = submission.study("w0", "evaluate");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err().lines())
        .singleElement()
        .asString()
        .contains("run ./spark-submit.sh synthesize");
    assertThat(folder.resolve("w0")).doesNotExist();
  }

  @Test
  @Order(4)
  void thePipelineRunsOnceAndThenHasNothingToDo() throws IOException, InterruptedException {
    Ended first = submission.study("local results", "--master", "local[2]", "pipeline");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("8 of 8 stages executed").contains("report: file:");
    Ended second = submission.study("local results", "--master", "local[2]", "pipeline");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("0 of 8 stages executed, 8 unchanged");
    Ended changed =
        submission.study(
            "local results",
            "--master",
            "local[2]",
            "pipeline",
            "--only",
            "augment,report",
            "augment.copies=2");
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
  @Order(5)
  void theTablesAreThoseOfTheirPage() {
    Warehouse warehouse = LocalSpark.warehouse(folder.resolve("local results"));
    Map<String, List<String>> published = new HashMap<>();
    for (String table : warehouse.tables().keySet()) {
      List<String> latest = List.of(latest(warehouse, table).runId());
      published.put(
          table,
          TableColumns.of(warehouse.read(LocalSpark.session(), table, latest).drop("run_id")));
    }
    assertThat(TablesPage.published()).containsAllEntriesOf(published);
  }

  @Test
  @Order(6)
  void tablesAreQueriedByName() throws IOException, InterruptedException {
    Ended csv =
        submission.study(
            "local results",
            "query",
            "--format",
            "csv",
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
    Ended unknown = submission.study("local results", "query", "SELECT * FROM metric");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("`metric` cannot be found").contains("tables are");
    Path file = folder.resolve("questions.sql");
    Files.writeString(file, "SELECT 1 AS a;\nSELECT COUNT(DISTINCT model) AS b FROM models;\n");
    Ended several =
        submission.study("local results", "query", "--format", "json", "--file", file.toString());
    assertThat(several.out()).as(several.err()).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
  }

  /** The tables are one way to the same probabilities, ONNX Runtime on what is exported another. */
  @Test
  @Order(7)
  void exportedNetworksPredictWhatTheTablesSay() throws Exception {
    Warehouse warehouse = LocalSpark.warehouse(folder.resolve("local results"));
    RunManifest export = latest(warehouse, "exports");
    Path files = Path.of(warehouse.folder("export_files", export.runId()).toUri().getPath());
    String predictions = latest(warehouse, "predictions").runId();
    String corpus = latest(warehouse, "corpus").runId();
    List<CorpusImage> images =
        warehouse.read(LocalSpark.session(), "corpus", List.of(corpus)).collectAsList().stream()
            .map(CorpusImage::of)
            .toList();
    for (String network : List.of("linear-corpus", "linear-augmented", "vgg-corpus")) {
      try (OnnxRuntime runtime =
          new OnnxRuntime(Files.readAllBytes(files.resolve(network + ".onnx")))) {
        Map<String, float[]> theirs = new HashMap<>();
        for (CorpusImage image : images) {
          theirs.put(image.id(), runtime.probabilities(List.of(image.decoded()))[0]);
        }
        List<Row> ours =
            warehouse
                .read(LocalSpark.session(), "predictions", List.of(predictions))
                .where("concat(model, '-', training_corpus) = '" + network + "'")
                .select("id", "probabilities")
                .collectAsList();
        assertThat(ours).hasSizeGreaterThan(100);
        for (Row row : ours) {
          List<Double> probabilities = row.getList(1);
          for (int c = 0; c < 10; c++) {
            assertThat((double) theirs.get(row.getString(0))[c])
                .isCloseTo(probabilities.get(c), within(1e-5));
          }
        }
      }
      assertThat(files.resolve(network + ".safetensors")).exists();
      assertThat(Files.readString(files.resolve(network + ".md")))
          .contains("accuracy on test images")
          .doesNotContain("| not measured", "| not fitted");
    }
  }

  /** As the page on other software shows it; where this machine's Python has the packages. */
  @Test
  @Order(8)
  void otherReadersGiveTheSameAnswers() throws Exception {
    String packages = "import duckdb, numpy, onnxruntime, pandas, PIL, polars";
    assumeTrue(run("python3", "-c", packages).code() == 0, "this Python lacks packages");
    Path picture = folder.resolve("picture.png");
    Files.write(picture, Png.encode(TrainingExamples.pixels(3)));
    Ended read =
        run(
            "python3",
            "src/test/resources/polymnist/pipeline/readers.py",
            folder.resolve("local results").toString(),
            picture.toString());
    assertThat(read.code()).as(read.err()).isZero();
    Map<String, String> answers = new HashMap<>();
    read.out()
        .lines()
        .forEach(
            line -> answers.put(line.replaceFirst(" .*", ""), line.replaceFirst("[a-z]* ", "")));
    Warehouse warehouse = LocalSpark.warehouse(folder.resolve("local results"));
    String rows =
        warehouse
            .read(LocalSpark.session(), "metrics", List.of(latest(warehouse, "metrics").runId()))
            .where("evaluated_on = 'test' AND slice = 'all' AND metric = 'accuracy'")
            .orderBy("model", "training_corpus")
            .select("model", "training_corpus", "value")
            .collectAsList()
            .stream()
            .map(row -> "('%s', '%s', %s)".formatted(row.get(0), row.get(1), row.get(2)))
            .collect(Collectors.joining(", ", "[", "]"));
    assertThat(answers)
        .containsEntry("duckdb", rows)
        .containsEntry("pandas", rows)
        .containsEntry("polars", rows)
        .containsKey("onnx");
  }

  /** The project in another folder, where a class may be another without those of other tests. */
  private static Path project() throws IOException {
    Path project = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectory(project.resolve("target"));
    for (String part :
        List.of(".mvn", "conf", "data", "jobs", "src", "target/lib", "target/spark-home")) {
      Files.createSymbolicLink(project.resolve(part), Path.of(part).toAbsolutePath());
    }
    for (String part : List.of("spark-submit.sh", "pom.xml", "target/polymnist-spark.jar")) {
      Files.copy(Path.of(part), project.resolve(part), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectory(project.resolve("target/built"));
    for (String part : List.of(".mvn", "pom.xml", "src")) {
      Files.createSymbolicLink(
          project.resolve("target/built").resolve(part),
          Path.of("target/built", part).toAbsolutePath());
    }
    built(project, 1);
    return project;
  }

  /** As the build leaves it, without the benchmarks. */
  private static void built(Path project, int build) throws IOException {
    Files.writeString(project.resolve("target/built/made"), "build " + build + "\nprofiles []\n");
  }

  private static Ended pipeline(Path project, String... options)
      throws IOException, InterruptedException {
    List<String> words =
        List.of(
            project.resolve("spark-submit.sh").toString(),
            "--master",
            "local[2]",
            "pipeline",
            "--only",
            "synthesize,report",
            "--profile",
            Path.of("src/test/resources/polymnist/pipeline/tiny.conf").toAbsolutePath().toString(),
            "study.warehouse=" + folder.resolve("reported"));
    return run(Stream.concat(words.stream(), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  @Order(9)
  void anEditOfAChapterRunsTheReportAlone() throws IOException, InterruptedException {
    Path project = project();
    Ended first = pipeline(project);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("2 of 2 stages executed");
    try (FileSystem jar =
        FileSystems.newFileSystem(project.resolve("target/polymnist-spark.jar"))) {
      Path chapter = jar.getPath("polymnist/report/chapter/AboutChapter.class");
      String title = "Intended use";
      String bytes = Files.readString(chapter, ISO_8859_1);
      assertThat(bytes).contains(title);
      Files.writeString(chapter, bytes.replace(title, "Indented use"), ISO_8859_1);
    }
    built(project, 2);
    Ended foreseen = pipeline(project, "--dry-run");
    assertThat(foreseen.out())
        .as(foreseen.err())
        .contains("report     would run: the code has changed: report/chapter/AboutChapter")
        .contains("1 of 2 stages would run");
    Ended second = pipeline(project);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("1 of 2 stages executed, 1 unchanged").contains("report ");
  }

  /**
   * What a person, a scheduler or a container's end sends. Meanwhile its ports are open to this
   * machine alone.
   */
  @Test
  @Order(9)
  void aJobThatIsStoppedSaysSoAndTheSameCommandGoesOn() throws Exception {
    Path results = folder.resolve("stopped");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Ended corpus = submission.study("stopped", "synthesize");
    assertThat(corpus.code()).as(corpus.err()).isZero();
    String[] train = {
      "--master", "local[1]", "train", "train.train=[vgg]", "train.corpora=[corpus]"
    };
    Set<Path> before = files(results);
    Process process = submission.studyUntil("", err, "stopped", train);
    while (files(results.resolve("_cache")).stream()
        .noneMatch(f -> f.endsWith("epoch-00001.json"))) {
      assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
      Thread.sleep(50);
    }
    if (Files.exists(Path.of("/proc/net/tcp"))) {
      assertThat(listening(process.pid())).isNotEmpty().allMatch(LOOPBACK.asMatchPredicate());
    }
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(Files.readString(err)).contains("stopped: what was published stays");
    Set<Path> left = files(results);
    left.removeAll(before);
    assertThat(left)
        .isNotEmpty()
        .allMatch(
            f ->
                f.startsWith(results.resolve("_cache"))
                    || f.startsWith(results.resolve("_staging")));
    Ended again = submission.study("stopped", train);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out() + again.err()).contains("resumes after epoch");
  }

  /** 127.0.0.1 and ::1 and the first written as one of the second's kind. */
  private static final Pattern LOOPBACK =
      Pattern.compile("0100007F|0{24}01000000|0{16}FFFF00000100007F");

  /** Returns the addresses at which a process of Linux listens, as its kernel writes them. */
  private static List<String> listening(long pid) throws IOException {
    Path own = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(own.resolve("fd"))) {
      for (Path one : open.toList()) {
        sockets.add(linked(one));
      }
    }
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(own.resolve("net").resolve(table))) {
        String[] columns = line.trim().split("\\s+", -1);
        if (columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]")) {
          addresses.add(columns[1].replaceFirst(":.*", ""));
        }
      }
    }
    return addresses;
  }

  private static String linked(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException e) {
      // It was closed meanwhile.
      return "";
    }
  }

  private static Set<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
    } catch (UncheckedIOException e) {
      // One went while it was listed.
      return files(folder);
    }
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start()
              .waitFor();
      return new Ended(code, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      return new Ended(-1, "", e.getMessage());
    }
  }

  private static RunManifest latest(Warehouse warehouse, String table) {
    List<RunManifest> runs = warehouse.tables().get(table);
    return runs.get(runs.size() - 1);
  }
}
