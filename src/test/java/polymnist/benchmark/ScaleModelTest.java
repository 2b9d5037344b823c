package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.network.Linear;
import polymnist.train.NetworkSettings;

class ScaleModelTest {
  private static final NetworkSettings NETWORK =
      new NetworkSettings(new Linear(), 1, 64, 0.001, 10, 0);

  /** 2 ms a greeting and 1 ns a byte: of 1,000 parameters, 2 * 12,000 (k - 1) / k bytes. */
  @Test
  void theFitFindsWhatTheMeasurementsWereMadeOf() {
    ScaleModel model =
        ScaleModel.fitted(
            List.of(
                measured(2, 1_000, 2e-3 + 1e-9 * 12_000),
                measured(4, 1_000, 6e-3 + 1e-9 * 18_000),
                measured(2, 1_000_000, 2e-3 + 1e-9 * 12_000_000)));

    assertThat(model.greeting()).isCloseTo(2e-3, within(1e-9));
    assertThat(model.byteSeconds()).isCloseTo(1e-9, within(1e-15));
    assertThat(model.averaging(12_000, 4)).isCloseTo(6e-3 + 1.8e-5, within(1e-9));
  }

  /** Three seeds of one network, with two workers: 12,000,000 bytes are all there is to tell. */
  @Test
  void oneNetworkWithOneNumberOfWorkersIsExplainedByItsBytes() {
    ScaleModel model =
        ScaleModel.fitted(
            List.of(
                measured(2, 1_000_000, 0.0119),
                measured(2, 1_000_000, 0.012),
                measured(2, 1_000_000, 0.0121)));

    assertThat(model.greeting()).isZero();
    assertThat(model.byteSeconds()).isCloseTo(1e-9, within(1e-12));
  }

  @Test
  void whatCannotBeBelowNothingIsNothing() {
    ScaleModel model =
        ScaleModel.fitted(List.of(measured(2, 1_000_000, 0.012), measured(4, 1_000_000, 0.018)));

    assertThat(model.greeting()).isZero();
    assertThat(model.byteSeconds()).isCloseTo(1e-9, within(1e-12));
  }

  /** 640 images in minibatches of 64 are 10 updates; rounds of 10, of 3, and of 1. */
  @Test
  void moreWorkersHaveMoreRounds() {
    NetworkSettings constant = new NetworkSettings(new Linear(), 1, 64, 0.001, 10, 0);

    assertThat(ScaleModel.rounds(constant, 640, 2)).isEqualTo(1);
    assertThat(ScaleModel.rounds(constant, 640, 4)).isEqualTo(2);
  }

  @Test
  void theTableSaysWhatBreaksFirst() {
    String table = new ScaleModel(1e-6, 0).table(List.of(measured(1, 1_000, 0)));

    assertThat(table)
        .contains("| linear | 8 | ", "| nothing |")
        .contains("| 130,816 | batch-size: 64 give no two images to a worker |");
  }

  @Test
  void oneWorkerTellsNothingOfAveraging() {
    assertThatThrownBy(() -> ScaleModel.fitted(List.of(measured(1, 1_000, 0))))
        .hasMessageContaining("two and more workers");
  }

  private static ScaleModel.Measured measured(int workers, long parameters, double ofRound) {
    return new ScaleModel.Measured(
        "linear", NETWORK, workers, parameters, 6_400, 5, 100, 5 * ofRound);
  }
}
