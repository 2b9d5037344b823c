package polymnist.setting;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Paths and reasons as a person reads them: each on one line, whatever it holds. */
public final class OneLine {
  private static final int FEW = 5;

  /** What ends a line, steers a terminal, hides or turns the direction of writing. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private OneLine() {}

  /** Returns the text with each character that is not seen as its number in Unicode. */
  public static String of(String raw) {
    return UNSEEN
        .matcher(raw)
        .replaceAll(
            unseen ->
                Matcher.quoteReplacement(
                    String.format(Locale.ROOT, "\\u%04x", unseen.group().codePointAt(0))));
  }

  /** Returns the first five names, and dots where there are more. */
  public static String few(List<String> names) {
    String first = names.stream().limit(FEW).map(OneLine::of).collect(Collectors.joining(", "));
    return names.size() > FEW ? first + ", ..." : first;
  }
}
