package polymnist.evaluate;

import java.io.Serializable;
import polymnist.corpus.Split;
import polymnist.model.PrecisionChoice;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link EvaluateJob}; {@code reference.conf} says what each means.
 *
 * @param split {@code test} or {@code validation}
 * @param mnist the folder of the MNIST files, or empty
 */
public record EvaluateSettings(Split split, String mnist, PrecisionChoice precision)
    implements Serializable {
  public EvaluateSettings {
    if (split == null || split == Split.TRAIN) {
      throw new InvalidSetting("split", "must be test or validation");
    }
    if (mnist == null) {
      throw new InvalidSetting("mnist", "must be a folder, or empty for none");
    }
  }
}
