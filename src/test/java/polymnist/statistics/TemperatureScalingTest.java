package polymnist.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.statistics.TemperatureScaling.LabelledProbabilities;

class TemperatureScalingTest {
  @Test
  void aTemperatureOfOneChangesNothing() {
    assertThat(TemperatureScaling.scale(List.of(0.7, 0.2, 0.1), 1))
        .containsExactly(new double[] {0.7, 0.2, 0.1}, within(1e-15));
  }

  /** At a temperature of 2 probabilities become their roots, up to a factor. */
  @Test
  void aTemperatureOfTwoTakesRoots() {
    assertThat(TemperatureScaling.scale(List.of(0.64, 0.16, 0.2 * 0.2), 2))
        .containsExactly(new double[] {0.8 / 1.4, 0.4 / 1.4, 0.2 / 1.4}, within(1e-15));
  }

  /**
   * A network that says 0.9 and is right in three of four: at the best temperature it says 0.75, so
   * the odds of 9 become those of 3, which is their root.
   */
  @Test
  void tooMuchConfidenceIsScaledToTheAccuracy() {
    List<LabelledProbabilities> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(new LabelledProbabilities(List.of(0.9, 0.1), i % 4 == 0 ? 1 : 0));
    }
    double temperature = TemperatureScaling.fit(answers);
    assertThat(temperature).isEqualTo(2, within(1e-9));
    assertThat(TemperatureScaling.scale(List.of(0.9, 0.1), temperature)[0])
        .isEqualTo(0.75, within(1e-9));
    assertThat(TemperatureScaling.logLoss(answers, temperature))
        .isEqualTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, within(1e-12))
        .isLessThan(TemperatureScaling.logLoss(answers, 1));
  }

  @Test
  void aNetworkThatIsAlwaysRightGetsTheLowestTemperature() {
    assertThat(TemperatureScaling.fit(List.of(new LabelledProbabilities(List.of(0.9, 0.1), 0))))
        .isEqualTo(TemperatureScaling.MIN_TEMPERATURE, within(1e-9));
  }

  @Test
  void aProbabilityOfZeroStaysFinite() {
    assertThat(TemperatureScaling.scale(List.of(1.0, 0.0), 2)[1]).isBetween(0.0, 1e-7);
  }

  @Test
  void noAnswerIsRefused() {
    assertThatThrownBy(() -> TemperatureScaling.fit(List.of()))
        .hasMessage("a temperature needs at least one answer to be fitted to");
  }
}
