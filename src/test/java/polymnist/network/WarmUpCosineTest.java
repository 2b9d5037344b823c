package polymnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarmUpCosineTest {
  @Test
  void theLearningRateRisesLinearlyAndFallsAlongACosine() {
    WarmUpCosine rate = new WarmUpCosine(0.8, 4, 12);
    assertThat(rate.valueAt(0, 0)).isEqualTo(0.2, within(1e-12));
    assertThat(rate.valueAt(3, 0)).isEqualTo(0.8, within(1e-12));
    assertThat(rate.valueAt(4, 0)).isEqualTo(0.8, within(1e-12));
    assertThat(rate.valueAt(8, 0)).isEqualTo(0.4, within(1e-12));
    assertThat(rate.valueAt(12, 0)).isEqualTo(0, within(1e-12));
    assertThat(rate.valueAt(100, 0)).isEqualTo(0, within(1e-12));
  }
}
