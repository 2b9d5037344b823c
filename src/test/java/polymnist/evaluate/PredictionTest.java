package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PredictionTest {
  private static Prediction.NetworkAnswer of(double... probabilities) {
    return Prediction.NetworkAnswer.of(0, probabilities);
  }

  @Test
  void aNetworkThatIsSureHasAllMarginAndNoEntropy() {
    assertThat(of(0, 1, 0).margin()).isEqualTo(1);
    assertThat(of(0, 1, 0).entropy()).isZero();
  }

  @Test
  void aNetworkThatCannotTellHasNoMarginAndAllEntropy() {
    assertThat(of(0.25, 0.25, 0.25, 0.25).margin()).isZero();
    assertThat(of(0.25, 0.25, 0.25, 0.25).entropy()).isEqualTo(Math.log(4), within(1e-15));
  }

  @Test
  void theMarginIsOfTheTwoHighest() {
    assertThat(of(0.2, 0.5, 0.3).margin()).isEqualTo(0.2, within(1e-15));
  }
}
