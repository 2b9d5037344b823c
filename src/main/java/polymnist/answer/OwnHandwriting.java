package polymnist.answer;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does the best network read handwriting? Pictures that it never saw the like of in training, and
 * pictures without a digit, which it should refuse.
 *
 * @param pictures all that were read
 * @param byProgram those of all pictures that a program drew
 * @param digits those that are labelled with a digit
 * @param right those of the digits that were read rightly
 * @param unanswered those of the digits that got no answer
 * @param nonDigits those that are labelled to show no digit
 * @param refused those of the non-digits that got no answer
 */
public record OwnHandwriting(
    long pictures,
    long byProgram,
    long digits,
    long right,
    long unanswered,
    long nonDigits,
    long refused) {
  /** The labels file may say in a column {@code made_by} that a program drew a picture. */
  private static final String PICTURES =
      """
      SELECT COUNT(*)                                          AS pictures,
             COUNT_IF(attributes['made_by'] = 'program')       AS by_program,
             COUNT(label)                                      AS digits,
             COUNT_IF(predicted = label)                       AS read_right,
             COUNT_IF(label IS NOT NULL AND predicted IS NULL) AS unanswered,
             COUNT_IF(NOT shows_digit)                         AS non_digits,
             COUNT_IF(NOT shows_digit AND predicted IS NULL)   AS refused
      FROM   custom_predictions
      """;

  /** Reads the facts from {@code custom_predictions}. */
  static OwnHandwriting of(AskedTables tables) {
    return tables.rows("custom_predictions", PICTURES).stream()
        .map(
            row ->
                new OwnHandwriting(
                    row.asLong("pictures"),
                    row.asLong("by_program"),
                    row.asLong("digits"),
                    row.asLong("read_right"),
                    row.asLong("unanswered"),
                    row.asLong("non_digits"),
                    row.asLong("refused")))
        .findFirst()
        .orElse(new OwnHandwriting(0, 0, 0, 0, 0, 0, 0));
  }

  /** Returns the answer. */
  public Answer answer() {
    return new Answer(
        "own-handwriting",
        "Does it read handwriting?",
        finding(),
        digits == 0
            ? ""
            : "%s of %s".formatted(DisplayText.count(right), DisplayText.count(digits)),
        digits == 0
            ? ""
            : "pictures of digits read right, %s%s"
                .formatted(
                    Share.of(right, digits).interval(),
                    byProgram == pictures ? "; drawn by a program" : ""),
        pictures == 0
            ? "No picture of handwriting was read."
            : Stream.of(read(), nonDigitsInWords(), madeBy())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" ")));
  }

  private Finding finding() {
    if (pictures == 0) {
      return Finding.NOT_MEASURED;
    }
    if (refused < nonDigits) {
      return Finding.NON_DIGITS_ANSWERED;
    }
    if (digits == 0) {
      return Finding.NOT_LABELLED;
    }
    return unanswered == digits ? Finding.ALL_REFUSED : Finding.READ;
  }

  private String read() {
    if (digits == 0) {
      return "%s read, none with the digit that it shows as label."
          .formatted(count(pictures) + (pictures == 1 ? " was" : " were"));
    }
    if (unanswered == digits) {
      return "It gave no answer to %s of digits.".formatted(count(digits));
    }
    return "It reads %s of %s of digits right (%s)%s."
        .formatted(
            DisplayText.count(right),
            count(digits),
            Share.of(right, digits).interval(),
            unanswered == 0
                ? ""
                : "; for %s it gave no answer".formatted(DisplayText.count(unanswered)));
  }

  private String nonDigitsInWords() {
    if (nonDigits == 0) {
      return "";
    }
    long answered = nonDigits - refused;
    return "Of %s without a digit it refused %s%s."
        .formatted(
            count(nonDigits),
            DisplayText.count(refused),
            answered == 0 ? "" : " and answered %s with a digit".formatted(answered));
  }

  private String madeBy() {
    if (byProgram == pictures) {
      return "A program drew the pictures: how people's handwriting is read was not measured.";
    }
    return byProgram == 0
        ? "The pictures were given by whoever ran the study."
        : "A program drew %s of %s.".formatted(DisplayText.count(byProgram), count(pictures));
  }

  private static String count(long pictures) {
    return NumberText.counted(pictures, "picture");
  }
}
