package polymnist.ink.choose;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * How it is decided which ink is a digit, and whether any is; {@code reference.conf} says what each
 * means.
 *
 * @param leastConfidence 0 to 0.99
 * @param several 0 to 1
 */
public record Decision(double leastConfidence, double several, ChoiceWeights weights)
    implements Serializable {
  public Decision {
    InvalidSetting.unlessBetween("least-confidence", 0, 0.99, leastConfidence);
    InvalidSetting.unlessBetween("several", 0, 1, several);
  }
}
