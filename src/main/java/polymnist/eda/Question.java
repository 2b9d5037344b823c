package polymnist.eda;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question about the corpus: one SQL statement in a file of its own.
 *
 * @param table the name of the file without {@code .sql}, of the answer's table and of its view
 * @param file where the statement was read
 * @param sql the statement, with its comments
 */
record Question(String table, String file, String sql) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** Tells whether a file name without its ending can be a table's. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Returns what the question asks: the comment before the statement, up to its first full stop.
   */
  String description() {
    String comment =
        sql.lines()
            .map(String::strip)
            .dropWhile(String::isEmpty)
            .takeWhile(line -> line.startsWith("--"))
            .map(line -> line.substring(2).strip())
            .collect(Collectors.joining(" "));
    int question = comment.indexOf('?');
    int stop = comment.indexOf(". ");
    int end = question >= 0 ? question + 1 : stop >= 0 ? stop + 1 : comment.length();
    return comment.substring(0, end);
  }

  /** Tells whether the statement reads a table of this name. */
  boolean mentions(String other) {
    return Arrays.asList(statement().split("[^A-Za-z0-9_]+", -1)).contains(other);
  }

  private String statement() {
    return sql.lines().map(line -> line.replaceFirst("--.*", "")).collect(Collectors.joining(" "));
  }
}
