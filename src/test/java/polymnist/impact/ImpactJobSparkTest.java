package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.setting.Settings;
import polymnist.setting.UserError;
import polymnist.train.TrainingExamples;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

class ImpactJobSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  private static Row image(int index) {
    String split = index < 600 ? "train" : index < 640 ? "validation" : "test";
    Image image = TrainingExamples.pixels(index);
    return CorpusImage.of(
            split.equals("test") ? "test" : "train",
            split,
            "m" + index / 10 % 2,
            index % 10,
            index,
            index,
            image,
            Png.encode(image),
            "none")
        .toRow();
  }

  private Warehouse warehouse() {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 760; i++) {
      rows.add(image(i));
    }
    try (StageRun run = LocalSpark.run(warehouse, "r0")) {
      run.write("corpus", spark.createDataFrame(rows, CorpusImage.SCHEMA));
      run.publish("synthesize", Map.of(), "{}");
    }
    return warehouse;
  }

  private ImpactSettings settings(String... assignments) throws Exception {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Path profile =
        Files.writeString(
            conf.resolve("small.conf"),
            """
            impact {
              train = [linear], apply = [light], seeds = 1, images = 600
              networks.linear { epochs = 1, batch-size = 50 }
              training { budgets = [steps, fresh], shard-images = 128 }
              limited-data { unseen = [light], learning = [light], shares = [0.5] }
              test {
                images = 100, swept = 20
                sweeps = null
                sweeps = { noise = [20, 60] }
                photos { folder = "data/backgrounds", mnist = "data/mnist", digits = 2 }
              }
            }
            """);
    return Settings.load(folder, profile.toString(), List.of(assignments))
        .bind("impact", ImpactSettings.class);
  }

  @Test
  void everyQuestionIsAnsweredAndTheSameSeedGivesTheSameAnswers() throws Exception {
    Warehouse warehouse = warehouse();
    LocalSpark.execute(warehouse, "r1", new ImpactJob(), settings());
    Dataset<Row> trialTable = table(warehouse, "impact_trials", "r1");
    assertThat(TableColumns.of(trialTable))
        .containsExactly(
            "network string",
            "policy string",
            "budget string",
            "seed bigint",
            "share double",
            "held_out string",
            "images bigint",
            "examples bigint",
            "seconds double",
            "validation_accuracy double");
    List<Row> trials = trialTable.collectAsList();
    // Without; steps; fresh; two modalities held out and half the images, without and with.
    assertThat(trials).hasSize(9);
    assertThat(trials)
        .filteredOn(row -> row.getAs("budget").equals("steps"))
        .allSatisfy(row -> assertThat(row.<Long>getAs("images")).isEqualTo(1200));
    Dataset<Row> effectTable = table(warehouse, "impact_effect", "r1");
    assertThat(TableColumns.of(effectTable))
        .containsExactly(
            "question string",
            "network string",
            "policy string",
            "budget string",
            "share double",
            "change string",
            "severity double",
            "slice string",
            "seeds int",
            "n int",
            "accuracy_without double",
            "accuracy_with double",
            "difference double",
            "lower double",
            "upper double",
            "only_without int",
            "only_with int",
            "p_value double",
            "p_holm double",
            "verdict string");
    List<Row> effects = effectTable.collectAsList();
    assertThat(effects)
        .extracting(row -> row.<String>getAs("question"))
        .contains("clean", "robustness", "unseen-modality", "new-backgrounds", "learning-size");
    assertThat(effects)
        .filteredOn(row -> row.getAs("question").equals("new-backgrounds"))
        .allSatisfy(row -> assertThat(row.<Integer>getAs("n")).isEqualTo(10));
    assertThat(effects)
        .filteredOn(
            row -> row.getAs("slice").equals("all") && row.getAs("question").equals("clean"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.<Integer>getAs("n")).isEqualTo(100));
    assertThat(folder.resolve("_cache/impact")).isEmptyDirectory();

    LocalSpark.execute(warehouse, "r2", new ImpactJob(), settings());
    assertThat(table(warehouse, "impact_effect", "r2").collectAsList()).isEqualTo(effects);
  }

  /** Copies are drawn by the seed of the training; images as they are have no seed. */
  @Test
  void eachSeedTrainsOnCopiesOfItsOwn() throws Exception {
    Warehouse warehouse = warehouse();
    ImpactSettings settings = settings("impact.seeds=2");
    try (StageRun run = LocalSpark.run(warehouse, "r1")) {
      ImpactJob.Corpora corpora =
          new ImpactJob.Corpora(run, settings, ImpactJob.trainings(spark, settings, run));
      Trial first = new Trial("linear", "light", Trial.Budget.STEPS, 1, 1, "");
      Trial second = new Trial("linear", "light", Trial.Budget.STEPS, 2, 1, "");
      assertThat(corpora.training(first)).isSameAs(corpora.training(first));
      assertThat(corpora.training(first.without())).isSameAs(corpora.training(second.without()));
      Set<String> copies = new HashSet<>();
      corpora.training(first);
      copies.add(shards(run));
      corpora.training(second);
      copies.add(shards(run));
      assertThat(copies).hasSize(2);
    }
  }

  /** Two runs that are not published, as they failed or were killed at their ends. */
  @Test
  void whatFailsAtItsEndHasItsTrainingsStill() throws Exception {
    Warehouse warehouse = warehouse();
    ImpactSettings settings =
        settings(
            "impact.limited-data.unseen=[]",
            "impact.limited-data.learning=[]",
            "impact.training.budgets=[steps]");
    List<Map<String, FileTime>> trained = new ArrayList<>();
    ImpactJob job = new ImpactJob();
    Inputs inputs = new Inputs(Map.of("corpus", "r0"), job.files(settings), List.of());
    for (String runId : List.of("r1", "r2")) {
      try (StageRun run = new StageRun(warehouse, spark, runId, inputs, "the same")) {
        job.run(spark, settings, run);
      }
      trained.add(checkpoints());
    }
    assertThat(trained.get(0)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(trained.get(1)).isEqualTo(trained.get(0));
  }

  /** Returns when each checkpoint was written. */
  private Map<String, FileTime> checkpoints() throws IOException {
    Map<String, FileTime> written = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("_cache"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        written.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return written;
  }

  /** Returns the digests of all files that were made to be trained on, each once. */
  private static String shards(StageRun run) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(run.scratch().toUri().getPath()))) {
      Set<String> digests = new TreeSet<>();
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("shard-")).toList()) {
        digests.add(DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
      return String.join(" ", digests);
    }
  }

  private Dataset<Row> table(Warehouse warehouse, String table, String run) {
    return warehouse.read(spark, table, List.of(run)).drop("run_id");
  }

  @Test
  void aNameThatNobodyHasIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> settings("impact.limited-data.unseen=[wild]"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "command line: impact.limited-data.unseen has 'wild', but known are bend, light, random,"
                + " standard, strong");
    assertThatThrownBy(() -> settings("impact.training.budgets=[hours]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("must be one of epochs, steps, fresh");
    assertThatThrownBy(() -> settings("impact.limited-data.shares=[1]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("impact.limited-data.shares must lie between 0.001 and 0.999, was 1");
  }
}
