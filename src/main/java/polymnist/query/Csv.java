package polymnist.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them. Null is nothing between commas, and empty text two
 * quotes, as databases write them.
 */
final class Csv {
  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    if (text == null) {
      return "";
    }
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
