package polymnist.evaluate;

import static org.apache.spark.sql.types.DataTypes.DoubleType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import polymnist.statistics.ConfidenceBins;
import polymnist.statistics.TemperatureScaling;
import polymnist.statistics.TemperatureScaling.LabelledProbabilities;
import polymnist.warehouse.RowType;
import polymnist.warehouse.RowValues;
import scala.collection.Seq;

/** Whether a network is as often right as it says: temperatures, and reliability by confidence. */
final class Calibration {
  /** The table {@code temperatures}. */
  private static final RowType<TemperatureRow> TEMPERATURES = RowType.of(TemperatureRow.class);

  private record TemperatureRow(
      String model,
      String trainingCorpus,
      double temperature,
      double logLossBefore,
      double logLossAfter,
      long images) {}

  private Calibration() {}

  /** Registers {@code scaled(probabilities, temperature)}. */
  static void register(SparkSession spark) {
    spark
        .udf()
        .register(
            "scaled",
            (UDF2<Seq<Double>, Double, List<Double>>)
                (probabilities, temperature) ->
                    boxed(TemperatureScaling.scale(RowValues.list(probabilities), temperature)),
            DataTypes.createArrayType(DoubleType, false));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().collect(Collectors.toList());
  }

  /**
   * Fits a temperature for each network to its predictions of validation images, each network in
   * one task.
   */
  static Dataset<Row> temperatures(Dataset<Row> predictions) {
    return predictions
        .where("evaluated_on = 'validation'")
        .select("model", "training_corpus", "id", "label", "probabilities")
        .groupByKey(
            (MapFunction<Row, String>)
                row -> row.<String>getAs("model") + "\n" + row.<String>getAs("training_corpus"),
            Encoders.STRING())
        .mapGroups(
            (MapGroupsFunction<String, Row, Row>) (network, rows) -> temperature(network, rows),
            Encoders.row(TEMPERATURES.schema()))
        .orderBy("model", "training_corpus");
  }

  private static Row temperature(String network, Iterator<Row> rows) {
    List<Row> images = new ArrayList<>();
    rows.forEachRemaining(images::add);
    // Sums of floating-point numbers depend on their order, which is Spark's.
    images.sort(Comparator.comparing(row -> row.<String>getAs("id")));
    List<LabelledProbabilities> answers =
        images.stream()
            .map(
                row ->
                    new LabelledProbabilities(
                        row.getList(row.fieldIndex("probabilities")), row.getAs("label")))
            .toList();
    double temperature = TemperatureScaling.fit(answers);
    String[] names = network.split("\n", -1);
    return TEMPERATURES.toRow(
        new TemperatureRow(
            names[0],
            names[1],
            temperature,
            TemperatureScaling.logLoss(answers, 1),
            TemperatureScaling.logLoss(answers, temperature),
            answers.size()));
  }

  /**
   * Predictions with what a network says at its temperature: {@code calibrated}, and {@code
   * confidence}, its highest; reads the views {@code predictions} and {@code temperatures}.
   */
  static Dataset<Row> scored(SparkSession spark) {
    return spark.sql(
        """
        SELECT *, array_max(calibrated) AS confidence
        FROM  (SELECT /*+ BROADCAST(t) */ p.*, scaled(p.probabilities, t.temperature) AS calibrated
               FROM   predictions p JOIN temperatures t USING (model, training_corpus))
        """);
  }

  /**
   * Accuracy by confidence, before and after temperature scaling; reads the view {@code scored}.
   * Bin 0 is of the confidences from 0 to below 1/15.
   */
  static Dataset<Row> reliability(SparkSession spark) {
    return spark.sql(
        String.format(
            Locale.ROOT,
            """
            WITH answers AS (
              SELECT model, training_corpus, evaluated_on, digit, id, correct,
                     explode(array(
                       named_struct('scaling', 'none', 'confidence', probability),
                       named_struct('scaling', 'temperature', 'confidence', confidence))) AS answer
              FROM   scored)
            SELECT model, training_corpus, evaluated_on, answer.scaling AS scaling,
                   CAST(LEAST(FLOOR(answer.confidence * %1$d), %1$d - 1) AS INT) AS bin,
                   COUNT(*)                                AS images,
                   CAST(AVG(CAST(answer.confidence AS DECIMAL(28, 18))) AS DOUBLE) AS confidence,
                   AVG(CAST(correct AS INT))               AS accuracy,
                   wilson_lower(COUNT_IF(correct), COUNT(*),
                     design_effect(collect_list(struct(digit, id, CAST(correct AS INT))))) AS lower,
                   wilson_upper(COUNT_IF(correct), COUNT(*),
                     design_effect(collect_list(struct(digit, id, CAST(correct AS INT))))) AS upper
            FROM   answers
            GROUP  BY ALL
            ORDER  BY model, training_corpus, evaluated_on, scaling, bin
            """,
            ConfidenceBins.COUNT));
  }

