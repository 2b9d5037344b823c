package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;
import polymnist.statistics.DesignEffect;
import polymnist.statistics.TemperatureScaling;
import polymnist.statistics.Wilson;
import polymnist.warehouse.TableColumns;

/**
 * Two hundred digits in five modalities, read by two networks that are right by chance: each metric
 * is computed once more in plain loops, straight from its definition.
 */
class OracleSparkTest {
  private static final double EXACT = 1e-12;
  private static final int DIGITS = 200;
  private static final SparkSession SPARK = LocalSpark.session();
  private static final List<Prediction> PREDICTIONS = new ArrayList<>();
  private static final Map<String, Double> TEMPERATURES = new HashMap<>();

  @BeforeAll
  static void predict() {
    SplittableRandom random = new SplittableRandom(11);
    for (String model : List.of("good", "poor")) {
      for (String split : List.of("validation", "test")) {
        for (int digit = 0; digit < DIGITS; digit++) {
          for (int modality = 0; modality < 5; modality++) {
            PREDICTIONS.add(prediction(random, model, split, digit, modality));
          }
        }
      }
    }
    Prediction.TYPE.table(SPARK, PREDICTIONS).repartition(3).createOrReplaceTempView("predictions");
    Metrics.register(SPARK);
    Calibration.register(SPARK);
    keep("temperatures", Calibration.temperatures(SPARK.table("predictions")));
    SPARK
        .table("temperatures")
        .collectAsList()
        .forEach(row -> TEMPERATURES.put(row.getAs("model"), row.getAs("temperature")));
    Calibration.scored(SPARK).createOrReplaceTempView("scored");
    keep("reliability", Calibration.reliability(SPARK));
    Roc.thresholds(SPARK).createOrReplaceTempView("thresholds");
    Metrics.quarters(SPARK).createOrReplaceTempView("quarters");
    keep("confusion", Metrics.confusion(SPARK));
    keep("accuracies", Metrics.accuracies(SPARK));
    keep("claims", Metrics.claims(SPARK));
    keep("classes", Metrics.classes(SPARK));
    keep("areas", Roc.areas(SPARK));
    keep("calibration", Calibration.metrics(SPARK));
    keep("metrics", Metrics.all(SPARK));
  }

  /** Makes a table of a query, as the job does. */
  private static void keep(String table, Dataset<Row> rows) {
    SPARK.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(table);
  }

  /** Probabilities of few digits, so that some are equal. */
  private static Prediction prediction(
      SplittableRandom random, String model, String split, int digit, int modality) {
    int label = digit % 10;
    double[] weights = new double[10];
    double sum = 0;
    for (int c = 0; c < 10; c++) {
      double favour =
          c == label && random.nextDouble() < (model.equals("good") ? 0.9 : 0.6) ? 9 : 0;
      weights[c] = favour + 1 + random.nextInt(5);
      sum += weights[c];
    }
    for (int c = 0; c < 10; c++) {
      weights[c] /= sum;
    }
    // As in PolyMNIST, an index stands for another handwriting in each modality.
    int index = (digit + 10 * modality) % DIGITS;
    String id = String.format(Locale.ROOT, "%s/m%d/%d/%d", split, modality, label, index);
    return new Prediction(
        model,
        "corpus",
        split,
        id,
        "m" + modality,
        label,
        digit,
        // Of the image, whichever network reads it.
        (digit * 37 + modality * 11) % 256,
        (digit * 53 + modality * 7) % 128,
        null,
        Prediction.NetworkAnswer.of(label, weights));
  }

  private static List<Prediction> of(String model) {
    return PREDICTIONS.stream()
        .filter(p -> p.model().equals(model) && p.evaluatedOn().equals("test"))
        .toList();
  }

  private static double metric(String model, String slice, String metric) {
    return SPARK
        .table("metrics")
        .where(
            "model = '%s' AND evaluated_on = 'test' AND slice = '%s' AND metric = '%s'"
                .formatted(model, slice, metric))
        .select("value")
        .collectAsList()
        .get(0)
        .getDouble(0);
  }

  private static double[] calibrated(Prediction prediction) {
    double temperature = TEMPERATURES.get(prediction.model());
    double[] scaled = new double[10];
    double sum = 0;
    for (int c = 0; c < 10; c++) {
      scaled[c] = Math.pow(prediction.answer().probabilities()[c], 1 / temperature);
      sum += scaled[c];
    }
    for (int c = 0; c < 10; c++) {
      scaled[c] /= sum;
    }
    return scaled;
  }

