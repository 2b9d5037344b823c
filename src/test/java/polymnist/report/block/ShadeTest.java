package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShadeTest {
  @Test
  void strengthIsOneOfTenSteps() {
    assertThat(Shade.good(0)).isEmpty();
    assertThat(Shade.good(-1)).isEmpty();
    assertThat(Shade.good(Double.NaN)).isEmpty();
    assertThat(Shade.good(0.01)).isEqualTo("good1");
    assertThat(Shade.good(0.5)).isEqualTo("good5");
    assertThat(Shade.notable(7)).isEqualTo("notable10");
  }
}
