package polymnist.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What someone who wrote a name wrongly may have meant. */
public final class NearestWord {
  /** A third of the letters may be wrong, two at least. */
  private static final int LETTERS_FOR_A_MISTAKE = 3;

  private NearestWord() {}

  /** Returns the known word with the fewest mistakes, where they are few. */
  public static Optional<String> of(String written, Collection<String> known) {
    String word = written.toLowerCase(Locale.ROOT);
    int most = Math.max(2, word.length() / LETTERS_FOR_A_MISTAKE);
    LevenshteinDistance mistakes = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .filter(other -> mistakes.apply(word, other) <= most)
        .min(
            Comparator.<String>comparingInt(other -> mistakes.apply(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Returns a message of a word that is none of the known ones.
   *
   * @param message with a place for the word, one for the question and one for all known ones
   */
  public static String told(String message, String word, Collection<String> known) {
    return message.formatted(word, question(word, known), String.join(", ", known));
  }

  /** Returns a question to put behind a word, such as {@code " (did you mean eda?)"}. */
  public static String question(String word, Collection<String> known) {
    return of(word, known).map(" (did you mean %s?)"::formatted).orElse("");
  }
}
