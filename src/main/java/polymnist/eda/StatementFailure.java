package polymnist.eda;

import org.apache.spark.sql.AnalysisException;

/**
 * Why a statement has no answer.
 *
 * @param line of the statement, from 1; null where Spark does not tell
 * @param message Spark's, without the plan
 */
record StatementFailure(Integer line, String message) {
  private static final int LONGEST = 600;

  static StatementFailure of(Exception failure) {
    Throwable cause = failure;
    while (!(cause instanceof AnalysisException)
        && cause.getCause() != null
        && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof AnalysisException analysis) {
      Integer line = analysis.line().isDefined() ? (Integer) analysis.line().get() : null;
      return new StatementFailure(line, shortened(analysis.getSimpleMessage()));
    }
    return new StatementFailure(null, shortened(String.valueOf(cause.getMessage())));
  }

  private static String shortened(String message) {
    String text = message.strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
  }
}
