package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.network.WarmUpCosine;

class RoundScheduleTest {
  /** Warm-up of 10 updates, then half a cosine over 90. */
  private static final WarmUpCosine RATE = new WarmUpCosine(0.5, 10, 100);

  @Test
  void roundsAreAsAskedForBeforeThePeak() {
    assertThat(RoundSchedule.ends(9, 4, 0, RATE)).containsExactly(4, 9);
  }

  @Test
  void roundsAreLongerByTheInverseSquareOfTheLearningRate() {
    // After 55 updates, the cosine is half way, so the rate half its peak and rounds 4 times as
    // long.
    assertThat(RoundSchedule.ends(40, 2, 55, RATE).get(0)).isEqualTo(8);
    assertThat(RATE.shareOfPeak(55)).isEqualTo(0.5);
  }

  @Test
  void noRoundIsLongerThanTheLongest() {
    // The rate is next to nothing in the last updates, and then nothing.
    assertThat(RoundSchedule.ends(1000, 2, 99, RATE).get(0)).isEqualTo(2 * RoundSchedule.MAX_RATIO);
  }

  @Test
  void roundsEndWithTheEpoch() {
    assertThat(RoundSchedule.ends(1, 50, 0, RATE)).isEqualTo(List.of(1));
    assertThat(RoundSchedule.ends(74, 50, 0, RATE)).isEqualTo(List.of(74));
    assertThat(RoundSchedule.ends(75, 50, 0, RATE).size()).isEqualTo(2);
  }
}
