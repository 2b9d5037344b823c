package polymnist.corpus;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link SynthesizeJob}; {@code reference.conf} says what each means.
 *
 * @param trainDigits 1 to 60,000
 * @param testDigits 1 to 10,000
 * @param validationShare of the training digits, 0 to 0.5
 */
public record SynthesizeSettings(
    String mnist,
    String backgrounds,
    int trainDigits,
    int testDigits,
    double validationShare,
    Format format,
    long seed)
    implements Serializable {

  /** Where the images go. */
  public enum Format {
    /** Into the corpus table. */
    TABLE,
    /** Into a tree of PNG files as PolyMNIST is published. */
    PNG
  }

  public SynthesizeSettings {
    InvalidSetting.ifBlank("mnist", mnist);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
    InvalidSetting.unlessBetween("train-digits", 1, 60_000, trainDigits);
    InvalidSetting.unlessBetween("test-digits", 1, 10_000, testDigits);
    InvalidSetting.unlessBetween("validation-share", 0, 0.5, validationShare);
  }
}
