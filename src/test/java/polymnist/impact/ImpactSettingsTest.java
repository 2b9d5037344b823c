package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.setting.Settings;

/** Settings of the trials as users write them: what cannot be trained is refused at once. */
class ImpactSettingsTest {
  private static ImpactSettings settings(String... assignments) throws Exception {
    return Settings.load(Path.of("").toAbsolutePath(), "full", List.of(assignments))
        .bind("impact", ImpactSettings.class);
  }

  @Test
  void workersNeedEqualPartsOfAStep() throws Exception {
    assertThat(settings("impact.training.workers=4", "impact.train=[mlp]").training().workers())
        .isEqualTo(4);
    assertThatThrownBy(() -> settings("impact.training.workers=5", "impact.train=[mlp]"))
        .hasMessageContaining("impact.networks.mlp.batch-size must give each of the 5 workers");
  }

  @Test
  void aStepIsNoLargerThanAShard() {
    assertThatThrownBy(() -> settings("impact.training.shard-images=64", "impact.train=[mlp]"))
        .hasMessageContaining(
            "impact.networks.mlp.batch-size must be at most shard-images, which is 64, was 128");
  }
}
