package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What workers bring to an average, without any worker. */
class ContributionTest {
  @Test
  void sharesAreAveragedByTheirExamples() {
    Contribution one = new Contribution(new NetworkState(row(1, 4), row(8), 103, 2), 30);
    Contribution two = new Contribution(new NetworkState(row(5, 0), row(0), 101, 2), 10);
    assertThat(Contribution.average(List.of(one, two)))
        .isEqualTo(new NetworkState(row(2, 3), row(6), 103, 2));
  }

  private static FloatBuffer row(float... numbers) {
    return FloatBuffer.wrap(numbers);
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
    NetworkState state = new NetworkState(row(1.5f, -2), row(3, 4, 5), 7, 2);
    ByteBuffer bytes = ByteBuffer.allocate(state.bytes());
    state.put(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    assertThat(NetworkState.of(bytes.flip())).isEqualTo(state);
  }
}
