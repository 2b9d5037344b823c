package polymnist.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import polymnist.custom.picture.PictureDecoderTest;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.show.Pasting;
import polymnist.detector.DetectorCard;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.ink.choose.Decision;
import polymnist.job.LocalSpark;
import polymnist.model.FittedTemperature;
import polymnist.model.TrainedModel;
import polymnist.network.kernel.Precision;
import polymnist.setting.Settings;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

class CustomJobSparkTest {
  private static final double BIAS = Math.log(11);

  @TempDir private Path folder;

  /** A network that says 2 of whatever it sees: 11 to 1 against each other digit. */
  static TrainedModel alwaysTwo() throws IOException {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(28, 28, 3))
                .addLayer(
                    "digit",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "image")
                .setOutputs("digit")
                .build());
    network.init();
    network.params().assign(0);
    network.getLayer("digit").getParam("b").putScalar(2, BIAS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, false);
    return new TrainedModel("constant", "corpus", 0.1, out.toByteArray());
  }

  private static final Pasting PASTING = new Pasting(List.of(Image.black(3, 40, 40)), 7);

  private Dataset<Row> answers(SparkSession spark, TrainedModel model, String groupBy) {
    return answers(spark, model, groupBy, 0.2);
  }

  private Dataset<Row> answers(
      SparkSession spark, TrainedModel model, String groupBy, double leastConfidence) {
    CustomSettings settings = CustomSettingsTest.settings(folder.toString(), "", groupBy);
    List<PictureFile> pictures = CustomJob.pictures(settings, new Configuration());
    ReadingOptions options =
        new ReadingOptions(
            settings.tried(),
            settings.presentation(),
            PASTING,
            2,
            new Decision(leastConfidence, 0.9, settings.decision().weights()),
            false);
    return CustomJob.answers(
        spark, pictures, new ReadingNetworks(model, null, Precision.FLOAT, options));
  }

  private static String reason(Dataset<Row> answers, String path) {
    return answers.where(col("path").equalTo(path)).head().getAs("reason");
  }

  private static List<String> rows(Dataset<Row> table, String... columns) {
    return table.selectExpr(columns).collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void everyPictureHasARowAndMetricsCountThem() throws IOException {
    Sketch two = new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, 30, 20, 1);
    write("2/good.png", two.png());
    write("7/wrong.gif", two.opaque("gif"));
    write("7/broken.png", new byte[] {1, 2, 3});
    write("2/blank.png", new Sketch(90, 90, Color.WHITE).png());
    write("letter.png", two.png());
    write("empty.png", new Sketch(90, 90, Color.WHITE).png());
    write(
        "labels.csv",
        """
        path,label,hand
        2/good.png,2,a
        7/wrong.gif,7,b
        7/broken.png,7,b
        2/blank.png,2,
        letter.png,none,
        empty.png,None,
        """
            .getBytes(UTF_8));
    SparkSession spark = LocalSpark.session();
    TrainedModel model = alwaysTwo();
    Dataset<Row> answers = answers(spark, model, "hand").cache();
    // The last but one is for the scores and not in the table.
    assertThat(TableColumns.of(answers))
        .containsExactly(
            "path string",
            "label int",
            "shows_digit boolean",
            "attributes map<string,string>",
            "status string",
            "reason string",
            "predicted int",
            "probability double",
            "probabilities array<double>",
            "original binary",
            "mask binary",
            "normalised binary",
            "seen binary",
            "candidates array<struct<way:string,support:int,chosen:double,digitness:double,"
                + "detected:int,mask:binary>>",
            "compared map<string,int>",
            "seconds double");
    assertThat(
            rows(
                answers,
                "path",
                "label",
                "shows_digit",
                "attributes['hand']",
                "status",
                "predicted"))
        .containsExactly(
            "[2/blank.png,2,true,null,no_digit,null]",
            "[2/good.png,2,true,a,digit,2]",
            "[7/broken.png,7,true,b,unreadable,null]",
            "[7/wrong.gif,7,true,b,digit,2]",
            "[empty.png,null,false,null,no_digit,null]",
            "[letter.png,null,false,null,digit,2]");
    Row good = answers.where("path = '2/good.png'").head();
    // 11 to 1 against nine others becomes the root of 11 to 1 at temperature 2.
    assertThat(good.<Double>getAs("probability"))
        .isCloseTo(Math.sqrt(11) / (Math.sqrt(11) + 9), within(1e-5));
    for (String step : List.of("original", "mask", "normalised", "seen")) {
      assertThat(answers.where("status = 'digit' AND " + step + " IS NULL").count()).isZero();
    }
    assertThat(answers.where("status = 'unreadable'").head().<String>getAs("reason"))
        .contains("no PNG");
    assertThat(CustomJob.lines(answers))
        .hasSize(7)
        .startsWith("2/blank.png: no digit, " + reason(answers, "2/blank.png"))
        .contains("2/good.png: 2 (27 %)")
        .endsWith(
            "7/broken.png: unreadable, " + reason(answers, "7/broken.png"),
            "7/wrong.gif: read as 2 (27 %), is 7",
            "empty.png: no digit, " + reason(answers, "empty.png"),
            "letter.png: read as 2 (27 %), shows no digit",
            "of all 6: 3 digit, 2 no digit, 1 unreadable");

    CustomScores scores = CustomScores.of(spark, answers, model, "pasted", "hand");
    assertThat(TableColumns.of(scores.metrics(spark)))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "slice string",
            "metric string",
            "value double",
            "lower double",
            "upper double",
            "n bigint");
    assertThat(rows(scores.metrics(spark), "slice", "metric", "value", "n"))
        .containsExactly(
            "[all,recognised,0.5,6]",
            "[all,accuracy,0.25,4]",
            "[hand=a,accuracy,1.0,1]",
            "[hand=b,accuracy,0.0,2]",
            "[all,mean_accuracy,0.5,2]",
            "[all,non_digits_refused,0.5,2]");
    assertThat(TableColumns.of(scores.presentations(spark)))
        .containsExactly(
            "presentation string",
            "used boolean",
            "slice string",
            "metric string",
            "value double",
            "lower double",
            "upper double",
            "n bigint");
    // A network that looks at nothing is as good on black.
    assertThat(
            rows(
                scores.presentations(spark).where("slice = 'all'"),
                "presentation",
                "used",
                "metric",
                "value"))
        .containsExactly(
            "[pasted,true,accuracy,0.25]",
            "[pasted,true,mean_accuracy,0.5]",
            "[plain,false,accuracy,0.25]",
            "[plain,false,mean_accuracy,0.5]");
    assertThat(scores.lines())
        .contains("hand=b accuracy: 0.00 % of 2", "all non digits refused: 50.00 % of 2");
    answers.unpersist();
  }

  @Test
  void aPictureThatNeedsMoreMemoryThanThereIsCostsNoOther() throws IOException {
    write("1.png", new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, 30, 20, 1).png());
    write("2.tif", PictureDecoderTest.beyondMemory());
    write("3.png", new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, 30, 20, 1).png());
    Dataset<Row> answers = answers(LocalSpark.session(), alwaysTwo(), "");
    assertThat(rows(answers, "path", "status", "left(reason, 17)"))
        .containsExactly(
            "[1.png,digit,null]", "[2.tif,unreadable,needs more memory]", "[3.png,digit,null]");
  }

  /** At temperature 2 the network gives a two the root of 11 to 1, which is 0.27. */
  @Test
  void anAnswerThatIsNotSureEnoughIsNone() throws IOException {
    write("two.png", new Sketch(90, 90, Color.WHITE).two(Color.BLACK, 4, 30, 20, 1).png());
    SparkSession spark = LocalSpark.session();
    Row row = answers(spark, alwaysTwo(), "", 0.28).head();
    assertThat(row.<String>getAs("status")).isEqualTo("no_digit");
    assertThat(row.<String>getAs("reason"))
        .contains("2, has only 0.27", "least-confidence is 0.28");
    assertThat(row.<Integer>getAs("predicted")).isNull();
    assertThat(row.<byte[]>getAs("seen")).isNotEmpty();
    assertThat(row.getJavaMap(row.fieldIndex("compared")).values())
        .containsOnly(PictureReading.NONE);
    assertThat(answers(spark, alwaysTwo(), "", 0.26).head().<String>getAs("status"))
        .isEqualTo("digit");
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() throws IOException {
    write("some.png", new Sketch(90, 90, Color.WHITE).png());
    SparkSession spark = LocalSpark.session();
    TrainedModel model = alwaysTwo();
    CustomScores scores = CustomScores.of(spark, answers(spark, model, ""), model, "pasted", "");
    assertThat(rows(scores.metrics(spark), "metric", "value")).containsExactly("[recognised,0.0]");
    assertThat(scores.presentations(spark).count()).isZero();
  }

  @Test
  void theTemperatureIsTheOneFittedToTheModelsThatAreRead() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    publish(warehouse, "1-train", Map.of(), "models");
    publish(warehouse, "2-evaluate", Map.of("models", "1-train"), "temperatures");
    publish(warehouse, "3-train", Map.of(), "models");
    TrainedModel model = alwaysTwo();
    assertThat(temperature(warehouse, "1-train", "2-evaluate", model)).isEqualTo(1.5);
    assertThat(temperature(warehouse, "3-train", "2-evaluate", model)).isEqualTo(1);
    assertThat(temperature(warehouse, "1-train", null, model)).isEqualTo(1);
  }

  /** What {@code ./spark-submit.sh custom custom.images=FOLDER} does in a fresh checkout. */
  @Test
  void whereNothingWasTrainedTheDetectorReadsAloneAndSaysSo() {
    Settings settings =
        Settings.load(
            Path.of("").toAbsolutePath(), "demo", List.of("custom.images=data/custom/round"));
    Warehouse warehouse = LocalSpark.warehouse(folder);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      LocalSpark.execute(
          warehouse, "1-custom", new CustomJob(), settings.bind("custom", CustomSettings.class));
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(UTF_8))
        .contains("no network was trained yet, so the digit detector reads alone")
        .contains("./spark-submit.sh pipeline");
    DetectorCard card = TrainedDetector.read("data/detector", new Configuration()).card();
    try (StageRun run = LocalSpark.run(warehouse, "2-look")) {
      assertThat(run.read("custom_predictions").where("predicted = label").count())
          .isGreaterThanOrEqualTo(9);
      assertThat(rows(run.read("custom_presentations"), "presentation", "used"))
          .containsOnly("[plain,true]");
      assertThat(rows(run.read("custom_metrics"), "model")).containsOnly("[detector]");
      assertThat(TableColumns.of(run.read("custom_rejection")))
          .containsExactly(
              "kind string",
              "detector string",
              "pictures bigint",
              "refused double",
              "lower double",
              "upper double",
              "auroc double",
              "accepted_at_95 double");
      assertThat(rows(run.read("custom_rejection"), "kind", "refused"))
          .containsExactlyElementsOf(
              card.rejection().stream()
                  .map(kind -> "[%s,%s]".formatted(kind.kind(), kind.refused()))
                  .toList());
      assertThat(run.read("custom_thresholds").count()).isEqualTo(card.thresholds().size());
    }
  }

  private static double temperature(
      Warehouse warehouse, String train, String evaluate, TrainedModel model) {
    Map<String, String> inputs = new HashMap<>(Map.of("models", train));
    if (evaluate != null) {
      inputs.put("temperatures", evaluate);
    }
    try (StageRun run =
        new StageRun(
            warehouse,
            LocalSpark.session(),
            "4-custom",
            new Inputs(inputs, List.of(), List.of()),
            "none")) {
      return FittedTemperature.of(run, model);
    }
  }

  private static void publish(
      Warehouse warehouse, String runId, Map<String, String> inputs, String table) {
    SparkSession spark = LocalSpark.session();
    try (StageRun run =
        new StageRun(warehouse, spark, runId, new Inputs(inputs, List.of(), List.of()), "none")) {
      run.writeSmall(
          table,
          spark.sql(
              "SELECT * FROM VALUES ('constant', 'corpus', 1.5D), ('constant', 'augmented', 3D)"
                  + " AS t (model, training_corpus, temperature)"));
      run.publish("a job", Map.of(), "{}");
    }
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
