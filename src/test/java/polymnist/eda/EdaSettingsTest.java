package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.setting.InvalidSetting;

class EdaSettingsTest {
  private static EdaSettings settings(List<String> questions, int examples, double unreadable) {
    return new EdaSettings(
        questions,
        "",
        0,
        examples,
        new EdaSettings.Thresholds(unreadable, 6),
        1,
        Map.of(),
        Map.of(),
        false,
        1);
  }

  @Test
  void examplesLieBetween1And100() {
    assertThatThrownBy(() -> settings(List.of("a"), 0, 12))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("examples must lie between 1 and 100, was 0");
  }

  @Test
  void aDigitsContrastIsADifferenceOfSamples() {
    assertThatThrownBy(() -> settings(List.of("a"), 1, 256))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("unreadable must lie between 0 and 255, was 256");
  }

  @Test
  void questionsComeFromAFolder() {
    assertThatThrownBy(() -> settings(List.of(), 1, 12))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("questions must name a folder of .sql files");
  }
}
