package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.network.Linear;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

class BenchmarkSettingsTest {
  @Test
  void noNumberOfWorkersIsRefused() {
    assertThatThrownBy(() -> settings(List.of(), 64))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("workers");
  }

  private static BenchmarkSettings settings(List<Integer> workers, int batchSize) {
    return new BenchmarkSettings(
        List.of("one"),
        Map.of("one", new NetworkSettings(new Linear(), 1, batchSize, 0.001, 1, 0)),
        4_000,
        1,
        1,
        1,
        "",
        "",
        64,
        List.of("one"),
        4_000,
        2,
        workers,
        1,
        List.of(),
        1_000,
        4_096,
        0.1,
        1);
  }
}
