package polymnist.evaluate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Networks against one another: on the same images, and by what they cost. */
final class NetworkComparison {
  private NetworkComparison() {}

  /**
   * The table {@code network_comparison}: each two networks of a training corpus on the same
   * images, the less accurate first; reads the view {@code predictions}. {@code difference} is what
   * the second has more.
   */
  static Dataset<Row> pairs(SparkSession spark) {
    return spark.sql(
        """
        WITH accuracies AS (
          SELECT model, training_corpus, evaluated_on, AVG(CAST(correct AS INT)) AS accuracy
          FROM   predictions
          GROUP  BY model, training_corpus, evaluated_on),
        networks AS (
          SELECT p.model, p.training_corpus, p.evaluated_on, p.digit, p.id, p.correct,
                 a.accuracy
          FROM   predictions p JOIN accuracies a USING (model, training_corpus, evaluated_on)),
        counts AS (
          SELECT training_corpus, evaluated_on, a.model AS first, b.model AS second,
                 a.accuracy AS first_accuracy, b.accuracy AS second_accuracy,
                 COUNT_IF(a.correct AND NOT b.correct) AS only_first,
                 COUNT_IF(b.correct AND NOT a.correct) AS only_second,
                 design_effect(collect_list(
                   struct(COALESCE(a.digit, xxhash64(id)), CAST(b.correct AS INT) - CAST(a.correct AS INT)))) AS design,
                 COUNT(*)                              AS n
          FROM   networks a JOIN networks b USING (training_corpus, evaluated_on, id)
          WHERE  a.accuracy < b.accuracy OR (a.accuracy = b.accuracy AND a.model < b.model)
          GROUP  BY training_corpus, evaluated_on, a.model, b.model, a.accuracy, b.accuracy)
        SELECT training_corpus, evaluated_on, first, second, first_accuracy, second_accuracy,
               second_accuracy - first_accuracy             AS difference,
               paired_lower(only_first, only_second, n, design)     AS lower,
               paired_upper(only_first, only_second, n, design)     AS upper,
               only_first, only_second,
               paired_p_value(only_first, only_second, n, design)   AS p_value,
               n
        FROM   counts
        ORDER  BY training_corpus, evaluated_on, first_accuracy, second_accuracy, first, second
        """);
  }

  /**
   * The table {@code network_costs}: accuracy against parameters, multiply-adds of an image,
   * seconds of training and images that one core reads in a second; reads the views {@code
   * metrics}, {@code models}, {@code layers} and {@code speeds}. A network is {@code on_front} when
   * none is at least as accurate with fewer multiply-adds.
   */
  static Dataset<Row> costs(SparkSession spark) {
    return spark.sql(
        """
        WITH products AS (SELECT model, SUM(multiply_adds) AS multiply_adds
                          FROM   layers GROUP BY model),
        networks AS (
          SELECT r.model, r.training_corpus, r.evaluated_on, r.value AS accuracy, r.lower, r.upper,
                 m.parameters, p.multiply_adds, m.seconds AS training_seconds,
                 s.images_per_second
          FROM   metrics r
          JOIN   models m   USING (model, training_corpus)
          JOIN   products p USING (model)
          JOIN   speeds s   USING (model, training_corpus)
          WHERE  r.slice = 'all' AND r.metric = 'accuracy')
        SELECT *,
               COALESCE(accuracy > MAX(accuracy) OVER (
                 PARTITION BY training_corpus, evaluated_on ORDER BY multiply_adds
                 RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), TRUE) AS on_front
        FROM   networks
        ORDER  BY training_corpus, evaluated_on, multiply_adds, model
        """);
  }
}
