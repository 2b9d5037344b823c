package polymnist.evaluate;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.types.DataTypes;
import polymnist.model.Regime;
import polymnist.statistics.DesignEffect;
import polymnist.statistics.Holm;
import polymnist.statistics.PairedTest;
import polymnist.statistics.Verdict;
import polymnist.statistics.Wilson;
import polymnist.warehouse.RowValues;
import scala.collection.Seq;

/**
 * Metrics as SQL over the view {@code predictions}. Each statement can be read and typed by hand;
 * {@link #register} makes the functions that SQL lacks.
 */
final class Metrics {
  /**
   * An expression of p_value, corrected for all rows that agree in the first given columns; the
   * others tell rows apart.
   */
  static final String HOLM =
      """
      element_at(
        holm(COLLECT_LIST(p_value) OVER (
          PARTITION BY %1$s ORDER BY p_value, %2$s
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),
        ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY p_value, %2$s)) AS p_holm
      """;

  private Metrics() {}

  /**
   * Registers {@code design_effect}, of a list of structures of an image's handwriting, a number,
   * and its value ({@link DesignEffect}), {@code wilson_lower(hits, n, design)} and {@code
   * wilson_upper}, and the paired test's. Images of one MNIST digit are one handwriting; where the
   * digit is not known, an image is a handwriting of its own, by the hash of its id.
   */
  static void register(SparkSession spark) {
    spark
        .udf()
        .register(
            "design_effect",
            (UDF1<Seq<Row>, Double>) images -> design(RowValues.list(images)),
            DataTypes.DoubleType);
    spark
        .udf()
        .register(
            "wilson_lower", (UDF3<Long, Long, Double, Double>) Wilson::lower, DataTypes.DoubleType);
    spark
        .udf()
        .register(
            "wilson_upper", (UDF3<Long, Long, Double, Double>) Wilson::upper, DataTypes.DoubleType);
    spark
        .udf()
        .register(
            "design_of_sums",
            (UDF5<Double, Double, Double, Double, Double, Double>)
                (hits, images, together, products, sizes) ->
                    DesignEffect.of(hits, hits, images, together, products, sizes),
            DataTypes.DoubleType);
    register(spark, "paired_lower", PairedTest::lower);
    register(spark, "paired_upper", PairedTest::upper);
    register(spark, "paired_p_value", PairedTest::probability);
    spark
        .udf()
        .register(
            "verdict",
            (UDF3<Double, Double, Double, String>)
                (lower, upper, pHolm) -> Verdict.of(lower, upper, pHolm).text(),
            DataTypes.StringType);
    spark
        .udf()
        .register(
            "holm",
            (UDF1<Seq<Double>, double[]>)
                pValues ->
                    Holm.adjusted(RowValues.list(pValues).stream().mapToDouble(p -> p).toArray()),
            DataTypes.createArrayType(DataTypes.DoubleType, false));
  }

  private static double design(List<Row> images) {
    DesignEffect effect = new DesignEffect();
    images.forEach(image -> effect.add(image.get(0), image.getInt(1)));
    return effect.value();
  }

  private static void register(
      SparkSession spark, String name, MapFunction<PairedTest, Double> function) {
    spark
        .udf()
        .register(
            name,
            (UDF4<Long, Long, Long, Double, Double>)
                (a, b, n, design) -> function.call(new PairedTest(a, b, n, design)),
            DataTypes.DoubleType);
  }

  /** All 100 cells of each network's confusion matrix: label, predicted, images (count). */
  static Dataset<Row> confusion(SparkSession spark) {
    return spark.sql(
        """
        WITH runs  AS (SELECT DISTINCT model, training_corpus, evaluated_on FROM predictions),
             cells AS (SELECT l.id AS label, p.id AS predicted FROM range(%1$s) l, range(%1$s) p)
        SELECT r.model, r.training_corpus, r.evaluated_on,
               CAST(c.label AS INT)     AS label,
               CAST(c.predicted AS INT) AS predicted,
               COUNT(p.id)              AS images
        FROM   runs r
        CROSS  JOIN cells c
        LEFT   JOIN predictions p
          ON   p.model = r.model AND p.training_corpus = r.training_corpus
         AND   p.evaluated_on = r.evaluated_on
         AND   p.label = c.label AND p.predicted = c.predicted
        GROUP  BY r.model, r.training_corpus, r.evaluated_on, c.label, c.predicted
        ORDER  BY model, training_corpus, evaluated_on, label, predicted
        """
            .formatted(POLYMNIST.classes()));
  }

