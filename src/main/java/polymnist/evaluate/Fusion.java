package polymnist.evaluate;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Several answers combined to one: of a network for the views of a digit, of several networks for
 * an image, and both. Answers are combined by the product of their calibrated probabilities, as
 * independent witnesses would be.
 */
final class Fusion {
  private Fusion() {}

  /**
   * The table {@code fusion}; reads the view {@code scored}. Only digits that all modalities show
   * are in it, and networks are combined with those of the same training corpus. {@code single} is
   * the accuracy of the answers that are combined, one by one. Logarithms are summed as whole
   * numbers of 1e-12, whose order does not matter.
   */
  static Dataset<Row> fusion(SparkSession spark) {
    return spark.sql(
        """
        WITH views AS (SELECT COUNT(DISTINCT modality) AS views FROM scored),
        answers AS (
          SELECT model, training_corpus, evaluated_on, id, digit, label, correct, modality,
                 transform(calibrated, p -> BIGINT(LN(GREATEST(p, 1e-15)) * 1e12)) AS logs,
                 COUNT(*) OVER (PARTITION BY model, training_corpus, evaluated_on, digit) AS seen
          FROM   scored
          WHERE  digit IS NOT NULL),
        whole AS (SELECT * FROM answers JOIN views ON seen = views),
        fused AS (
          SELECT CASE WHEN GROUPING(model) = 0 THEN 'views'
                      WHEN GROUPING(id) = 0    THEN 'networks'
                      ELSE 'views and networks' END AS combined,
                 COALESCE(model, 'all') AS model, training_corpus, evaluated_on, digit, label,
                 COUNT(*) AS answers, AVG(CAST(correct AS INT)) AS single, %s AS sums
          FROM   whole
          GROUP  BY training_corpus, evaluated_on, digit, label, GROUPING SETS ((model), (id), ())),
        counts AS (
          SELECT combined, model, training_corpus, evaluated_on, MAX(answers) AS answers,
                 CAST(AVG(CAST(single AS DECIMAL(28, 18))) AS DOUBLE) AS single, COUNT(*) AS n,
                 COUNT_IF(correct) AS hits,
                 design_effect(collect_list(struct(digit, CAST(correct AS INT)))) AS design
          FROM  (SELECT *, array_position(sums, array_max(sums)) - 1 = label AS correct FROM fused)
          GROUP  BY combined, model, training_corpus, evaluated_on)
        SELECT combined, model, training_corpus, evaluated_on, answers, single,
               hits / n AS accuracy, wilson_lower(hits, n, design) AS lower,
               wilson_upper(hits, n, design) AS upper, n
        FROM   counts
        ORDER  BY combined, model, training_corpus, evaluated_on
        """
            .formatted(sums()));
  }

  private static String sums() {
    return IntStream.range(0, POLYMNIST.classes())
        .mapToObj(c -> "SUM(logs[" + c + "])")
        .collect(Collectors.joining(", ", "array(", ")"));
  }
}
