package polymnist.evaluate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.model.BestModel;

/**
 * Images whose label the best network does not believe: a mistake of the network or of the label.
 */
final class LabelDisagreement {
  private LabelDisagreement() {}

  /**
   * The table {@code label_disagreements}: one row for each image that the best network, by
   * validation, reads as something else, the most suspicious label first. Where it reads other
   * views of the same digit as the same something else, the label is rather wrong than the network.
   * No image is in it that the network was trained on. Reads the views {@code scored} and {@code
   * models}; {@code views} counts the other images of the MNIST digit, 0 where that is not known.
   */
  static Dataset<Row> labels(SparkSession spark) {
    return spark.sql(
        BestModel.WITH_BEST
            + """
            , answers AS (
              SELECT evaluated_on, id, modality, label, predicted, confidence, correct,
                     COALESCE(digit, xxhash64(id)) AS handwriting
              FROM   scored JOIN best USING (model, training_corpus)),
            counted AS (
              SELECT *,
                     COUNT(*) OVER (PARTITION BY evaluated_on, handwriting) - 1 AS views,
                     COUNT(*) OVER (PARTITION BY evaluated_on, handwriting, predicted) - 1
                       AS views_agreeing
              FROM   answers)
            SELECT CAST(ROW_NUMBER() OVER (ORDER BY views_agreeing DESC, confidence DESC, id) AS INT)
                     AS rank,
                   evaluated_on, id, modality, label, predicted AS suggested, confidence, views,
                   views_agreeing
            FROM   counted
            WHERE  NOT correct
            ORDER  BY rank
            """);
  }
}
