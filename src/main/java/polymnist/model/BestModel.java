package polymnist.model;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Which network is the best: the one with the best validation accuracy, never chosen by its results
 * on the test images. Equal accuracies go by validation loss, then by name.
 */
public final class BestModel {
  /** A query of {@code models} whose first row is the best network, the next one the next best. */
  public static final String BEST_FIRST =
      """
      SELECT model, training_corpus, parameters, seconds
      FROM   models
      ORDER  BY validation_accuracy DESC, validation_loss, model, training_corpus
      """;

  /**
   * A query's beginning that names one row {@code best} with the columns model and training_corpus;
   * it reads {@code models}.
   */
  public static final String WITH_BEST =
      """
      WITH best AS (
        SELECT model, training_corpus
        FROM   models
        ORDER  BY validation_accuracy DESC, validation_loss, model, training_corpus
        LIMIT  1
      )
      """;

  private BestModel() {}

  /** Returns the order of the table of networks in which the best is the first. */
  public static Column[] bestFirst() {
    return new Column[] {
      functions.desc("validation_accuracy"),
      functions.col("validation_loss"),
      functions.col("model"),
      functions.col("training_corpus")
    };
  }
}
