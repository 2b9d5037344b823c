package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValidationTest {
  @Test
  void probabilitiesAreScoredByHand() {
    double[][] probabilities = {{0.5, 0.25, 0.25}, {0.1, 0.8, 0.1}};
    float[] labels = {0, 0, 1, 0, 1, 0};
    Validation score = Validation.score(probabilities, labels);
    assertThat(score.images()).isEqualTo(2);
    assertThat(score.correct()).isEqualTo(1);
    assertThat(score.lossSum()).isEqualTo(-Math.log(0.25) - Math.log(0.8), within(1e-12));
  }
}
