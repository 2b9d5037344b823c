package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SqlFunctionsTest {
  @Test
  void withTwoDegreesOfFreedomTheTailIsExponential() {
    assertThat(SqlFunctions.chiSquaredPValue(3.0, 2)).isCloseTo(Math.exp(-1.5), within(1e-12));
  }

  @Test
  void noStatisticHasNoPValue() {
    assertThat(SqlFunctions.chiSquaredPValue(null, 9)).isNull();
  }

  @Test
  void aSingleLabelHasNoPValue() {
    assertThat(SqlFunctions.chiSquaredPValue(0.0, 0)).isNull();
  }

  @Test
  void theDistanceOfFeaturesIsEuclideanOverUnsignedBytes() {
    assertThat(SqlFunctions.distance(new byte[] {(byte) 255, 0}, new byte[] {(byte) 251, 3}))
        .isEqualTo(5);
    assertThat(SqlFunctions.distance(new byte[1], new byte[2])).isNull();
  }

  @Test
  void masksOverlapByTheirCommonBits() {
    assertThat(SqlFunctions.overlap(new byte[] {(byte) 0b1100_0000}, new byte[] {0b0110_0000}))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(SqlFunctions.overlap(new byte[2], new byte[2])).isEqualTo(1);
  }
}
