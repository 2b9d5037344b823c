package polymnist.custom.picture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import polymnist.setting.OneLine;

/**
 * The labels that were found.
 *
 * @param rule what they come from, such as {@code their folders}; where there are none, why
 * @param labels by the paths of the pictures of which something is known
 */
public record Labelling(String rule, Map<String, PictureLabel> labels) {

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
    return labels.containsKey(path) && labels.get(path).label() != null;
  }
}