  /**
   * The table {@code metrics}: those below, and the views {@code calibration} and {@code areas} of
   * {@link Calibration#metrics} and {@link Roc#areas}.
   */
  static Dataset<Row> all(SparkSession spark) {
    return metrics(spark)
        .unionByName(spark.table("calibration"))
        .unionByName(spark.table("areas"))
        .orderBy("model", "training_corpus", "evaluated_on", "slice", "metric");
  }

  /**
   * Of which further slices each image is, for {@link #metrics}: by which quarter of the images of
   * a split, and whether the digit can be read ({@link InkVisibility#MIN_VISIBILITY}). Reads the
   * view {@code predictions}. Images whose ink is not known are in no slice by it.
   */
  static Dataset<Row> quarters(SparkSession spark) {
    return spark.sql(
        """
        WITH images AS (
          SELECT DISTINCT evaluated_on, id, surroundings, contrast, mean_stroke_width, visibility
          FROM   predictions),
        parts  AS (
          SELECT evaluated_on, id, visibility,
                 NTILE(4) OVER (PARTITION BY evaluated_on ORDER BY surroundings, id) AS surroundings,
                 NTILE(4) OVER (PARTITION BY evaluated_on ORDER BY contrast, id)     AS contrast,
                 IF(mean_stroke_width IS NULL, NULL,
                    NTILE(4) OVER (PARTITION BY evaluated_on, mean_stroke_width IS NULL
                                   ORDER BY mean_stroke_width, id))                       AS stroke
          FROM   images)
        SELECT evaluated_on, id,
               array_compact(array(
                 concat('background=', element_at(array('darkest', 'darker', 'lighter', 'lightest'),
                                                  surroundings)),
                 concat('contrast=', element_at(array('lowest', 'lower', 'higher', 'highest'),
                                                contrast)),
                 concat('stroke=', element_at(array('thinnest', 'thinner', 'thicker', 'thickest'),
                                              stroke)),
                 concat('readable=', CASE WHEN visibility < %1$s THEN 'no'
                                          WHEN visibility >= %1$s THEN 'yes' END))) AS slices
        FROM   parts
        """
            .formatted(InkVisibility.MIN_VISIBILITY));
  }

  /**
   * Counts of right answers by slice, for the other queries; reads the views {@code predictions}
   * and {@code quarters}.
   *
   * <p>Means of fractions are taken of decimals: sums of floating-point numbers depend on their
   * order, which is that of partitions.
   */
  static Dataset<Row> accuracies(SparkSession spark) {
    return spark.sql(
        """
        WITH images AS (
          SELECT *, COALESCE(digit, xxhash64(id)) AS handwriting,
                 CAST(-LN(GREATEST(probabilities[label], 1e-15)) AS DECIMAL(28, 18)) AS loss
          FROM   predictions),
        sliced AS (
          SELECT p.model, p.training_corpus, evaluated_on, p.handwriting, p.correct, p.loss,
                 explode(concat(
                   array('all', concat('modality=', p.modality), concat('class=', p.label)),
                   q.slices)) AS slice
          FROM   images p JOIN quarters q USING (evaluated_on, id))
        SELECT model, training_corpus, evaluated_on, slice,
               COUNT(*) AS n, SUM(CAST(correct AS BIGINT)) AS hits,
               design_effect(collect_list(struct(handwriting, CAST(correct AS INT)))) AS design,
               CAST(AVG(loss) AS DOUBLE) AS log_loss
        FROM   sliced
        GROUP  BY model, training_corpus, evaluated_on, slice
        """);
  }

  /**
   * Of each class, how far images that are claimed to be of it belong together; reads the view
   * {@code predictions}.
   */
  static Dataset<Row> claims(SparkSession spark) {
    return spark.sql(
        """
        SELECT model, training_corpus, evaluated_on, predicted AS class,
               design_effect(collect_list(struct(COALESCE(digit, xxhash64(id)), CAST(correct AS INT))))
                 AS claimed_design
        FROM   predictions
        GROUP  BY model, training_corpus, evaluated_on, predicted
        """);
  }

