package polymnist.evaluate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Each class against the rest: the receiver operating characteristic and the area under it
 * (Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters, 2006).
 */
final class Roc {
  private Roc() {}

  /**
   * Counts by class and probability, for the other queries; reads the view {@code predictions}. A
   * row is a probability that some images have, of which {@code positives} are of the class and
   * {@code negatives} are not; those {@code _to_here} have it or more. {@code network} is a number
   * for model, training_corpus and evaluated_on: ten rows an image are sorted by it. It names no
   * subquery: what does, Spark does not find again where it is persisted and read by one that does.
   */
  static Dataset<Row> thresholds(SparkSession spark) {
    spark
        .sql(
            """
            SELECT DISTINCT model, training_corpus, evaluated_on,
                   xxhash64(model, training_corpus, evaluated_on) AS network
            FROM   predictions
            """)
        .createOrReplaceTempView("names");
    return spark.sql(
        """
        SELECT *,
               SUM(positives) OVER from_above AS positives_to_here,
               SUM(negatives) OVER from_above AS negatives_to_here,
               SUM(positives) OVER of_class   AS all_positives,
               SUM(negatives) OVER of_class   AS all_negatives
        FROM  (SELECT network, class, probability,
                      COUNT_IF(label = class)  AS positives,
                      COUNT_IF(label <> class) AS negatives
               FROM  (SELECT xxhash64(model, training_corpus, evaluated_on) AS network, label,
                             posexplode(probabilities) AS (class, probability)
                      FROM   predictions)
               GROUP  BY network, class, probability)
        WINDOW of_class   AS (PARTITION BY network, class),
               from_above AS (PARTITION BY network, class
                              ORDER BY probability DESC ROWS UNBOUNDED PRECEDING)
        """);
  }

  /**
   * The curve, thinned to the points at which either rate passes a hundredth; reads the view {@code
   * thresholds}. {@code probability} is the least that is called the class.
   */
  static Dataset<Row> curve(SparkSession spark) {
    return spark.sql(
        """
        WITH rates AS (
          SELECT network, class, probability,
                 negatives_to_here / all_negatives AS false_positive_rate,
                 positives_to_here / all_positives AS true_positive_rate
          FROM   thresholds
          WHERE  all_positives > 0 AND all_negatives > 0),
        steps AS (
          SELECT *,
                 FLOOR(false_positive_rate * 100) + FLOOR(true_positive_rate * 100) AS step,
                 LAG(FLOOR(false_positive_rate * 100) + FLOOR(true_positive_rate * 100), 1, -1)
                   OVER (PARTITION BY network, class ORDER BY probability DESC) AS before
          FROM   rates)
        SELECT model, training_corpus, evaluated_on, CAST(class AS INT) AS class, probability,
               false_positive_rate, true_positive_rate
        FROM   steps JOIN names USING (network)
        WHERE  step > before
        ORDER  BY model, training_corpus, evaluated_on, class, probability DESC
        """);
  }

  /**
   * The area under each class's curve and their mean, in the form of the table {@code metrics};
   * reads the view {@code thresholds}. It is the chance that an image of the class has a higher
   * probability of it than one that is not, equal ones counting half.
   */
  static Dataset<Row> areas(SparkSession spark) {
    return spark.sql(
        """
        WITH sums AS (
          SELECT network, class,
                 SUM(negatives * (positives_to_here - positives / 2))
                   / (MAX(all_positives) * MAX(all_negatives)) AS area,
                 MAX(all_positives) AS n
          FROM   thresholds
          WHERE  all_positives > 0 AND all_negatives > 0
          GROUP  BY network, class),
        areas AS (SELECT * FROM sums JOIN names USING (network))
        SELECT model, training_corpus, evaluated_on, concat('class=', class) AS slice,
               'auc' AS metric, area AS value,
               CAST(NULL AS DOUBLE) AS lower, CAST(NULL AS DOUBLE) AS upper, n
        FROM   areas
        UNION  ALL
        SELECT model, training_corpus, evaluated_on, 'all', 'macro_auc',
               -- In one order, so that the sum is the same with any master.
               aggregate(array_sort(collect_list(area)), 0D, (s, a) -> s + a) / COUNT(*), NULL, NULL,
               SUM(n)
        FROM   areas
        GROUP  BY model, training_corpus, evaluated_on
        """);
  }
}
