package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

class BenchmarkSettingsTest {
  @Test
  void noNumberOfWorkersIsRefused() {
    assertThatThrownBy(
            () -> new BenchmarkSettings.TimedAveraging(List.of("one"), 4_000, 2, List.of(), 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("workers");
  }

  @ParameterizedTest
  @CsvSource({
    "benchmark.training.networks=[none], benchmark.training.networks has 'none'",
    "benchmark.averaging.workers=[0], benchmark.averaging.workers must lie between 1 and 1000",
    "benchmark.timing.repetitions=0, benchmark.timing.repetitions must lie between 1 and 100",
  })
  void aBenchmarkNamesTheKeyThatIsWrong(String setting, String problem) {
    assertRefused("benchmark", BenchmarkSettings.class, setting, problem);
  }

  @ParameterizedTest
  @CsvSource({
    "timetoaccuracy.train=[none], timetoaccuracy.train has 'none'",
    "timetoaccuracy.fresh-images.policy=none, timetoaccuracy.fresh-images.policy must be one of",
    "timetoaccuracy.pasted-digits.policy=standard, timetoaccuracy.pasted-digits.policy must only bend",
    "timetoaccuracy.training.workers=0, timetoaccuracy.training.workers must lie between 1 and 1000",
  })
  void timeToAccuracyNamesTheKeyThatIsWrong(String setting, String problem) {
    assertRefused("timetoaccuracy", TimeToAccuracySettings.class, setting, problem);
  }

  private static <S extends Record> void assertRefused(
      String block, Class<S> type, String setting, String problem) {
    Settings settings = Settings.load(Path.of("").toAbsolutePath(), "demo", List.of(setting));
    assertThatThrownBy(() -> settings.bind(block, type))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(problem);
  }
}
