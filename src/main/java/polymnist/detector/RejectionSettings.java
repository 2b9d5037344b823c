package polymnist.detector;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * How it is measured what is refused; {@code reference.conf} says what each means.
 *
 * @param pictures of each kind of non-digit, 0 to 100,000
 * @param digits 20 to 5,000
 */
public record RejectionSettings(int pictures, int digits) implements Serializable {

  public RejectionSettings {
    InvalidSetting.unlessBetween("pictures", 0, 100_000, pictures);
    InvalidSetting.unlessBetween("digits", 20, 5_000, digits);
  }
}
