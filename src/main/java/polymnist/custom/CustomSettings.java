package polymnist.custom;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link CustomJob}; {@code reference.conf} says what each means.
 *
 * @param presentation the name of one of {@code presentations}
 * @param compare names of them
 * @param leastConfidence 0 to 0.99
 */
public record CustomSettings(
    String images,
    String labels,
    String groupBy,
    String backgrounds,
    String presentation,
    List<String> compare,
    double leastConfidence,
    Map<String, Presentation> presentations,
    long seed)
    implements Serializable {

  public CustomSettings {
    InvalidSetting.ifBlank("images", images);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
    unlessOne("presentation", presentations, presentation);
    for (String name : compare) {
      unlessOne("compare", presentations, name);
    }
    InvalidSetting.unlessBetween("least-confidence", 0, 0.99, leastConfidence);
    compare = List.copyOf(compare);
    presentations = new TreeMap<>(presentations);
  }

  private static void unlessOne(
      String key, Map<String, Presentation> presentations, String presentation) {
    if (!presentations.containsKey(presentation)) {
      throw new InvalidSetting(
          key,
          "names %s, which is none of the presentations %s"
              .formatted(presentation, String.join(", ", new TreeSet<>(presentations.keySet()))));
    }
  }

  /** Returns the files and folders that are read. */
  List<String> files() {
    return labels.isBlank() ? List.of(images, backgrounds) : List.of(images, backgrounds, labels);
  }

  /** Returns the presentation in use and those that are compared with it, by name. */
  Map<String, Presentation> tried() {
    Map<String, Presentation> tried = new TreeMap<>(presentations);
    tried.keySet().removeIf(name -> !compare.contains(name) && !name.equals(presentation));
    return tried;
  }
}
