package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChiSquaredTest {
  @Test
  void withTwoDegreesOfFreedomTheTailIsExponential() {
    assertThat(ChiSquared.pValue(3.0, 2)).isCloseTo(Math.exp(-1.5), within(1e-12));
  }

  @Test
  void noStatisticHasNoPValue() {
    assertThat(ChiSquared.pValue(null, 9)).isNull();
  }

  @Test
  void aSingleLabelHasNoPValue() {
    assertThat(ChiSquared.pValue(0.0, 0)).isNull();
  }
}
