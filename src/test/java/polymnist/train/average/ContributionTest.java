package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What workers bring to an average, without any worker. */
class ContributionTest {
  @Test
  void sharesAreAveragedByTheirExamples() {
    Contribution one =
        new Contribution(new NetworkState(new float[] {1, 4}, new float[] {8}, 103, 2), 30);
    Contribution two =
        new Contribution(new NetworkState(new float[] {5, 0}, new float[] {0}, 101, 2), 10);
    NetworkState average = Contribution.average(List.of(one, two));
    assertThat(average.parameters()).containsExactly(2, 3);
    assertThat(average.updaterState()).containsExactly(6);
    assertThat(average.iteration()).isEqualTo(103);
    assertThat(average.epoch()).isEqualTo(2);
  }

  @Test
  void countsAndSecondsAreSums() {
    RoundResult.Counts counts =
        new RoundResult.Counts(30, 20, 60, 3).plus(new RoundResult.Counts(10, 1, 10, 1));
    assertThat(counts).isEqualTo(new RoundResult.Counts(40, 21, 70, 4));
    assertThat(counts.loss()).isEqualTo(70 / 40.0);
    RoundResult.Seconds time = new RoundResult.Seconds(1, 2, 3, 4);
    assertThat(time.plus(time)).isEqualTo(new RoundResult.Seconds(2, 4, 6, 8));
  }

  @Test
  void aStateSurvivesItsBytes() {
    NetworkState state = new NetworkState(new float[] {1.5f, -2}, new float[] {3, 4, 5}, 7, 2);
    NetworkState read = NetworkState.of(state.bytes());
    assertThat(read.parameters()).containsExactly(1.5f, -2);
    assertThat(read.updaterState()).containsExactly(3, 4, 5);
    assertThat(read.iteration()).isEqualTo(7);
    assertThat(read.epoch()).isEqualTo(2);
  }
}
