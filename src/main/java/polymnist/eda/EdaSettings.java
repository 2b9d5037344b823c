package polymnist.eda;

import java.util.List;
import java.util.Map;
import polymnist.setting.InvalidSetting;

/**
 * The settings of {@link EdaJob}; {@code reference.conf} says what each means.
 *
 * @param questions folders of SQL files
 * @param backgrounds a folder of photos, or empty
 * @param comparedMasks share of the images, 0 to 1
 * @param examples of each kind for a modality and label, 1 to 100
 * @param thresholds from where on an image stands out
 * @param listed the most images that a question lists, 1 to 1,000,000
 * @param drift pairs of sets of images by name
 * @param contract expectations by name
 * @param fatal whether a broken contract ends the job with exit code 3
 * @param seed of all chance
 */
public record EdaSettings(
    List<String> questions,
    String backgrounds,
    double comparedMasks,
    int examples,
    Thresholds thresholds,
    int listed,
    Map<String, DriftPair> drift,
    Map<String, Expectation> contract,
    boolean fatal,
    long seed) {

  /**
   * From where on an image stands out.
   *
   * @param unreadable least contrast of a digit, 0 to 255
   * @param outlier least distance from the mean in standard deviations, 1 to 100
   */
  public record Thresholds(double unreadable, double outlier) {
    public Thresholds {
      InvalidSetting.unlessBetween("unreadable", 0, 255, unreadable);
      InvalidSetting.unlessBetween("outlier", 1, 100, outlier);
    }
  }

  /** Two sets of images. */
  public record DriftPair(ImageSet first, ImageSet second) {}

  /**
   * A rule that the corpus must keep.
   *
   * @param expects the rule in words
   * @param found a query whose answer is one number
   * @param most the greatest number that keeps the rule
   */
  public record Expectation(String expects, String found, double most) {
    public Expectation {
      InvalidSetting.ifBlank("expects", expects);
      InvalidSetting.ifBlank("found", found);
    }
  }

  public EdaSettings {
    questions = List.copyOf(questions);
    drift = Map.copyOf(drift);
    contract = Map.copyOf(contract);
    if (questions.isEmpty()) {
      throw new InvalidSetting("questions", "must name a folder of .sql files");
    }
    InvalidSetting.unlessBetween("compared-masks", 0, 1, comparedMasks);
    InvalidSetting.unlessBetween("examples", 1, 100, examples);
    InvalidSetting.unlessBetween("listed", 1, 1_000_000, listed);
  }

  /** Returns the values of the markers that questions may use, such as {@code :examples}. */
  Map<String, Object> parameters() {
    return Map.of(
        "examples",
        examples,
        "unreadable",
        thresholds.unreadable(),
        "outlier",
        thresholds.outlier(),
        "listed",
        listed,
        "seed",
        seed);
  }
}
