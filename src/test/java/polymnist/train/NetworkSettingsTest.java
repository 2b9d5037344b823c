package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import polymnist.network.Linear;

class NetworkSettingsTest {
  @Test
  void aStepGrowsToWhatWorkersCanShare() {
    NetworkSettings network = new NetworkSettings(new Linear(), 1, 64, 0.001, 1, 0);

    assertThat(network.sharedBy(1).batchSize()).isEqualTo(64);
    assertThat(network.sharedBy(3).batchSize()).isEqualTo(66);
    assertThat(network.sharedBy(8).batchSize()).isEqualTo(64);
    assertThat(network.sharedBy(64).batchSize()).isEqualTo(2 * 64);
    assertThat(network.withBatchSize(4_096).sharedBy(3).batchSize()).isEqualTo(4_095);
  }
}
