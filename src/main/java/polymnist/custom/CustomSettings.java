package polymnist.custom;

import java.io.Serializable;
import polymnist.job.InvalidSetting;

/**
 * Settings of {@link CustomJob}; {@code reference.conf} says what each means.
 *
 * @param crops of each photo, 1 to 100
 */
public record CustomSettings(String images, String labels, String backgrounds, int crops, long seed)
    implements Serializable {

  public CustomSettings {
    InvalidSetting.ifBlank("images", images);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
    InvalidSetting.unlessBetween("crops", 1, 100, crops);
  }
}
