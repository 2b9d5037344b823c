package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polymnist.custom.show.Pasted;
import polymnist.custom.show.Plain;
import polymnist.custom.show.Presentation;
import polymnist.custom.show.Shrunk;
import polymnist.ink.choose.ChoiceWeights;
import polymnist.ink.choose.Decision;
import polymnist.model.PrecisionChoice;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

class CustomSettingsTest {
  private static final Map<String, Presentation> WAYS =
      Map.of("plain", new Plain(), "pasted", new Pasted(2), "shrunk", new Shrunk());

  static final ChoiceWeights WEIGHTS =
      new ChoiceWeights(1.5, 0.2, 0.3, 0.4, -1, -1, 0.9, 1.4, -0.3, 1, -0.5, 0.8);

  /** Settings that paste on two crops and compare that with the digit on black. */
  static CustomSettings settings(String images, String labels, String groupBy) {
    return new CustomSettings(
        images,
        labels,
        groupBy,
        "none",
        "pasted",
        List.of("plain"),
        CustomSettings.Networks.BEST,
        "none",
        PrecisionChoice.FLOAT,
        new Decision(0.2, 0.9, WEIGHTS),
        WAYS,
        7);
  }

  private static CustomSettings shown(String backgrounds, String way, List<String> compare) {
    return new CustomSettings(
        "i",
        "",
        "",
        backgrounds,
        way,
        compare,
        CustomSettings.Networks.BEST_AND_DETECTOR,
        "data/detector",
        PrecisionChoice.FLOAT,
        new Decision(0, 0.9, WEIGHTS),
        WAYS,
        1);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> settings(" ", "", ""))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("images must not be empty");
    assertThatThrownBy(() -> shown("", "pasted", List.of()))
        .hasMessage("backgrounds must not be empty");
    assertThatThrownBy(() -> new Pasted(0)).hasMessage("crops must lie between 1 and 100, was 0");
    assertThatThrownBy(() -> shown("b", "best", List.of()))
        .hasMessage("presentation has 'best', but known are pasted, plain, shrunk");
    assertThatThrownBy(() -> shown("b", "plain", List.of("all")))
        .hasMessage("compare has 'all', but known are pasted, plain, shrunk");
  }

  @Test
  void noAnswerIsSurerThanSure() {
    assertThatThrownBy(() -> bound("custom.decision.least-confidence=1.5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "custom.decision.least-confidence must lie between 0 and 0.99, was 1.5");
  }

  @ParameterizedTest
  @CsvSource({
    "forms, 0",
    "crops, 101",
    "max-turn, 31",
    "max-rise, -1",
    "min-stroke, 0.4",
    "max-stroke, 0.9",
    "min-size, 1.1",
    "max-size, 1.4"
  })
  void aRangeOfFormsThatMakesNoDigitIsRefused(String key, String value) {
    assertThatThrownBy(() -> bound("custom.presentations.varied.%s=%s".formatted(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("custom.presentations.varied." + key + " must lie between");
  }

  @Test
  void thePresentationsTriedAreTheOneInUseAndThoseCompared() {
    CustomSettings settings = bound("custom.compare=[plain, shrunk]");
    assertThat(settings.tried()).containsOnlyKeys("pasted", "plain", "shrunk");
    assertThat(settings.tried().get("plain")).isEqualTo(new Plain());
  }

  private static CustomSettings bound(String assignment) {
    return Settings.load(Path.of("").toAbsolutePath(), "demo", List.of(assignment))
        .bind("custom", CustomSettings.class);
  }
}
