package polymnist.corpus;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link IngestJob}; {@code reference.conf} says what each means.
 *
 * @param validationShare of the training images, 0 to 0.5
 * @param mostQuarantined share of the files, 0 to 1
 */
public record IngestSettings(String tree, double validationShare, double mostQuarantined, long seed)
    implements Serializable {
  public IngestSettings {
    InvalidSetting.unlessBetween("validation-share", 0, 0.5, validationShare);
    InvalidSetting.unlessBetween("most-quarantined", 0, 1, mostQuarantined);
  }
}
