package polymnist.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import polymnist.setting.InvalidSetting;

class ReportSettingsTest {
  private static final ReportSettings.Drawing DRAWING = new ReportSettings.Drawing("", "", 0.5);

  @Test
  void eachRangeIsChecked() {
    assertThatThrownBy(() -> new ReportSettings(" ", 2, 24, 60, DRAWING))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("title must not be empty");
    assertThatThrownBy(() -> new ReportSettings("Study", 0, 24, 60, DRAWING))
        .hasMessage("examples must lie between 1 and 10, was 0");
    assertThatThrownBy(() -> new ReportSettings("Study", 2, 201, 60, DRAWING))
        .hasMessage("mistakes must lie between 1 and 200, was 201");
    assertThatThrownBy(() -> new ReportSettings("Study", 2, 24, 501, DRAWING))
        .hasMessage("handwriting must lie between 1 and 500, was 501");
    assertThatThrownBy(() -> new ReportSettings.Drawing("", "", 1))
        .hasMessage("least-confidence must lie between 0 and 0.99, was 1");
  }
}
