package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;
import polymnist.model.Regime;
import polymnist.warehouse.TableColumns;

/** Four images, read by one network with and without augmentation; every number is worked out. */
class MetricsSparkTest {
  private final SparkSession spark = LocalSpark.session();

  /** Of what a test predicts, asked for once. */
  private List<Row> metrics;

  /** Labels 0, 0, 1, 2; without augmentation 0, 1, 1, 1 is read, with it 0, 0, 1, 1. */
  @BeforeEach
  void registerPredictions() {
    List<Prediction> rows = new ArrayList<>();
    add(rows, "corpus", "a", "m0", 0, 0);
    add(rows, "corpus", "b", "m0", 0, 1);
    add(rows, "corpus", "c", "m1", 1, 1);
    add(rows, "corpus", "d", "m1", 2, 1);
    add(rows, "augmented", "a", "m0", 0, 0);
    add(rows, "augmented", "b", "m0", 0, 0);
    add(rows, "augmented", "c", "m1", 1, 1);
    add(rows, "augmented", "d", "m1", 2, 1);
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    Metrics.register(spark);
    counts();
  }

  /** The predicted class has 0.82, each other 0.02. */
  private static void add(
      List<Prediction> rows, String corpus, String id, String modality, int label, int predicted) {
    add(rows, "net", corpus, id, modality, label, predicted);
  }

  private static void add(
      List<Prediction> rows,
      String model,
      String corpus,
      String id,
      String modality,
      int label,
      int predicted) {
    double[] probabilities = new double[10];
    java.util.Arrays.fill(probabilities, 0.02);
    probabilities[predicted] = 0.82;
    rows.add(
        new Prediction(
            model,
            corpus,
            "test",
            id,
            modality,
            label,
            null,
            100,
            20,
            null,
            Prediction.NetworkAnswer.of(label, probabilities)));
  }

  /** What is persisted is found again by those that read it, or it is computed for each. */
  /** Makes the views that the metrics read. */
  private void counts() {
    Metrics.quarters(spark).createOrReplaceTempView("quarters");
    Metrics.confusion(spark).createOrReplaceTempView("confusion");
    Metrics.once(spark, "accuracies", Metrics.accuracies(spark));
    Metrics.once(spark, "claims", Metrics.claims(spark));
    Metrics.once(spark, "classes", Metrics.classes(spark));
  }

  @Test
  void thresholdsArePersistedForCurvesAndAreas() {
    Dataset<Row> thresholds = Roc.thresholds(spark).persist();
    try {
      thresholds.createOrReplaceTempView("thresholds");
      for (Dataset<Row> reader : List.of(Roc.curve(spark), Roc.areas(spark))) {
        assertThat(reader.queryExecution().withCachedData().toString())
            .contains("InMemoryRelation");
      }
    } finally {
      thresholds.unpersist();
    }
  }

  /** With a table of networks, of which those with augmentation saw twice the images. */
  private Dataset<Row> effects() {
    spark
        .sql(
            """
            SELECT DISTINCT model, training_corpus,
                   IF(training_corpus = 'corpus', 600L, 1200L) AS examples,
                   IF(training_corpus = 'fresh', 6, 3)         AS epochs
            FROM   predictions
            """)
        .createOrReplaceTempView("models");
    return Metrics.augmentationEffect(spark, Regime.PASTED_ANEW);
  }

