package polymnist.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.Arguments;
import polymnist.job.LocalSpark;
import polymnist.report.block.FakeTables;
import polymnist.setting.UserError;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** Of ten images one run reads 0 to 5 rightly, the other 2 to 8. */
class DiffJobSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  @BeforeEach
  void publish() {
    for (String corpus : List.of("c1", "c2")) {
      try (StageRun run =
          new StageRun(LocalSpark.warehouse(folder), spark, corpus, Inputs.NONE, "f")) {
        run.write(
            "corpus",
            spark.sql(
                """
                SELECT concat('image', id) AS id,
                       named_struct('bytes', unhex('%s'), 'path', CAST(NULL AS STRING)) AS image
                FROM   range(10)
                """
                    .formatted(HexFormat.of().formatHex(FakeTables.picture()))));
        run.publish("synthesize", Map.of(), "{}");
      }
    }
    publish("r1", "first", 0, 5, 0.6, "{\"epochs\":3,\"rate\":0.1}");
    publish("r2", "second", 2, 8, 0.7, "{\"epochs\":4,\"rate\":0.1}");
  }

  private void publish(
      String runId, String name, int from, int to, double accuracy, String settings) {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    Inputs inputs = new Inputs(Map.of("corpus", "c1"), List.of(), List.of());
    try (StageRun run = new StageRun(warehouse, spark, runId, inputs, "f")) {
      run.write(
          "predictions",
          spark.sql(
              """
              SELECT 'vgg' AS model, 'corpus' AS training_corpus, 'test' AS evaluated_on,
                     concat('image', id) AS id, 3 AS label,
                     IF(id BETWEEN %s AND %s, 3, 4) AS predicted
              FROM   range(10)
              """
                  .formatted(Integer.toString(from), Integer.toString(to))));
      run.write(
          "metrics",
          spark.sql(
              """
              SELECT 'vgg' AS model, 'corpus' AS training_corpus, 'test' AS evaluated_on, slice,
                     metric, CAST(value AS DOUBLE) AS value
              FROM   VALUES ('all', 'accuracy', %s), ('all', 'ece', 0.05), ('modality=m0', 'ece', %s)
                     AS m (slice, metric, value)
              """
                  .formatted(Double.toString(accuracy), Double.toString(accuracy))));
      run.found("best network", name + " one");
      run.publish(
          "evaluate", Map.of("name", name, "started", runId, "master", "local[2]"), settings);
    }
  }

  private void publishCustom(String runId, int from, int to, String digest) {
    try (StageRun run =
        new StageRun(
            LocalSpark.warehouse(folder),
            spark,
            runId,
            new Inputs(Map.of(), List.of(), List.of()),
            "f")) {
      run.write(
          "custom_predictions",
          spark.sql(
              """
              SELECT concat('picture', id) AS path, 3 AS label,
                     IF(id BETWEEN %s AND %s, 3, 4) AS predicted
              FROM   range(10)
              """
                  .formatted(Integer.toString(from), Integer.toString(to))));
      run.write(
          "custom_metrics",
          spark.sql(
              """
              SELECT 'vgg' AS model, 'corpus' AS training_corpus, 'custom' AS evaluated_on,
                     'all' AS slice, metric, CAST(value AS DOUBLE) AS value
              FROM   VALUES ('accuracy', %s), ('kappa', NULL) AS m (metric, value)
              """
                  .formatted(Double.toString((to - from + 1) / 10.0))));
      run.publish(
          "custom", Map.of("started", runId, "master", "local", "file /digits", digest), "{}");
    }
  }

  /** Pictures that were drawn again have their old names; what is not defined is the same. */
  @Test
  void picturesAreTheSameWhenTheirFilesAre() {
    publishCustom("r3", 0, 4, "one");
    publishCustom("r4", 0, 6, "one");
    publishCustom("r5", 0, 6, "other");
    assertThat(told("r3", "r4")).contains("custom_metrics: 1 of 2 are the same").contains("0.500");
    assertThat(told("r3", "r5"))
        .contains("custom_metrics: 1 of 2 are the same")
        .doesNotContain("0.500 ");
  }

  private String told(String... words) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    DiffJob diff = new DiffJob();
    Arguments arguments =
        Arguments.parse(
            Stream.concat(Stream.of("study.warehouse=" + folder), Stream.of(words)).toList(),
            diff.description());
    assertThat(diff.run(arguments, new PrintStream(told, true, UTF_8))).isZero();
    return told.toString(UTF_8);
  }

  @Test
  void whatWasDifferentAndWhatCameOfItIsTold() {
    String text = told("first", "second");
    assertThat(text)
        .contains("before: r1: best network: first one")
        .contains("now: r2: best network: second one")
        .contains("evaluate.epochs was 3, is 4")
        .contains("metrics: 1 of 2 are the same in both")
        .contains("vgg/corpus: of 10 images 3 now right and 2 now wrong")
        .doesNotContain("evaluate.rate", "started", "master", "ece");
    // Two images were lost and three won: of five that differ, at most two on one side, by chance
    // always.
    assertThat(text.lines().filter(line -> line.contains("accuracy ")))
        .singleElement()
        .asString()
        .containsSubsequence("vgg", "test", "accuracy", "0.6000", "0.7000", "+0.1000")
        .containsSubsequence("−0.", " to +0.", "1.000");
  }

  @Test
  void asMarkdownAndAsAPage() throws Exception {
    assertThat(told("r1", "r2", "--markdown"))
        .contains("# r1 and r2", "## evaluate", "### What was different")
        .contains("|---|---|---|---:|---:|---:|---:|---:|")
        .containsPattern("\\| vgg/corpus +\\| test +\\| accuracy +\\| 0\\.6000 \\| 0\\.7000 \\|");
    Path page = folder.resolve("page.html");
    told("r1", "r2", "--page", page.toString());
    assertThat(Files.readString(page))
        .contains("<title>r1 and r2</title>", "evaluate.epochs was 3, is 4", "0.7000")
        .contains("vgg/corpus: 3 now right", "vgg/corpus: 2 now wrong", "+10.00\u00a0points")
        .contains(" alt=\"image6\"", " alt=\"image7\"", " alt=\"image8\"")
        .contains(" alt=\"image0\"", " alt=\"image1\"")
        .doesNotContain("image5", "class=\"absent\"")
        .contains("</html>");
  }

  @Test
  void aRunOnAnotherCorpusIsNotTested() {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    Inputs other = new Inputs(Map.of("corpus", "c2"), List.of(), List.of());
    try (StageRun run = new StageRun(warehouse, spark, "r3", other, "f")) {
      run.write("predictions", warehouse.read(spark, "predictions", List.of("r1")).drop("run_id"));
      run.write("metrics", warehouse.read(spark, "metrics", List.of("r2")).drop("run_id"));
      run.publish("evaluate", Map.of(), "{\"epochs\":3,\"rate\":0.1}");
    }
    assertThat(told("r1", "r3"))
        .contains("corpus: of c1 before, now of c2")
        .containsPattern("0\\.6000 +0\\.7000 +\\+0\\.1000 +– +–");
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertRefused("diff needs two runs", "first");
    assertRefused("there is no run 'third'", "first", "third");
    try (StageRun run = new StageRun(LocalSpark.warehouse(folder), spark, "r4", Inputs.NONE, "f")) {
      run.write("models", spark.range(1).toDF());
      run.publish("train", Map.of(), "{}");
    }
    assertRefused(
        "first is of evaluate, and r4 of train: only runs of the same job", "first", "r4");
  }

  private void assertRefused(String problem, String... words) {
    assertThatThrownBy(() -> told(words))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(problem);
  }
}