  /**
   * Precision, recall and F1 of each class, for {@link #metrics}; reads the views {@code
   * confusion}, {@code claims} and {@code accuracies}.
   */
  static Dataset<Row> classes(SparkSession spark) {
    return spark.sql(
        """
        WITH counts AS (
          SELECT model, training_corpus, evaluated_on, class,
                 SUM(IF(label = class AND predicted = class, images, 0)) AS both,
                 SUM(IF(label = class, images, 0))                       AS actual,
                 SUM(IF(predicted = class, images, 0))                   AS claimed
          FROM   (SELECT *, explode(sequence(0, %s)) AS class FROM confusion)
          GROUP  BY model, training_corpus, evaluated_on, class)
        SELECT counts.*, concat('class=', class) AS slice, claimed_design,
               a.design AS actual_design,
               IF(claimed = 0, NULL, both / claimed)                     AS precision,
               IF(actual = 0, NULL, both / actual)                       AS recall,
               IF(actual + claimed = 0, NULL, 2 * both / (actual + claimed)) AS f1
        FROM   counts LEFT JOIN claims USING (model, training_corpus, evaluated_on, class)
        LEFT   JOIN accuracies a
          ON   a.model = counts.model AND a.training_corpus = counts.training_corpus
         AND   a.evaluated_on = counts.evaluated_on AND a.slice = concat('class=', class)
        """
            .formatted(POLYMNIST.classes() - 1));
  }

  /**
   * The long table of metrics; reads the views {@code accuracies} and {@code classes}. A class that
   * is never predicted has no precision, a class without images no recall: their value is null.
   * Where both are defined and zero, F1 is zero. Macro averages are over the defined values; in
   * weighted ones each class counts by its images, and what is undefined as 0. Where images and
   * answers are all of one class, there is no kappa either. Intervals count whole handwritings.
   * Kappa is Cohen's ("A Coefficient of Agreement for Nominal Scales", Educational and
   * Psychological Measurement, 1960).
   */
  static Dataset<Row> metrics(SparkSession spark) {
    return spark.sql(
        """
        WITH long AS (
          SELECT model, training_corpus, evaluated_on, slice, 'accuracy' AS metric,
                 hits / n AS value, wilson_lower(hits, n, design) AS lower,
                 wilson_upper(hits, n, design) AS upper, n
          FROM   accuracies WHERE NOT startswith(slice, 'class=')
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, slice, 'log_loss', log_loss, NULL, NULL, n
          FROM   accuracies
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, slice, 'precision', precision,
                 wilson_lower(both, claimed, COALESCE(claimed_design, 1)),
                 wilson_upper(both, claimed, COALESCE(claimed_design, 1)), claimed
          FROM   classes
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, slice, 'recall', recall,
                 wilson_lower(both, actual, COALESCE(actual_design, 1)),
                 wilson_upper(both, actual, COALESCE(actual_design, 1)), actual
          FROM   classes
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, slice, 'f1', f1, NULL, NULL, actual
          FROM   classes
          UNION  ALL
          SELECT model, training_corpus, evaluated_on, 'all',
                 metric, value, NULL, NULL, n
          FROM  (SELECT model, training_corpus, evaluated_on, SUM(actual) AS n,
                        stack(7,
                          'macro_precision',
                          CAST(AVG(CAST(precision AS DECIMAL(28, 18))) AS DOUBLE),
                          'macro_recall', CAST(AVG(CAST(recall AS DECIMAL(28, 18))) AS DOUBLE),
                          'macro_f1', CAST(AVG(CAST(f1 AS DECIMAL(28, 18))) AS DOUBLE),
                          'weighted_precision',
                          CAST(SUM(CAST(precision * actual AS DECIMAL(28, 18))) AS DOUBLE)
                            / SUM(actual),
                          'weighted_recall',
                          CAST(SUM(CAST(recall * actual AS DECIMAL(28, 18))) AS DOUBLE)
                            / SUM(actual),
                          'weighted_f1',
                          CAST(SUM(CAST(f1 * actual AS DECIMAL(28, 18))) AS DOUBLE) / SUM(actual),
                          'kappa',
                          (SUM(actual) * SUM(both) - SUM(actual * claimed))
                            / NULLIF(SUM(actual) * SUM(actual) - SUM(actual * claimed), 0))
                          AS (metric, value)
                 FROM   classes
                 GROUP  BY model, training_corpus, evaluated_on))
        SELECT   * FROM long ORDER BY model, training_corpus, evaluated_on, slice, metric
        """);
  }

