package polymnist.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import polymnist.setting.InvalidSetting;

class ReportSettingsTest {
  @Test
  void eachRangeIsChecked() {
    assertThatThrownBy(() -> new ReportSettings(" ", 2, 24, 60))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("title must not be empty");
    assertThatThrownBy(() -> new ReportSettings("Study", 0, 24, 60))
        .hasMessage("examples must lie between 1 and 10, was 0");
    assertThatThrownBy(() -> new ReportSettings("Study", 2, 201, 60))
        .hasMessage("mistakes must lie between 1 and 200, was 201");
    assertThatThrownBy(() -> new ReportSettings("Study", 2, 24, 501))
        .hasMessage("handwriting must lie between 1 and 500, was 501");
  }
}
