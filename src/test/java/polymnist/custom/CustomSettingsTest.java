package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import polymnist.job.InvalidSetting;

class CustomSettingsTest {
  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new CustomSettings(" ", "", "b", 2, 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("images must not be empty");
    assertThatThrownBy(() -> new CustomSettings("i", "", "", 2, 1))
        .hasMessage("backgrounds must not be empty");
    assertThatThrownBy(() -> new CustomSettings("i", "", "b", 0, 1))
        .hasMessage("crops must lie between 1 and 100, was 0");
  }
}
