package polymnist.custom;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link ChoiceJob}; {@code reference.conf} says what each means.
 *
 * @param custom how pictures are found and read; its weights are the ones that are fitted anew
 * @param repetitions 1 to 100
 */
public record ChoiceSettings(CustomSettings custom, int repetitions, long seed)
    implements Serializable {

  public ChoiceSettings {
    InvalidSetting.unlessBetween("repetitions", 1, 100, repetitions);
  }
}
