package polymnist.eda;

import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import polymnist.job.SqlMistake;

/**
 * Why a statement has no answer.
 *
 * @param line of the statement, from 1; null where Spark does not tell
 * @param message Spark's, without the plan
 */
record StatementFailure(Integer line, String message) {
  private static final int MAX_LENGTH = 600;

  /** Returns the failure where the statement is at fault; none where the machine is. */
  static Optional<StatementFailure> of(Exception failure) {
    return SqlMistake.of(failure).map(StatementFailure::ofMistake);
  }

  private static StatementFailure ofMistake(Throwable mistake) {
    if (mistake instanceof AnalysisException analysis) {
      Integer line = analysis.line().isDefined() ? (Integer) analysis.line().get() : null;
      return new StatementFailure(line, shortened(analysis.getSimpleMessage()));
    }
    return new StatementFailure(null, shortened(String.valueOf(mistake.getMessage())));
  }

  private static String shortened(String message) {
    String text = message.strip();
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + " ...";
  }
}
