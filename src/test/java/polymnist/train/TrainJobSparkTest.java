package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static polymnist.train.TrainingExamples.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.augment.kind.Rotate;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.job.LocalSpark;
import polymnist.model.ModelFile;
import polymnist.model.PrecisionChoice;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.network.Architecture;
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.statistics.ClassProbabilities;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

/** Training by parameter averaging on a small corpus whose classes are easy to tell apart. */
class TrainJobSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void publishCorpus() {
    warehouse = LocalSpark.warehouse(folder);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(image(i, i < 200 ? "train" : "validation").toRow());
    }
    for (int i = 300; i < 360; i++) {
      rows.add(image(i, "test").toRow());
    }
    try (StageRun run = LocalSpark.run(warehouse, "r0")) {
      run.write("corpus", spark.createDataFrame(rows, CorpusImage.SCHEMA));
      run.publish("synthesize", Map.of(), "{}");
    }
  }

  private static TrainSettings settings(int workers, Architecture architecture, int epochs) {
    return new TrainSettings(
        List.of("one"),
        List.of("corpus"),
        List.of(),
        new TrainSettings.FreshImageSettings(3, "turned", false, "", ""),
        Map.of("turned", List.of(new Rotate(12, 1))),
        workers,
        Math.max(100, 16 * workers),
        new TrainSettings.Schedule(0.1, 5, true),
        Map.of("one", new NetworkSettings(architecture, epochs, 16 * workers, 0.007, 3, 0)),
        PrecisionChoice.AUTO,
        1);
  }

  @Test
  void onImagesChangedAnewANetworkTrainsForMoreEpochsAndLearnsOtherWeights() {
    TrainSettings plain = settings(2, new Mlp(List.of(16)), 2);
    TrainSettings both =
        new TrainSettings(
            plain.train(),
            plain.corpora(),
            List.of("other"),
            plain.freshImages(),
            plain.policies(),
            plain.workers(),
            plain.shardImages(),
            plain.schedule(),
            Map.of("one", plain.networks().get("one"), "other", plain.networks().get("one")),
            plain.precision(),
            plain.seed());
    train("r1", both);
    assertThat(table("r1", "layers").select("model").distinct().count()).isEqualTo(2);
    List<Row> models = table("r1", "models").sort("training_corpus").collectAsList();
    assertThat(models)
        .extracting(row -> row.<String>getAs("training_corpus"))
        .containsExactly("corpus", "fresh");
    assertThat(models)
        .extracting(row -> row.<Long>getAs("examples"))
        .containsExactly(2 * 200L, 3 * 2 * 200L);
    assertThat(models)
        .extracting(row -> row.<String>getAs("weights_sha256"))
        .doesNotHaveDuplicates();
  }

  private Row train(String runId, TrainSettings settings) {
    LocalSpark.execute(warehouse, runId, new TrainJob(), settings);
    return table(runId, "models").first();
  }

  private Dataset<Row> table(String runId, String table) {
    return warehouse.read(spark, table, List.of(runId)).drop("run_id");
  }

  @Test
  void aDeepNetworkLearnsAndEveryExampleIsCounted() {
    Row model = train("r1", settings(2, new Resnet(16, 2), 8));
    assertThat(model.<Double>getAs("validation_accuracy")).isGreaterThan(0.9);
    assertThat(model.<Long>getAs("examples")).isEqualTo(8 * 200L);
    List<Row> curve = table("r1", "learning_curves").sort("epoch").collectAsList();
    assertThat(curve).hasSize(8);
    for (Row epoch : curve) {
      assertThat(epoch.<Long>getAs("examples")).isEqualTo(200L);
    }
    assertThat(curve.get(7).<Double>getAs("training_loss"))
        .isLessThan(curve.get(0).<Double>getAs("training_loss"));
    assertColumns("r1");
  }

  private void assertColumns(String runId) {
    assertThat(TableColumns.of(table(runId, "layers")))
        .containsExactly(
            "model string",
            "architecture string",
            "source string",
            "position int",
            "layer string",
            "type string",
            "output string",
            "parameters bigint",
            "multiply_adds bigint");
    assertThat(TableColumns.of(table(runId, "models")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "kind string",
            "precision string",
            "parameters bigint",
            "epochs int",
            "best_epoch int",
            "validation_accuracy double",
            "validation_loss double",
            "examples bigint",
            "seconds double",
            "images_per_second double",
            "workers int",
            "averaging_frequency int",
            "batch_size int",
            "file string",
            "sha256 string",
            "weights_sha256 string");
    assertThat(TableColumns.of(table(runId, "learning_curves")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "epoch int",
            "training_loss double",
            "training_accuracy double",
            "validation_loss double",
            "validation_accuracy double",
            "learning_rate double",
            "examples bigint",
            "rounds int",
            "seconds double",
            "images_per_second double",
            "data_seconds double",
            "compute_seconds double",
            "averaging_seconds double",
            "wait_seconds double");
  }

  @Test
  void theKeptModelIsThatOfTheBestEpochAndReadsImages() {
    Row row = train("r1", settings(2, new Mlp(List.of(32)), 4));
    try (StageRun run = LocalSpark.run(warehouse, "r2")) {
      TrainedModel model = TrainedModel.best(run);
      assertThat(model.model()).isEqualTo("one");
      Predictor predictor = Predictor.of(model.file());
      int correct = 0;
      for (int i = 200; i < 300; i++) {
        Image image = decode(image(i, "validation"));
        double[] p = predictor.probabilities(List.of(image))[0];
        int best = ClassProbabilities.mostProbable(p);
        correct += best == i % 10 ? 1 : 0;
      }
      assertThat(correct / 100.0).isEqualTo(row.<Double>getAs("validation_accuracy"));
    }
  }

  private static Image decode(CorpusImage image) {
    return ShardStore.decode(image.id(), image.bytes());
  }

  @Test
  void aRepeatedRunGivesTheSameBitsWithDropoutAndFourWorkers() {
    for (int workers : new int[] {2, 4}) {
      TrainSettings settings = settings(workers, new Vgg(16, 16, 0.5), 2);
      float[] first = weights("r" + workers + "a", settings);
      assertThat(weights("r" + workers + "b", settings)).isEqualTo(first);
    }
  }

  /** Where executors may be taken away, workers cannot wait for each other in one stage. */
  @Test
  void averagesAmongWorkersGiveTheSameBitsAsThoseOfTheShuffle() {
    TrainSettings settings = settings(2, new Mlp(List.of(16)), 2);
    float[] amongWorkers = weights("r1", settings);
    SparkConf conf = spark.sparkContext().conf();
    conf.set("spark.dynamicAllocation.enabled", "true");
    try {
      assertThat(weights("r2", settings)).isEqualTo(amongWorkers);
    } finally {
      conf.remove("spark.dynamicAllocation.enabled");
    }
    List<Integer> rounds =
        table("r1", "learning_curves").collectAsList().stream()
            .map(row -> row.<Integer>getAs("rounds"))
            .toList();
    // Each worker has 7 minibatches, in rounds of 3.
    assertThat(rounds.get(0)).isGreaterThan(1);
  }

  private float[] weights(String runId, TrainSettings settings) {
    train(runId, settings);
    try (StageRun run = LocalSpark.run(warehouse, "reader of " + runId)) {
      return ModelFile.open(TrainedModel.best(run).file()).params().toFloatVector();
    }
  }

  @Test
  void moreWorkersThanMinibatchesAreRefused() {
    assertThatThrownBy(() -> train("r1", settings(20, new Linear(), 1)))
        .hasMessageContaining(
            "train.workers must be at most the 13 minibatches of the training set corpus, was 20");
  }

  @Test
  void aCorpusWithoutValidationImagesIsRefused() {
    try (StageRun run = LocalSpark.run(warehouse, "r9")) {
      run.write("corpus", run.read("corpus").where("split = 'train'"));
      run.publish("synthesize", Map.of(), "{}");
    }
    assertThatThrownBy(() -> train("s1", settings(2, new Linear(), 1)))
        .hasMessageContaining("the corpus has no image to use as validation");
  }
}
