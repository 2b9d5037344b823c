package polymnist.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.warehouse.Hdfs;

/**
 * The same study on other masters and file systems; with {@code mvn -Pfaults verify}, and with
 * {@code mvn -Pfaults,s3 verify} on a store that speaks S3, too.
 */
class PlacesSuite {
  private static final FaultTable TABLE = new FaultTable();

  /** What each of them runs. */
  private static final List<String> STAGES =
      List.of("pipeline", "--only", "synthesize,augment,train,evaluate");

  @TempDir private static Path folder;
  private static Submission submission;

  @BeforeAll
  static void makeStudy() throws Exception {
    submission = new Submission(folder);
    Ended made = submission.study("study", STAGES.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();
  }

  @AfterAll
  static void print() {
    TABLE.print();
  }

  private static String[] words(List<String> options, String... settings) {
    return joined(options, STAGES, List.of(settings)).toArray(String[]::new);
  }

  private static List<String> joined(
      List<String> options, List<String> job, List<String> settings) {
    return Stream.of(options, job, settings).flatMap(List::stream).toList();
  }

  @Test
  void theNumbersAreTheSameWhateverTheMasterAndThePartitions() throws Exception {
    Map<String, List<String>> first = null;
    List<String> ways =
        List.of("local[1] 8", "local[2] 200", "local[3] 1", "local[5] 60", "local[7] 8");
    for (String way : ways) {
      String name = "same " + way.replaceAll("[\\[\\]]", " ");
      Ended made =
          submission.study(
              name,
              "--master",
              way.substring(0, way.indexOf(' ')),
              "--conf",
              "spark.sql.shuffle.partitions=" + way.substring(way.indexOf(' ') + 1),
              "pipeline",
              "--only",
              "synthesize,eda,augment,train,evaluate");
      assertThat(made.code()).as(made.err()).isZero();
      Map<String, List<String>> contents = submission.contents(name);
      if (first == null) {
        first = contents;
      }
      assertThat(contents.keySet()).isEqualTo(first.keySet());
      Map<String, List<String>> expected = first;
      List<String> other =
          first.keySet().stream().filter(t -> !contents.get(t).equals(expected.get(t))).toList();
      assertThat(other).as("tables that differ, %s", name).isEmpty();
    }
    TABLE.held(
        "same content of " + first.size() + " tables, masters and partitions",
        ways.size() + " of " + ways.size());
  }

  /**
   * Turkish has an i of its own, Arabic digits, and Kathmandu a quarter of an hour; and the site
   * has set what it likes.
   */
  @Test
  void inOtherLanguagesTimeZonesAndSitesTheTablesAreTheSame() throws Exception {
    for (String place :
        List.of(
            "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu",
            "-Duser.language=ar -Duser.country=EG -Duser.timezone=America/St_Johns")) {
      String name =
          folder.resolve("in" + place.replaceAll(".*country=(..).*", "$1")).toUri().toString();
      Ended made =
          submission.study(Map.of("JAVA_TOOL_OPTIONS", place), name, words(Submission.OF_A_SITE));
      assertThat(made.code()).as(made.err()).isZero();
      assertThat(submission.contents(name)).isEqualTo(submission.contents("study"));
      TABLE.held(
          "language and time zone, " + place.replaceAll("-Duser.[a-z]*=", ""), "same tables");
    }
  }

  @Test
  void onHdfsTheTablesAreTheSame() throws Exception {
    try (Hdfs hdfs = new Hdfs(folder.resolve("blocks"))) {
      sameOn(hdfs.address(), List.of());
    }
  }

  @Test
  void onS3TheTablesAreTheSame() throws Exception {
    assumeTrue(Files.exists(S3Store.JAR), "needs the Maven profile s3");
    try (S3Store store = new S3Store(Files.createDirectory(folder.resolve("s3")))) {
      store.configure(LocalSpark.session().sparkContext().hadoopConfiguration());
      sameOn("s3a://study", store.options());
    }
  }

  /** Reads inputs there and writes results there. */
  private static void sameOn(String address, List<String> options) throws Exception {
    Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    FileSystem files = FileSystem.get(URI.create(address), hadoop);
    for (String data : List.of("mnist", "backgrounds")) {
      files.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(Path.of("data", data).toUri()),
          new org.apache.hadoop.fs.Path("/data/" + data));
    }
    String warehouse = address + "/results";
    String[] words =
        words(
            options,
            "synthesize.mnist=" + address + "/data/mnist",
            "synthesize.backgrounds=" + address + "/data/backgrounds");
    Ended made = submission.study(warehouse, words);
    assertThat(made.code()).as(made.err()).isZero();
    Map<String, List<String>> local = submission.contents("study");
    assertThat(submission.contents(warehouse)).isEqualTo(local);
    Ended again = submission.study(warehouse, words);
    assertThat(again.out()).as(again.err()).contains("0 of 4 stages executed, 4 unchanged");
    TABLE.held("inputs and results on " + address, local.size() + " tables as on a local disk");
  }