  private Row metric(String slice, String metric) {
    if (metrics == null) {
      metrics = Metrics.metrics(spark).where("training_corpus = 'corpus'").collectAsList();
    }
    List<Row> rows =
        metrics.stream()
            .filter(row -> row.getAs("slice").equals(slice))
            .filter(row -> row.getAs("metric").equals(metric))
            .toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private double value(String slice, String metric) {
    return metric(slice, metric).<Double>getAs("value");
  }

  @Test
  void accuracyHasItsIntervalAndSlices() {
    Row all = metric("all", "accuracy");
    assertThat(all.<Double>getAs("value")).isEqualTo(0.5);
    assertThat(all.<Long>getAs("n")).isEqualTo(4);
    // Wilson's interval of 2 of 4: centre (2 + z²/2) / (4 + z²), here 0.5.
    assertThat(all.<Double>getAs("lower")).isEqualTo(0.15003899, within(1e-8));
    assertThat(all.<Double>getAs("upper")).isEqualTo(0.84996101, within(1e-8));
    assertThat(value("modality=m0", "accuracy")).isEqualTo(0.5);
  }

  @Test
  void logLossIsTheMeanOfTheLabelsProbability() {
    double expected = -(2 * Math.log(0.82) + 2 * Math.log(0.02)) / 4;
    assertThat(value("all", "log_loss")).isEqualTo(expected, within(1e-12));
  }

  @Test
  void classesHavePrecisionRecallAndF1() {
    assertThat(value("class=0", "precision")).isEqualTo(1);
    assertThat(value("class=0", "recall")).isEqualTo(0.5);
    assertThat(value("class=0", "f1")).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(value("class=1", "precision")).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(value("class=1", "recall")).isEqualTo(1);
    assertThat(value("class=1", "f1")).isEqualTo(0.5);
  }

  @Test
  void whatIsUndefinedIsNull() {
    assertThat(metric("class=2", "precision").<Double>getAs("value")).isNull();
    assertThat(value("class=2", "recall")).isZero();
    assertThat(value("class=2", "f1")).isZero();
    assertThat(metric("class=7", "f1").<Double>getAs("value")).isNull();
  }

  @Test
  void ofOneClassThereIsNoKappa() {
    List<Prediction> rows = new ArrayList<>();
    add(rows, "corpus", "a", "m0", 7, 7);
    add(rows, "corpus", "b", "m0", 7, 7);
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    counts();
    assertThat(metric("all", "kappa").<Double>getAs("value")).isNull();
    assertThat(value("all", "macro_recall")).isEqualTo(1);
    Roc.thresholds(spark).createOrReplaceTempView("thresholds");
    assertThat(Roc.areas(spark).collectAsList()).isEmpty();
    assertThat(Roc.curve(spark).collectAsList()).isEmpty();
  }

  /** Ten digits of two views each, right or wrong in both, are ten witnesses and not twenty. */
  @Test
  void intervalsCountWholeHandwritings() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (String corpus : List.of("corpus", "augmented")) {
        double[] probabilities = new double[10];
        int predicted = i / 2 < (corpus.equals("corpus") ? 5 : 8) ? 1 : 0;
        probabilities[predicted] = 1;
        rows.add(
            new Prediction(
                "net",
                corpus,
                "test",
                "i" + i,
                "m" + i % 2,
                1,
                i / 2,
                100,
                20,
                null,
                Prediction.NetworkAnswer.of(1, probabilities)));
      }
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    counts();
    // Wilson's interval of 5 of 10; with one whole handwriting more, of 2 images, the effect is
    // (10 * 1 + 2) / (5 + 1) = 2.
    for (Row row : List.of(metric("all", "accuracy"), metric("class=1", "recall"))) {
      assertThat(row.<Double>getAs("lower")).isEqualTo(0.2365931, within(1e-7));
      assertThat(row.<Double>getAs("upper")).isEqualTo(0.7634069, within(1e-7));
    }
    // Of a modality, each image is a handwriting.
    assertThat(metric("modality=m0", "accuracy").<Double>getAs("lower"))
        .isEqualTo(0.2365931, within(1e-7));
    spark
        .sql(
            "SELECT *, probability AS confidence FROM predictions WHERE training_corpus = 'corpus'")
        .createOrReplaceTempView("scored");
    Row answered = Calibration.coverage(spark).where("images = 20").collectAsList().get(0);
    assertThat(answered.<Double>getAs("lower")).isEqualTo(0.2365931, within(1e-7));
    // Three of ten digits are won; of six images so much: (4.2 * 2 + 2) / (4.2 + 1) = 2.
    Row effect = effects().where("slice = 'all'").collectAsList().get(0);
    assertThat(effect.<Double>getAs("p_value")).isEqualTo(2 / 8.0, within(1e-12));
    assertThat(effect.<Long>getAs("only_with")).isEqualTo(6);
  }

  @Test
  void averagesAreOverTheDefinedClasses() {
    assertThat(value("all", "macro_precision")).isEqualTo((1 + 1 / 3.0) / 2, within(1e-12));
    assertThat(value("all", "macro_recall")).isEqualTo((0.5 + 1 + 0) / 3, within(1e-12));
    assertThat(value("all", "macro_f1")).isEqualTo((2 / 3.0 + 0.5 + 0) / 3, within(1e-12));
    assertThat(value("all", "weighted_f1")).isEqualTo((2 * (2 / 3.0) + 0.5 + 0) / 4, within(1e-12));
  }

