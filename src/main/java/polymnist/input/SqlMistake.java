package polymnist.input;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/**
 * Tells a statement that is at fault, or a value that it meets, from a fault of the machine. Only
 * the first has an answer that stays the same when it is asked again.
 */
public final class SqlMistake {
  /**
   * Classes of SQLSTATE: a feature that there is not, more rows than one, data, a function, syntax,
   * what a statement raises itself.
   */
  private static final List<String> STATEMENTS = List.of("0A", "21", "22", "39", "42", "P0");

  private SqlMistake() {}

  /** Returns the mistake among what was thrown and its causes. */
  public static Optional<Throwable> of(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(SqlMistake::isOne)
        .findFirst();
  }

  private static boolean isOne(Throwable thrown) {
    if (thrown instanceof AnalysisException) {
      return true;
    }
    return thrown instanceof SparkThrowable known
        && known.getSqlState() != null
        && STATEMENTS.stream().anyMatch(known.getSqlState()::startsWith);
  }
}
