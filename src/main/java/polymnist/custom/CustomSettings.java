package polymnist.custom;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.MnistDigits;
import polymnist.custom.choose.ChoiceWeights;
import polymnist.custom.show.Presentation;
import polymnist.setting.InvalidSetting;
import polymnist.warehouse.InputFiles;

/**
 * Settings of {@link CustomJob}; {@code reference.conf} says what each means.
 *
 * @param presentation the name of one of {@code presentations}
 * @param compare names of them
 */
public record CustomSettings(
    String images,
    String labels,
    String groupBy,
    String backgrounds,
    String presentation,
    List<String> compare,
    Networks networks,
    Decision decision,
    Map<String, Presentation> presentations,
    long seed)
    implements Serializable {

  /** Which networks read pictures. */
  public enum Networks {
    /** The best one of the study alone. */
    BEST,
    /** The best one, and the detector, which knows what is no digit. */
    BEST_AND_DETECTOR
  }

  /**
   * How it is decided which ink is a digit, and whether any is.
   *
   * @param leastConfidence 0 to 0.99
   * @param several 0 to 1
   */
  public record Decision(
      double leastConfidence, double several, ChoiceWeights weights, RejectionSettings rejection)
      implements Serializable {
    public Decision {
      InvalidSetting.unlessBetween("least-confidence", 0, 0.99, leastConfidence);
      InvalidSetting.unlessBetween("several", 0, 1, several);
    }
  }

  public CustomSettings {
    InvalidSetting.ifBlank("images", images);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
    unlessOne("presentation", presentations, presentation);
    for (String name : compare) {
      unlessOne("compare", presentations, name);
    }
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
  List<InputFiles> files() {
    List<InputFiles> files =
        new ArrayList<>(
            List.of(
                InputFiles.all(images),
                Backgrounds.files(backgrounds),
                MnistDigits.files(decision.rejection().mnist())));
    if (!labels.isBlank()) {
      files.add(InputFiles.all(labels));
    }
    return files;
  }

  /** Returns the tables of networks that are read. */
  List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("models", "model_files"));
    if (networks == Networks.BEST_AND_DETECTOR) {
      tables.addAll(List.of("detectors", "detector_files"));
    }
    return tables;
  }

  /** Returns the presentation in use and those that are compared with it, by name. */
  Map<String, Presentation> tried() {
    Map<String, Presentation> tried = new TreeMap<>(presentations);
    tried.keySet().removeIf(name -> !compare.contains(name) && !name.equals(presentation));
    return tried;
  }
}
