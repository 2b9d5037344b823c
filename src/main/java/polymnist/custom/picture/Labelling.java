package polymnist.custom.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polymnist.setting.OneLine;

/**
 * The labels that were found.
 *
 * @param rule what they come from, such as {@code their folders}; where there are none, why
 * @param labels by the paths of the pictures of which something is known
 * @param problems the lines that cannot be used, each with its reason
 */
public record Labelling(String rule, Map<String, PictureLabel> labels, List<String> problems) {
  private static final int NAMED = 20;

  /** Returns what is printed of lines that cannot be used: the first of them, and how many more. */
  public List<String> problemsInWords() {
    List<String> words = new ArrayList<>();
    problems.stream().limit(NAMED).map(OneLine::of).forEach(words::add);
    if (problems.size() > NAMED) {
      words.add(String.format(Locale.ROOT, "... and %d lines more", problems.size() - NAMED));
    }
    return words;
  }

  /** Returns how many of the pictures have a label and by which rule, on one line. */
  public String inWords(List<PictureFile> pictures) {
    if (labels.isEmpty()) {
      return "no picture has a label: " + OneLine.of(rule);
    }
    List<String> without =
        pictures.stream().map(PictureFile::path).filter(path -> !labelled(path)).toList();
    return String.format(
        Locale.ROOT,
        "%d of %d pictures have a label, by %s%s",
        pictures.size() - without.size(),
        pictures.size(),
        OneLine.of(rule),
        without.isEmpty() ? "" : "; without one: " + OneLine.few(without));
  }

  private boolean labelled(String path) {
    return labels.containsKey(path) && labels.get(path).showsDigit() != null;
  }
}