  private static boolean correct(Prediction prediction) {
    return prediction.answer().predicted() == prediction.label();
  }

  /** Those of the remaining tables are told where they are computed. */
  @Test
  void tablesHaveTheirColumns() {
    assertThat(TableColumns.of(SPARK.table("predictions")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "id string",
            "modality string",
            "label int",
            "digit int",
            "surroundings double",
            "contrast double",
            "mean_stroke_width double",
            "visibility double",
            "predicted int",
            "correct boolean",
            "probability double",
            "margin double",
            "entropy double",
            "probabilities array<double>");
    assertThat(TableColumns.of(SPARK.table("temperatures")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "temperature double",
            "log_loss_before double",
            "log_loss_after double",
            "images bigint");
    assertThat(TableColumns.of(SPARK.table("reliability")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "scaling string",
            "bin int",
            "images bigint",
            "confidence double",
            "accuracy double",
            "lower double",
            "upper double");
    assertThat(TableColumns.of(SPARK.table("confusion")))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "label int",
            "predicted int",
            "images bigint");
    assertThat(TableColumns.of(SPARK.table("metrics")))
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
  }

  @Test
  void scoresOfProbabilities() {
    for (String model : TEMPERATURES.keySet()) {
      double loss = 0;
      double lossCalibrated = 0;
      double brier = 0;
      double brierCalibrated = 0;
      int inTwo = 0;
      for (Prediction p : of(model)) {
        double[] scaled = calibrated(p);
        loss -= Math.log(p.answer().probabilities()[p.label()]);
        lossCalibrated -= Math.log(scaled[p.label()]);
        int higher = 0;
        for (int c = 0; c < 10; c++) {
          double truth = c == p.label() ? 1 : 0;
          brier += Math.pow(p.answer().probabilities()[c] - truth, 2);
          brierCalibrated += Math.pow(scaled[c] - truth, 2);
          higher += p.answer().probabilities()[c] > p.answer().probabilities()[p.label()] ? 1 : 0;
        }
        inTwo += higher < 2 ? 1 : 0;
      }
      double n = of(model).size();
      assertThat(metric(model, "all", "log_loss")).isEqualTo(loss / n, within(EXACT));
      assertThat(metric(model, "all", "log_loss_calibrated"))
          .isEqualTo(lossCalibrated / n, within(EXACT));
      assertThat(metric(model, "all", "brier")).isEqualTo(brier / n, within(EXACT));
      assertThat(metric(model, "all", "brier_calibrated"))
          .isEqualTo(brierCalibrated / n, within(EXACT));
      assertThat(metric(model, "all", "top_2_accuracy")).isEqualTo(inTwo / n, within(EXACT));
    }
  }

  @Test
  void agreementBeyondChance() {
    for (String model : TEMPERATURES.keySet()) {
      List<Prediction> all = of(model);
      double n = all.size();
      double agreed = all.stream().filter(OracleSparkTest::correct).count() / n;
      double chance = 0;
      double f1 = 0;
      double precisions = 0;
      for (int c = 0; c < 10; c++) {
        int label = c;
        double actual = all.stream().filter(p -> p.label() == label).count();
        double claimed = all.stream().filter(p -> p.answer().predicted() == label).count();
        double both = all.stream().filter(p -> p.label() == label && correct(p)).count();
        chance += actual / n * claimed / n;
        f1 += 2 * (both / claimed) * (both / actual) / (both / claimed + both / actual);
        precisions += actual / n * both / claimed;
      }
      assertThat(metric(model, "all", "kappa"))
          .isEqualTo((agreed - chance) / (1 - chance), within(EXACT));
      assertThat(metric(model, "all", "macro_f1")).isEqualTo(f1 / 10, within(EXACT));
      assertThat(metric(model, "all", "weighted_precision")).isEqualTo(precisions, within(EXACT));
      assertThat(metric(model, "all", "weighted_recall")).isEqualTo(agreed, within(EXACT));
    }
  }

  /** By its meaning: the share of pairs in which the image of the class has the higher one. */
  @Test
  void areasUnderCurves() {
    double sum = 0;
    for (int c = 0; c < 10; c++) {
      double won = 0;
      long pairs = 0;
      for (Prediction is : of("poor")) {
        for (Prediction other : of("poor")) {
          if (is.label() == c && other.label() != c) {
            pairs++;
            won +=
                0.5
                    + 0.5
                        * Double.compare(
                            is.answer().probabilities()[c], other.answer().probabilities()[c]);
          }
        }
      }
      assertThat(metric("poor", "class=" + c, "auc")).isEqualTo(won / pairs, within(EXACT));
      sum += won / pairs;
    }
    assertThat(metric("poor", "all", "macro_auc")).isEqualTo(sum / 10, within(EXACT));
  }

  @Test
  void calibrationErrors() {
    for (String model : TEMPERATURES.keySet()) {
      assertThat(metric(model, "all", "ece"))
          .isEqualTo(
              error(of(model), of(model).stream().map(p -> p.answer().probabilities()).toList()),
              within(EXACT));
      assertThat(metric(model, "all", "ece_calibrated"))
          .isEqualTo(
              error(of(model), of(model).stream().map(OracleSparkTest::calibrated).toList()),
              within(EXACT));
    }
    assertThat(metric("poor", "all", "ece_calibrated")).isLessThan(metric("poor", "all", "ece"));
  }

  private static double error(List<Prediction> all, List<double[]> probabilities) {
    double error = 0;
    for (int bin = 0; bin < 15; bin++) {
      double confidence = 0;
      double right = 0;
      for (int i = 0; i < all.size(); i++) {
        double highest = Arrays.stream(probabilities.get(i)).max().orElseThrow();
        if (Math.min(14, (int) (highest * 15)) == bin) {
          confidence += highest;
          right += correct(all.get(i)) ? 1 : 0;
        }
      }
      error += Math.abs(right - confidence) / all.size();
    }
    return error;
  }

  /** No temperature near the fitted one has a lower loss on validation images. */
  @Test
  void temperaturesAreTheBest() {
    for (Row row : SPARK.table("temperatures").collectAsList()) {
      List<TemperatureScaling.LabelledProbabilities> answers =
          PREDICTIONS.stream()
              .filter(p -> p.model().equals(row.getAs("model")))
              .filter(p -> p.evaluatedOn().equals("validation"))
              .map(
                  p ->
                      new TemperatureScaling.LabelledProbabilities(
                          Arrays.stream(p.answer().probabilities()).boxed().toList(), p.label()))
              .toList();
      double temperature = row.getAs("temperature");
      double least = row.getAs("log_loss_after");
      assertThat(least).isLessThan(row.<Double>getAs("log_loss_before"));
      for (double factor : new double[] {0.9, 0.999, 1.001, 1.1}) {
        assertThat(TemperatureScaling.logLoss(answers, factor * temperature)).isGreaterThan(least);
      }
    }
  }

  @Test
  void coverageIsOfTheSurest() {
    List<Prediction> sorted =
        of("good").stream()
            .sorted(
                Comparator.<Prediction>comparingDouble(
                        p -> -Arrays.stream(calibrated(p)).max().orElseThrow())
                    .thenComparing(Prediction::id))
            .toList();
    Dataset<Row> coverage = Calibration.coverage(SPARK);
    assertThat(TableColumns.of(coverage))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "coverage double",
            "least_confidence double",
            "images bigint",
            "accuracy double",
            "lower double",
            "upper double");
    List<Row> rows = coverage.where("model = 'good' AND evaluated_on = 'test'").collectAsList();
    assertThat(rows).hasSize(100);
    for (int step = 1; step <= 100; step++) {
      Row row = rows.get(step - 1);
      int images = step * sorted.size() / 100;
      double right = sorted.subList(0, images).stream().filter(OracleSparkTest::correct).count();
      assertThat(row.<Double>getAs("coverage")).isEqualTo(step / 100.0, within(EXACT));
      // Which of two equally sure images is first may differ by a rounding of their confidence.
      assertThat(row.<Double>getAs("accuracy")).isEqualTo(right / images, within(2.0 / images));
    }
    assertThat(rows.get(99).<Double>getAs("accuracy"))
        .isEqualTo(metric("good", "all", "accuracy"), within(EXACT));
    DesignEffect effect = new DesignEffect();
    of("good").forEach(p -> effect.add(p.digit(), correct(p) ? 1 : 0));
    long right = of("good").stream().filter(OracleSparkTest::correct).count();
    assertThat(rows.get(99).<Double>getAs("lower"))
        .isEqualTo(Wilson.lower(right, sorted.size(), effect.value()), within(EXACT));
  }

  @Test
  void viewsAndNetworksAreFused() {
    Dataset<Row> table = Fusion.fusion(SPARK);
    assertThat(TableColumns.of(table))
        .containsExactly(
            "combined string",
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "answers bigint",
            "single double",
            "accuracy double",
            "lower double",
            "upper double",
            "n bigint");
    Map<String, Row> fusion = new HashMap<>();
    table
        .where("evaluated_on = 'test'")
        .collectAsList()
        .forEach(row -> fusion.put(row.getAs("combined") + " " + row.getAs("model"), row));
    assertThat(fusion)
        .containsOnlyKeys("views good", "views poor", "networks all", "views and networks all");
    Map<String, double[]> byDigit = new HashMap<>();
    for (Prediction p : of("poor")) {
      double[] logs = byDigit.computeIfAbsent(p.digit() + " " + p.label(), d -> new double[10]);
      double[] scaled = calibrated(p);
      for (int c = 0; c < 10; c++) {
        logs[c] += Math.log(scaled[c]);
      }
    }
    long right =
        byDigit.entrySet().stream()
            .filter(
                digit -> {
                  int best =
                      IntStream.range(0, 10)
                          .boxed()
                          .max(Comparator.comparingDouble(c -> digit.getValue()[c]))
                          .orElseThrow();
                  return digit.getKey().endsWith(" " + best);
                })
            .count();
    Row views = fusion.get("views poor");
    assertThat(views.<Long>getAs("n")).isEqualTo(DIGITS);
    assertThat(views.<Long>getAs("answers")).isEqualTo(5);
    assertThat(views.<Double>getAs("accuracy")).isEqualTo(right / (double) DIGITS, within(EXACT));
    assertThat(views.<Double>getAs("single"))
        .isEqualTo(metric("poor", "all", "accuracy"), within(EXACT));
    assertThat(views.<Double>getAs("accuracy")).isGreaterThan(views.<Double>getAs("single"));
    assertThat(fusion.get("networks all").<Long>getAs("n")).isEqualTo(5L * DIGITS);
  }

  @Test
  void labelsAreDoubtedWhereViewsAgree() {
    SPARK
        .sql(
            "SELECT 'corpus' AS training_corpus, * FROM VALUES ('good', 0.9D, 0.1D),"
                + " ('poor', 0.6D, 0.1D) AS t (model, validation_accuracy, validation_loss)")
        .createOrReplaceTempView("models");
    List<Prediction> all =
        PREDICTIONS.stream().filter(prediction -> prediction.model().equals("good")).toList();
    List<String> expected =
        all.stream()
            .filter(prediction -> !correct(prediction))
            .map(
                wrong -> {
                  List<Prediction> others =
                      all.stream()
                          .filter(
                              other ->
                                  !other.id().equals(wrong.id())
                                      && other.evaluatedOn().equals(wrong.evaluatedOn())
                                      && other.digit().equals(wrong.digit()))
                          .toList();
                  long agreeing =
                      others.stream()
                          .filter(other -> other.answer().predicted() == wrong.answer().predicted())
                          .count();
                  return String.format(
                      Locale.ROOT,
                      "%s is %d, %d of %d",
                      wrong.id(),
                      wrong.answer().predicted(),
                      agreeing,
                      others.size());
                })
            .sorted()
            .toList();
    Dataset<Row> labels = LabelDisagreement.labels(SPARK);
    assertThat(TableColumns.of(labels))
        .containsExactly(
            "rank int",
            "evaluated_on string",
            "id string",
            "modality string",
            "label int",
            "suggested int",
            "confidence double",
            "views bigint",
            "views_agreeing bigint");
    List<Row> rows = labels.collectAsList();
    assertThat(expected).anyMatch(doubt -> !doubt.contains(" 0 of"));
    assertThat(
            rows.stream()
                .map(
                    row ->
                        String.format(
                            Locale.ROOT,
                            "%s is %d, %d of %d",
                            row.<String>getAs("id"),
                            row.<Integer>getAs("suggested"),
                            row.<Long>getAs("views_agreeing"),
                            row.<Long>getAs("views")))
                .sorted()
                .toList())
        .isEqualTo(expected);
    assertThat(rows.stream().map(row -> row.<Long>getAs("views_agreeing")).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void theDarkestQuarterIsASlice() {
    List<Prediction> darkest =
        of("poor").stream()
            .sorted(
                Comparator.comparingDouble(Prediction::surroundings).thenComparing(Prediction::id))
            .limit(5 * DIGITS / 4)
            .toList();
    Dataset<Row> slices = Metrics.slices(SPARK);
    assertThat(TableColumns.of(slices))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "slice string",
            "accuracy double",
            "lower double",
            "upper double",
            "n bigint",
            "overall double",
            "worse boolean");
    Row slice =
        slices
            .where("model = 'poor' AND evaluated_on = 'test' AND slice = 'background=darkest'")
            .collectAsList()
            .get(0);
    assertThat(slice.<Long>getAs("n")).isEqualTo(5L * DIGITS / 4);
    assertThat(slice.<Double>getAs("accuracy"))
        .isEqualTo(
            darkest.stream().filter(OracleSparkTest::correct).count() / (double) darkest.size(),
            within(EXACT));
  }

  /** What is dearer and no better is not on the front. */
  @Test
  void theFrontIsOfNetworksThatNoneBeatsForLess() {
    assertThat(front(100, 1000)).containsExactlyInAnyOrder("poor", "good");
    assertThat(front(1000, 100)).containsExactly("good");
  }

  private static List<String> front(long poor, long good) {
    SPARK
        .sql(
            "SELECT * FROM VALUES ('poor', 'corpus', 7L, 1.5D), ('good', 'corpus', 9L, 2.5D)"
                + " AS t (model, training_corpus, parameters, seconds)")
        .createOrReplaceTempView("models");
    SPARK
        .sql(
            String.format(
                    Locale.ROOT,
                    "SELECT * FROM VALUES ('poor', %dL), ('good', 1L), ('good', %dL - 1)",
                    poor,
                    good)
                + " AS t (model, multiply_adds)")
        .createOrReplaceTempView("layers");
    SPARK
        .sql("SELECT model, training_corpus, 1000D AS images_per_second FROM models")
        .createOrReplaceTempView("speeds");
    Dataset<Row> table = NetworkComparison.costs(SPARK);
    assertThat(TableColumns.of(table))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "accuracy double",
            "lower double",
            "upper double",
            "parameters bigint",
            "multiply_adds bigint",
            "training_seconds double",
            "images_per_second double",
            "on_front boolean");
    List<Row> costs = table.where("evaluated_on = 'test'").collectAsList();
    assertThat(costs)
        .extracting(row -> row.<String>getAs("model") + " " + row.getAs("multiply_adds"))
        .containsExactlyInAnyOrder("poor " + poor, "good " + good);
    return costs.stream()
        .filter(row -> row.<Boolean>getAs("on_front"))
        .map(row -> row.<String>getAs("model"))
        .toList();
  }

  @Test
  void networksAreComparedOnTheSameImages() {
    Dataset<Row> pairs = NetworkComparison.pairs(SPARK);
    assertThat(TableColumns.of(pairs))
        .containsExactly(
            "evaluated_on string",
            "first string",
            "first_corpus string",
            "second string",
            "second_corpus string",
            "first_accuracy double",
            "second_accuracy double",
            "difference double",
            "lower double",
            "upper double",
            "only_first bigint",
            "only_second bigint",
            "p_value double",
            "p_holm double",
            "n bigint");
    Row row = pairs.where("evaluated_on = 'test'").collectAsList().get(0);
    long onlyPoor = 0;
    long onlyGood = 0;
    for (int i = 0; i < of("good").size(); i++) {
      boolean good = correct(of("good").get(i));
      boolean poor = correct(of("poor").get(i));
      onlyGood += good && !poor ? 1 : 0;
      onlyPoor += poor && !good ? 1 : 0;
    }
    assertThat(row.<String>getAs("first")).isEqualTo("poor");
    assertThat(row.<Long>getAs("only_first")).isEqualTo(onlyPoor);
    assertThat(row.<Long>getAs("only_second")).isEqualTo(onlyGood);
    assertThat(row.<Double>getAs("difference"))
        .isEqualTo((onlyGood - onlyPoor) / 1000.0, within(EXACT));
  }

  @Test
  void curvesRiseFromNothingToAll() {
    Dataset<Row> table = Roc.curve(SPARK);
    assertThat(TableColumns.of(table))
        .containsExactly(
            "model string",
            "training_corpus string",
            "evaluated_on string",
            "class int",
            "probability double",
            "false_positive_rate double",
            "true_positive_rate double");
    List<Row> curve =
        table
            .where("model = 'good' AND evaluated_on = 'test' AND class = 3")
            .orderBy(org.apache.spark.sql.functions.col("probability").desc())
            .collectAsList();
    double before = 0;
    for (Row row : curve) {
      assertThat(row.<Double>getAs("false_positive_rate")).isGreaterThanOrEqualTo(before);
      before = row.getAs("false_positive_rate");
      double least = row.getAs("probability");
      long right =
          of("good").stream()
              .filter(p -> p.label() == 3 && p.answer().probabilities()[3] >= least)
              .count();
      assertThat(row.<Double>getAs("true_positive_rate")).isEqualTo(right / 100.0, within(EXACT));
    }
    assertThat(before).isEqualTo(1);
  }
}
