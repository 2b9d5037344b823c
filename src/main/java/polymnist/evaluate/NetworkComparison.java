package polymnist.evaluate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Networks against one another: on the same images, and by what they cost. */
final class NetworkComparison {
  private NetworkComparison() {}

  /**
   * The table {@code network_comparison}: each two networks that read the same images, whatever
   * they were trained on, the less accurate first; reads the view {@code predictions}. {@code
   * difference} is what the second has more, {@code p_holm} is corrected for all pairs ({@link
   * polymnist.statistics.Holm}).
   */
  static Dataset<Row> pairs(SparkSession spark) {
    return spark.sql(
        """
        WITH networks AS (
          SELECT *, AVG(CAST(correct AS INT))
                      OVER (PARTITION BY evaluated_on, model, training_corpus) AS accuracy
          FROM   predictions),
        counts AS (
          SELECT evaluated_on,
                 a.model AS first, a.training_corpus AS first_corpus,
                 b.model AS second, b.training_corpus AS second_corpus,
                 a.accuracy AS first_accuracy, b.accuracy AS second_accuracy,
                 COUNT_IF(a.correct AND NOT b.correct) AS only_first,
                 COUNT_IF(b.correct AND NOT a.correct) AS only_second,
                 design_effect(collect_list(
                   struct(COALESCE(a.digit, xxhash64(id)), CAST(b.correct AS INT) - CAST(a.correct AS INT)))) AS design,
                 COUNT(*)                              AS n
          FROM   networks a JOIN networks b USING (evaluated_on, id)
          WHERE  struct(a.accuracy, a.model, a.training_corpus)
                 < struct(b.accuracy, b.model, b.training_corpus)
          GROUP  BY evaluated_on, a.model, a.training_corpus, b.model, b.training_corpus,
                    a.accuracy, b.accuracy),
        compared AS (
          SELECT *, paired_p_value(only_first, only_second, n, design) AS p_value FROM counts)
        SELECT evaluated_on, first, first_corpus, second, second_corpus,
               first_accuracy, second_accuracy,
               second_accuracy - first_accuracy                     AS difference,
               paired_lower(only_first, only_second, n, design)     AS lower,
               paired_upper(only_first, only_second, n, design)     AS upper,
               only_first, only_second, p_value,
               %s,
               n
        FROM   compared
        ORDER  BY evaluated_on, first_accuracy, second_accuracy, first, first_corpus, second,
                  second_corpus
        """
            .formatted(
                Metrics.HOLM.formatted(
                    "evaluated_on", "first, first_corpus, second, second_corpus")));
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
