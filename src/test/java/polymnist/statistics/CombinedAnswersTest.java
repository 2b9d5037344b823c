package polymnist.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CombinedAnswersTest {
  @Test
  void answersAreCombinedByTheirLogarithms() {
    double[] combined = TemperatureScaling.combine(new double[][] {{0.8, 0.2}, {0.5, 0.5}}, 1);
    // sqrt(0.8 * 0.5) : sqrt(0.2 * 0.5) = 2 : 1
    assertThat(combined[0]).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(combined[1]).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void anAnswerOfZeroDoesNotDecideAlone() {
    double[] combined = TemperatureScaling.combine(new double[][] {{0, 1}, {1, 0}, {1, 0}}, 1);
    assertThat(combined[0]).isGreaterThan(0.99);
    assertThat(combined[0] + combined[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void aTemperatureOfTwoTakesTheRootOfTheOdds() {
    double[] combined = TemperatureScaling.combine(new double[][] {{0.8, 0.2}}, 2);
    // sqrt(0.8) : sqrt(0.2) = 2 : 1
    assertThat(combined[0]).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void theLowestOfEquallyProbableDigitsIsTheAnswer() {
    assertThat(ClassProbabilities.mostProbable(new double[] {0.2, 0.4, 0.4})).isEqualTo(1);
  }
}
