package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import polymnist.job.InvalidSetting;

class EdaSettingsTest {
  @Test
  void examplesLieBetween1And100() {
    assertThatThrownBy(() -> new EdaSettings(0, 12, 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("examples must lie between 1 and 100, was 0");
  }

  @Test
  void lowContrastIsADeviationThatSamplesCanHave() {
    assertThatThrownBy(() -> new EdaSettings(1, 128, 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("low-contrast must lie between 0 and 127.5, was 128");
  }
}
