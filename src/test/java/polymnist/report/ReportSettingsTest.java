package polymnist.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import polymnist.report.drawing.DrawingSettings;
import polymnist.setting.InvalidSetting;

class ReportSettingsTest {
  private static final DrawingSettings DRAWING = new DrawingSettings("", 0.5, 1000);

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
    assertThatThrownBy(() -> new DrawingSettings("", 1, 1000))
        .hasMessage("least-confidence must lie between 0 and 0.99, was 1");
    assertThatThrownBy(() -> new DrawingSettings("", 0.5, -1))
        .hasMessage("most-parameters must lie between 0 and 10000000, was -1");
  }
}