  /**
   * The driver starts in another folder than the person who submitted it, who names all by names
   * relative to that.
   */
  @Test
  void inClusterModeProfileQuestionsAndPicturesAreFoundAndTheExitCodeIsTheJobs() throws Exception {
    Path profile = folder.resolve("mine.conf");
    Files.copy(Path.of("src/test/resources/polymnist/pipeline/tiny.conf"), profile);
    Files.writeString(
        Files.createDirectory(folder.resolve("questions")).resolve("mine.sql"),
        "-- How many images has my corpus?\nSELECT count(*) AS images FROM image_statistics;\n");
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (String name : List.of("0.png", "1.png", "2.png")) {
      Files.copy(Path.of("data/custom/round", name), pictures.resolve(name));
    }
    List<String> study =
        List.of(
            "pipeline",
            "--only",
            "synthesize,eda,augment,train,evaluate,custom",
            "--profile",
            "mine.conf",
            "eda.questions=[questions]",
            "custom.images=pictures");
    Ended near = submission.ended(joined(List.of(), study, List.of("study.warehouse=near")));
    assertThat(near.code()).as(near.err()).isZero();
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      List<String> words =
          joined(
              List.of("--master", cluster.master(), "--deploy-mode", "cluster"),
              study,
              List.of("study.warehouse=away"));
      Ended made = submission.ended(words);
      assertThat(made.code()).as(made.err()).isZero();
      assertThat(
              submission.answer("away", "SELECT values FROM eda_answers WHERE question = 'mine'"))
          .hasSize(1);
      assertThat(submission.contents("away")).isEqualTo(submission.contents("near"));
      Files.writeString(profile, "synthesize.train-digits = many");
      assertThat(submission.ended(words).code()).isNotZero();
      TABLE.held(
          "standalone, cluster mode, own questions and pictures",
          "same tables; a wrong setting is no success");
    }
  }

  @Test
  void onClustersInClientModeTheTablesAreTheSame() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      for (String master : List.of("local-cluster[2,1,2048]", cluster.master())) {
        String name = "on " + master.replaceAll("[^a-z]", " ").strip();
        Ended made = submission.study(name, words(List.of("--master", master)));
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(submission.contents(name)).isEqualTo(submission.contents("study"));
        TABLE.held("client mode, " + master.replaceAll(":.*", ""), "same tables");
      }
    }
  }

  @Test
  void hostsThatDoNotShareTheWarehouseAreRefusedBeforeTheFirstWrite() throws Exception {
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0,
        "name spaces of mounts are not allowed here");
    Path apart = Files.createDirectory(folder.resolve("apart"));
    try (StandaloneCluster cluster = StandaloneCluster.blindFor(folder, apart)) {
      Ended ended = submission.study("apart", words(List.of("--master", cluster.master())));
      assertThat(ended.code()).as(ended.err()).isEqualTo(2);
      assertThat(ended.err()).contains("is another folder on");
      try (Stream<Path> files = Files.walk(apart)) {
        assertThat(files.filter(Files::isRegularFile)).isEmpty();
      }
    }
    TABLE.held("hosts without a shared folder", "exit code 2, nothing written");
  }
}
