package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FunctionsTest {
  @Test
  void withTwoDegreesOfFreedomTheTailIsExponential() {
    assertThat(Functions.chiSquaredPValue(3.0, 2)).isCloseTo(Math.exp(-1.5), within(1e-12));
  }

  @Test
  void noStatisticHasNoPValue() {
    assertThat(Functions.chiSquaredPValue(null, 9)).isNull();
  }

  @Test
  void aSingleLabelHasNoPValue() {
    assertThat(Functions.chiSquaredPValue(0.0, 0)).isNull();
  }

  @Test
  void theDistanceOfFeaturesIsEuclideanOverUnsignedBytes() {
    assertThat(Functions.distance(new byte[] {(byte) 255, 0}, new byte[] {(byte) 251, 3}))
        .isEqualTo(5);
    assertThat(Functions.distance(new byte[1], new byte[2])).isNull();
  }

  @Test
  void masksOverlapByTheirCommonBits() {
    assertThat(Functions.overlap(new byte[] {(byte) 0b1100_0000}, new byte[] {0b0110_0000}))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Functions.overlap(new byte[2], new byte[2])).isEqualTo(1);
  }
}
