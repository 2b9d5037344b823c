package polymnist.evaluate;

import java.io.Serializable;
import polymnist.job.InvalidSetting;

/**
 * Settings of {@link EvaluateJob}; {@code reference.conf} says what each means.
 *
 * @param split {@code test} or {@code validation}
 */
public record EvaluateSettings(Split split) implements Serializable {
  /** The images that networks are judged on. */
  public enum Split {
    TEST,
    VALIDATION
  }

  public EvaluateSettings {
    if (split == null) {
      throw new InvalidSetting("split", "must be test or validation");
    }
  }
}