  /**
   * Metrics of probabilities in the form of the table {@code metrics}; reads the views {@code
   * scored} and {@code reliability}. Those ending in {@code _calibrated} are after temperature
   * scaling. The expected calibration error (ECE) is the mean distance between confidence and
   * accuracy of a bin, weighed by its images; Brier's score is the summed squared distance of the
   * ten probabilities from the truth.
   */
  static Dataset<Row> metrics(SparkSession spark) {
    return spark.sql(
        """
        WITH images AS (
          SELECT *,
                 size(filter(probabilities, p -> p > probabilities[label])) < 2 AS in_two,
                 aggregate(probabilities, 0D, (s, p) -> s + p * p)
                   - 2 * probabilities[label] + 1                               AS brier,
                 aggregate(calibrated, 0D, (s, p) -> s + p * p)
                   - 2 * calibrated[label] + 1                                  AS brier_calibrated,
                 -LN(GREATEST(calibrated[label], 1e-15))                        AS loss_calibrated
          FROM   scored),
        means AS (
          SELECT model, training_corpus, evaluated_on, COUNT(*) AS n,
                 COUNT_IF(in_two)      AS in_two,
                 design_effect(collect_list(struct(digit, id, CAST(in_two AS INT)))) AS design,
                 CAST(AVG(CAST(brier AS DECIMAL(28, 18))) AS DOUBLE)            AS brier,
                 CAST(AVG(CAST(brier_calibrated AS DECIMAL(28, 18))) AS DOUBLE) AS brier_calibrated,
                 CAST(AVG(CAST(loss_calibrated AS DECIMAL(28, 18))) AS DOUBLE)  AS log_loss_calibrated
          FROM   images
          GROUP  BY model, training_corpus, evaluated_on),
        long AS (
          SELECT model, training_corpus, evaluated_on, 'top_2_accuracy' AS metric,
                 in_two / n AS value, wilson_lower(in_two, n, design) AS lower,
                 wilson_upper(in_two, n, design) AS upper, n
          FROM   means
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, m.metric, m.value, NULL, NULL, n
          FROM  (SELECT *, explode(array(
                   named_struct('metric', 'brier', 'value', brier),
                   named_struct('metric', 'brier_calibrated', 'value', brier_calibrated),
                   named_struct('metric', 'log_loss_calibrated', 'value', log_loss_calibrated)))
                     AS m
                 FROM   means)
          UNION  ALL
          SELECT model, training_corpus, evaluated_on,
                 IF(scaling = 'none', 'ece', 'ece_calibrated'),
                 CAST(SUM(CAST(images * ABS(accuracy - confidence) AS DECIMAL(28, 18))) AS DOUBLE)
                   / SUM(images), NULL, NULL, SUM(images)
          FROM   reliability
          GROUP  BY model, training_corpus, evaluated_on, scaling)
        SELECT model, training_corpus, evaluated_on, 'all' AS slice, metric, value, lower, upper, n
        FROM   long
        """);
  }

  /**
   * How accurate a network is on the images of which it is surest; reads the view {@code scored}.
   * {@code coverage} is the share of images that are answered, in steps of a hundredth. What {@link
   * polymnist.statistics.DesignEffect} takes of handwritings is summed as images join them.
   */
  static Dataset<Row> coverage(SparkSession spark) {
    return spark.sql(
        """
        WITH seen AS (
          SELECT *, CAST(correct AS BIGINT) AS hit,
                 COUNT(*) OVER surer                                 AS images_surer,
                 COALESCE(SUM(CAST(correct AS BIGINT)) OVER surer, 0) AS hits_surer
          FROM   scored
          WINDOW surer AS (PARTITION BY model, training_corpus, evaluated_on,
                                        COALESCE(CAST(digit AS STRING), id)
                           ORDER BY confidence DESC, id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
        ranked AS (
          SELECT model, training_corpus, evaluated_on, confidence,
                 CAST(ROW_NUMBER() OVER by_confidence AS BIGINT)    AS images,
                 SUM(hit) OVER by_confidence                        AS hits,
                 COUNT(*) OVER (PARTITION BY model, training_corpus, evaluated_on) AS n,
                 SUM(hit * (2 * hits_surer + 1)) OVER by_confidence AS together,
                 SUM(hits_surer + hit * (images_surer + 1)) OVER by_confidence AS products,
                 SUM(2 * images_surer + 1) OVER by_confidence       AS sizes
          FROM   seen
          WINDOW by_confidence AS (PARTITION BY model, training_corpus, evaluated_on
                                   ORDER BY confidence DESC, id ROWS UNBOUNDED PRECEDING)),
        steps AS (SELECT *, CEIL(images * 100 / n) AS step, CEIL((images + 1) * 100 / n) AS next,
                         design_of_sums(DOUBLE(hits), DOUBLE(images), DOUBLE(together),
                                        DOUBLE(products), DOUBLE(sizes)) AS design
                  FROM   ranked)
        SELECT model, training_corpus, evaluated_on, images / n AS coverage,
               confidence AS least_confidence, images, hits / images AS accuracy,
               wilson_lower(hits, images, design) AS lower,
               wilson_upper(hits, images, design) AS upper
        FROM   steps
        WHERE  step < next
        ORDER  BY model, training_corpus, evaluated_on, coverage
        """);
  }
}
