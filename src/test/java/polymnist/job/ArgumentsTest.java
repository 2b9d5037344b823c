package polymnist.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static Arguments parse(String... args) {
    return Arguments.parse(args, List.of("--from"), List.of("--force"));
  }

  @Test
  void theDemoIsTheDefault() {
    assertThat(parse().profile()).isEqualTo("demo");
  }

  @Test
  void optionsSettingsAndWordsAreToldApart() {
    assertThat(
            parse("--from", "train", "train.workers=4", "--force", "--profile", "full", "SELECT 1"))
        .isEqualTo(
            new Arguments(
                "full",
                Map.of("--from", "train", "--force", ""),
                List.of("train.workers=4"),
                List.of("SELECT 1")));
  }

  @Test
  void aStatementWithAnEqualsSignIsNoSetting() {
    assertThat(parse("SELECT * FROM metrics WHERE slice='all'").rest()).hasSize(1);
  }

  @Test
  void anUnknownOptionNamesTheKnownOnes() {
    assertThatThrownBy(() -> parse("--form", "train"))
        .hasMessage(
            "unknown option --form: this job has --profile NAME-or-FILE, --from VALUE, --force");
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    assertThatThrownBy(() -> parse("--from")).hasMessage("--from needs a value");
  }

  @Test
  void aWordThatIsNoSettingIsRefusedWhereNoneIsExpected() {
    assertThatThrownBy(() -> parse("trian").withoutRest())
        .hasMessage("'trian' is no setting: write key=value, such as train.epochs=3");
  }
}
