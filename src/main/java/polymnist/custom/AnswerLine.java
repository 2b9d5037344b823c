package polymnist.custom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import polymnist.ink.ReadingStatus;
import polymnist.setting.OneLine;

/**
 * The answer to one picture as a person reads it.
 *
 * @param label 0 to 9, or null where it is not known or there is none
 * @param showsDigit whether the picture shows a digit, or null where that is not known
 * @param status the word of a {@link ReadingStatus}
 * @param reason why no digit was read, or null
 * @param predicted 0 to 9, or null where no digit was read
 * @param probability of that digit, 0 to 1, or null
 */
record AnswerLine(
    String path,
    Integer label,
    Boolean showsDigit,
    String status,
    String reason,
    Integer predicted,
    Double probability) {
  /** So many pictures have a line; the others are counted. */
  static final int MAX_LINES = 40;

  /** Returns a line such as {@code a.png: 7 (98 %)} or {@code b.png: read as 1 (72 %), is 7}. */
  String inWords() {
    if (predicted == null) {
      String why = reason == null ? "" : ", " + reason;
      return OneLine.of("%s: %s%s".formatted(path, status.replace('_', ' '), why));
    }
    String read = String.format(Locale.ROOT, "%d (%.0f %%)", predicted, 100 * probability);
    if (Boolean.FALSE.equals(showsDigit)) {
      return OneLine.of("%s: read as %s, shows no digit".formatted(path, read));
    }
    return OneLine.of(
        label == null || label.equals(predicted)
            ? "%s: %s".formatted(path, read)
            : "%s: read as %s, is %s".formatted(path, read, label));
  }

  /**
   * Returns a line for each of the first answers, and one that counts all.
   *
   * @param counts how many pictures have each status, by its word
   */
  static List<String> lines(List<AnswerLine> first, Map<String, Long> counts) {
    List<String> lines = new ArrayList<>();
    first.forEach(answer -> lines.add(answer.inWords()));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String statuses =
        Arrays.stream(ReadingStatus.values())
            .map(ReadingStatus::toString)
            .filter(counts::containsKey)
            .map(word -> "%s %s".formatted(counts.get(word), word.replace('_', ' ')))
            .collect(Collectors.joining(", "));
    long more = all - first.size();
    lines.add(
        String.format(
            Locale.ROOT,
            "%sof all %d: %s",
            more > 0 ? "and %s more in the table custom_predictions; ".formatted(more) : "",
            all,
            statuses));
    return lines;
  }
}