  /** Makes a view of few rows, which others read several times: a view of SQL is run each time. */
  static void once(SparkSession spark, String view, Dataset<Row> rows) {
    spark.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
  }

  /**
   * The table {@code slices}: accuracy where it may differ, and whether it is {@code worse} than on
   * all images, beyond its interval; a class's accuracy is its recall. Reads the view {@code
   * metrics}.
   */
  static Dataset<Row> slices(SparkSession spark) {
    return spark.sql(
        """
        SELECT s.model, s.training_corpus, s.evaluated_on, s.slice,
               s.value AS accuracy, s.lower, s.upper, s.n, a.value AS overall,
               s.upper < a.value AS worse
        FROM   metrics s JOIN metrics a
          ON   a.model = s.model AND a.training_corpus = s.training_corpus
         AND   a.evaluated_on = s.evaluated_on AND a.slice = 'all' AND a.metric = 'accuracy'
        WHERE  s.metric IN ('accuracy', 'recall') AND s.slice <> 'all' AND s.n > 0
        ORDER  BY model, training_corpus, evaluated_on, slice
        """);
  }

  /**
   * Each network that was trained with augmentation, in whichever regime, against the same trained
   * without, on the same images; reads the views {@code predictions} and {@code models}, which
   * tells what else differed. Empty when each network was trained on one corpus alone. {@code
   * p_holm} is corrected for all comparisons of a question, which are those of all networks on all
   * images, on each modality, or on each class ({@link Holm}); the verdict goes by it.
   *
   * @param fresh what the training corpus {@code fresh} was
   */
  static Dataset<Row> augmentationEffect(SparkSession spark, Regime fresh) {
    return spark.sql(
        """
        WITH pairs AS (
          SELECT a.model, b.training_corpus, a.evaluated_on, a.digit, a.id,
                 a.correct AS without, b.correct AS with,
                 explode(array('all', concat('modality=', a.modality), concat('class=', a.label)))
                   AS slice
          FROM   predictions a JOIN predictions b
            ON   a.model = b.model AND a.evaluated_on = b.evaluated_on AND a.id = b.id
          WHERE  a.training_corpus = 'corpus' AND b.training_corpus <> 'corpus'),
        counts AS (
          SELECT model, training_corpus, evaluated_on, slice, COUNT(*) AS n,
                 AVG(CAST(without AS INT)) AS accuracy_without,
                 AVG(CAST(with AS INT))    AS accuracy_with,
                 COUNT_IF(without AND NOT with) AS only_without,
                 COUNT_IF(with AND NOT without) AS only_with,
                 design_effect(collect_list(
                   struct(COALESCE(digit, xxhash64(id)), CAST(with AS INT) - CAST(without AS INT)))) AS design
          FROM   pairs
          GROUP  BY model, training_corpus, evaluated_on, slice),
        compared AS (
          SELECT *, paired_p_value(only_without, only_with, n, design) AS p_value,
                 SUBSTRING_INDEX(slice, '=', 1)                AS question
          FROM   counts),
        corrected AS (
          SELECT *,
                 paired_lower(only_without, only_with, n, design) AS lower,
                 paired_upper(only_without, only_with, n, design) AS upper,
                 %3$s
          FROM   compared)
        SELECT model, training_corpus,
               IF(training_corpus = 'augmented', '%1$s', '%2$s') AS regime,
               evaluated_on, slice, accuracy_without, accuracy_with,
               accuracy_with - accuracy_without             AS difference,
               lower, upper, only_without, only_with, p_value, p_holm, n,
               verdict(lower, upper, p_holm)                AS verdict,
               plain.examples AS examples_without, own.examples AS examples_with,
               plain.epochs AS epochs_without, own.epochs AS epochs_with
        FROM   corrected JOIN models own USING (model, training_corpus)
        JOIN   (SELECT model, examples, epochs FROM models WHERE training_corpus = 'corpus') plain
               USING (model)
        ORDER  BY model, training_corpus, evaluated_on, slice
        """
            .formatted(
                Regime.COPIES.word(),
                fresh.word(),
                HOLM.formatted("evaluated_on, question", "model, training_corpus, slice")));
  }
}