  /** Of class 2 nothing is predicted; of class 1 a third of three. */
  @Test
  void weightedAveragesAndKappaAreWorkedOut() {
    assertThat(value("all", "weighted_precision"))
        .isEqualTo((2 * 1 + 1 / 3.0 + 0) / 4, within(1e-12));
    assertThat(value("all", "weighted_recall")).isEqualTo(0.5, within(1e-12));
    // By chance 2/4 * 1/4 + 1/4 * 3/4 would agree.
    double chance = 5 / 16.0;
    assertThat(value("all", "kappa")).isEqualTo((0.5 - chance) / (1 - chance), within(1e-12));
  }

  @Test
  void aSliceIsWorseWhenItsIntervalIsBelowTheWhole() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      add(rows, "corpus", "a" + i, "m0", 3, 3);
      add(rows, "corpus", "b" + i, "m1", 4, i < 10 ? 4 : 5);
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    counts();
    Metrics.metrics(spark).createOrReplaceTempView("metrics");
    assertThat(
            Metrics.slices(spark).where("worse").collectAsList().stream()
                .map(row -> row.<String>getAs("slice")))
        .contains("modality=m1", "class=4")
        .doesNotContain("modality=m0", "class=3");
  }

  /** Of eight images, two a quarter; the ninth's ink is not known. */
  @Test
  void inkMakesSlicesWhereItIsKnown() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      double[] probabilities = new double[10];
      probabilities[i < 2 ? 1 : 0] = 1;
      InkVisibility ink =
          i == 8
              ? null
              : new InkVisibility(1 + i, i == 0 ? 0.9 * InkVisibility.MIN_VISIBILITY : 50);
      rows.add(
          new Prediction(
              "net",
              "corpus",
              "test",
              "i" + i,
              "m0",
              0,
              i,
              1,
              1,
              ink,
              Prediction.NetworkAnswer.of(0, probabilities)));
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    counts();

    assertThat(value("stroke=thinnest", "accuracy")).isZero();
    assertThat(metric("stroke=thinnest", "accuracy").<Long>getAs("n")).isEqualTo(2);
    assertThat(value("stroke=thickest", "accuracy")).isEqualTo(1);
    assertThat(metric("readable=no", "accuracy").<Long>getAs("n")).isEqualTo(1);
    assertThat(value("readable=no", "accuracy")).isZero();
    assertThat(value("readable=yes", "accuracy")).isEqualTo(6 / 7.0, within(1e-12));
  }

  @Test
  void theConfusionMatrixHasAllCells() {
    Dataset<Row> confusion = spark.table("confusion").where("training_corpus = 'corpus'");
    assertThat(confusion.count()).isEqualTo(100);
    assertThat(confusion.where("label = 2 AND predicted = 1").first().<Long>getAs("images"))
        .isEqualTo(1);
    assertThat(confusion.where("label = 2 AND predicted = 2").first().<Long>getAs("images"))
        .isZero();
  }

  @Test
  void theEffectOfAugmentationIsCountedOnTheSameImages() {
    Dataset<Row> effect = effects();
    assertThat(TableColumns.of(effect))
        .containsExactly(
            "model string",
            "training_corpus string",
            "regime string",
            "evaluated_on string",
            "slice string",
            "accuracy_without double",
            "accuracy_with double",
            "difference double",
            "lower double",
            "upper double",
            "only_without bigint",
            "only_with bigint",
            "p_value double",
            "p_holm double",
            "n bigint",
            "verdict string",
            "examples_without bigint",
            "examples_with bigint",
            "epochs_without int",
            "epochs_with int");
    Row all = effect.where("slice = 'all'").first();
    assertThat(all.<Double>getAs("accuracy_without")).isEqualTo(0.5);
    assertThat(all.<Double>getAs("accuracy_with")).isEqualTo(0.75);
    assertThat(all.<Double>getAs("difference")).isEqualTo(0.25);
    assertThat(all.<Long>getAs("only_without")).isZero();
    assertThat(all.<Long>getAs("only_with")).isEqualTo(1);
    assertThat(all.<Double>getAs("p_value")).isEqualTo(1);
    assertThat(all.<String>getAs("verdict")).isEqualTo("no difference shown");
  }

  /**
   * Three networks of which 10, 6 and 1 images are read right only with augmentation, and none only
   * without: exact p-values of 2/2^10, 2/2^6 and 1. Holm multiplies them by 3, 2 and 1.
   */
  @Test
  void severalNetworksAreCorrectedForBeingSeveral() {
    List<Prediction> rows = new ArrayList<>();
    for (int image = 0; image < 20; image++) {
      for (Map.Entry<String, Integer> net : Map.of("a", 10, "b", 6, "c", 1).entrySet()) {
        boolean gained = image < net.getValue();
        add(rows, net.getKey(), "corpus", "i" + image, "m0", 1, gained ? 0 : 1);
        add(rows, net.getKey(), "augmented", "i" + image, "m0", 1, 1);
      }
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    List<Row> effects = effects().where("slice = 'all'").orderBy("model").collectAsList();
    assertThat(effects)
        .extracting(row -> row.<Double>getAs("p_holm"))
        .usingElementComparator(Comparator.comparing(p -> Math.round(p * 1e9)))
        .containsExactly(3 * 2 / 1024.0, 2 * 2 / 64.0, 1.0);
    assertThat(effects)
        .extracting(row -> row.<String>getAs("verdict"))
        .containsExactly("augmentation helps", "no difference shown", "no difference shown");
    assertThat(effects.get(1).<Double>getAs("lower")).isPositive();
  }

  /** One network plain, with copies and pasted anew; another pasted anew alone. */
  @Test
  void eachRegimeIsComparedWithPlainTraining() {
    List<Prediction> rows = new ArrayList<>();
    for (int image = 0; image < 10; image++) {
      add(rows, "net", "corpus", "i" + image, "m0", 1, image < 4 ? 1 : 0);
      add(rows, "net", "augmented", "i" + image, "m0", 1, image < 5 ? 1 : 0);
      add(rows, "net", "fresh", "i" + image, "m0", 1, 1);
      add(rows, "alone", "fresh", "i" + image, "m0", 1, 1);
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    List<Row> effects = effects().where("slice = 'all'").collectAsList();
    assertThat(effects)
        .extracting(
            row ->
                row.getAs("model")
                    + ", "
                    + row.getAs("regime")
                    + ": "
                    + row.getAs("only_with")
                    + ", "
                    + row.getAs("examples_without")
                    + " to "
                    + row.getAs("examples_with")
                    + ", "
                    + row.getAs("epochs_without")
                    + " to "
                    + row.getAs("epochs_with"))
        .containsExactly(
            "net, augmented copies: 1, 600 to 1200, 3 to 3",
            "net, pasted anew: 6, 600 to 1200, 3 to 6");
    // Exact p-values of 2/2^6 and 1; Holm doubles the smaller.
    assertThat(effects.get(1).<Double>getAs("p_holm")).isEqualTo(4 / 64.0, within(1e-12));
  }

  /** Of three networks 10, 4 and 4 of ten images are right; the last two agree. */
  @Test
  void networksOfAllCorporaAreCompared() {
    List<Prediction> rows = new ArrayList<>();
    for (int image = 0; image < 10; image++) {
      add(rows, "net", "corpus", "i" + image, "m0", 1, image < 4 ? 1 : 0);
      add(rows, "net", "fresh", "i" + image, "m0", 1, 1);
      add(rows, "other", "augmented", "i" + image, "m0", 1, image < 4 ? 1 : 0);
    }
    Prediction.TYPE.table(spark, rows).createOrReplaceTempView("predictions");
    List<Row> pairs = NetworkComparison.pairs(spark).collectAsList();
    assertThat(pairs)
        .extracting(
            row ->
                "%s/%s, %s/%s: %s to %s"
                    .formatted(
                        row.getAs("first"),
                        row.getAs("first_corpus"),
                        row.getAs("second"),
                        row.getAs("second_corpus"),
                        row.getAs("only_first"),
                        row.getAs("only_second")))
        .containsExactly(
            "net/corpus, other/augmented: 0 to 0",
            "net/corpus, net/fresh: 0 to 6",
            "other/augmented, net/fresh: 0 to 6");
    // Exact p-values of 1, 2/2^6 and 2/2^6; Holm multiplies the smaller ones by 3 and 2.
    assertThat(pairs)
        .extracting(row -> row.<Double>getAs("p_holm"))
        .usingElementComparator(Comparator.comparing(p -> Math.round(p * 1e9)))
        .containsExactly(1.0, 6 / 64.0, 6 / 64.0);
  }
}
