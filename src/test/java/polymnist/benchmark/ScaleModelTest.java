package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.network.Linear;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainingPlan;

class ScaleModelTest {
  private static final NetworkSettings NETWORK =
      new NetworkSettings(new Linear(), 1, 64, 0.001, 10, 0);

  /** 2 ms a worker and 1 ns a byte: of 1,000 parameters, 2 * 12,000 (k - 1) / k bytes. */
  @Test
  void theFitFindsWhatTheMeasurementsWereMadeOf() {
    ScaleModel model =
        ScaleModel.fitted(
            List.of(
                measured(2, 1_000, 2e-3 + 1e-9 * 12_000),
                measured(4, 1_000, 6e-3 + 1e-9 * 18_000),
                measured(2, 1_000_000, 2e-3 + 1e-9 * 12_000_000)));

    assertThat(model.among().worker()).isCloseTo(2e-3, within(1e-9));
    assertThat(model.among().byteSent()).isCloseTo(1e-9, within(1e-15));
    assertThat(model.among().seconds(ScaleModel.Way.WORKERS, 12_000, 4))
        .isCloseTo(6e-3 + 1.8e-5, within(1e-9));
    assertThat(model.bySpark()).isNull();
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

    assertThat(model.among().worker()).isZero();
    assertThat(model.among().byteSent()).isCloseTo(1e-9, within(1e-12));
  }

  @Test
  void whatCannotBeBelowNothingIsNothing() {
    ScaleModel model =
        ScaleModel.fitted(List.of(measured(2, 1_000_000, 0.012), measured(4, 1_000_000, 0.018)));

    assertThat(model.among().worker()).isZero();
    assertThat(model.among().byteSent()).isCloseTo(1e-9, within(1e-12));
  }

  /** 10 ms a task and 1 ns a byte: the driver gets 4 states of 12,000,000 bytes, then 8. */
  @Test
  void roundsOfSparksHaveACostOfTheirOwn() {
    ScaleModel model =
        ScaleModel.fitted(
            List.of(
                measured(2, 1_000, 1),
                byDriver(4, 1_000_000, 0.04 + 0.048),
                byDriver(8, 1_000, 0.08 + 0.000096)));

    assertThat(model.bySpark().worker()).isCloseTo(0.01, within(1e-9));
    assertThat(model.bySpark().byteSent()).isCloseTo(1e-9, within(1e-15));
  }

  /** 100 seconds of compute; a round among workers costs 1 ms a worker, one of Spark's 10 ms. */
  @Test
  void rowsSayWhatIsForeseenAndWhatWasMeasured() {
    List<ScaleRow> rows =
        ScaleModel.rows(
            List.of(measured(1, 1_000, 0), measured(4, 1_000, 3e-3), byDriver(8, 1_000, 0.08)));

    assertThat(rows).extracting(ScaleRow::workers).containsExactly(1, 2, 4, 8, 64, 512);
    assertThat(rows)
        .extracting(ScaleRow::averagedBy)
        .containsExactly("workers", "workers", "workers", "driver", "workers", "shuffle");
    ScaleRow four = rows.get(2);
    assertThat(four.computeSeconds()).isEqualTo(25);
    assertThat(four.overheadSeconds()).isCloseTo(four.rounds() * 3e-3, within(1e-9));
    assertThat(four.measuredRounds()).isEqualTo(5);
    assertThat(four.measuredOverheadSeconds()).isCloseTo(5 * 3e-3, within(1e-9));
    assertThat(four.connections()).isEqualTo(6);
    assertThat(four.limit()).isEqualTo("nothing");
    assertThat(rows.get(4).measuredRounds()).isNull();
    assertThat(rows.get(5).limit()).isEqualTo("batch-size: 64 give no two images to a worker");
    assertThat(ScaleRow.table(rows)).contains("| linear | 4 | workers | ", "| 5 | 25.00 | ");
  }

  /** Of 64 images in a step; three workers have 66 of them, four have 64 again. */
  @Test
  void stepsOfAllNumbersOfWorkersComeFromTheSettings() {
    List<ScaleRow> rows = ScaleModel.rows(List.of(measured(3, 1_000, 1), measured(4, 1_000, 1)));
    TrainingPlan four = new TrainingPlan(List.of(6_400), NETWORK, 4, 1, 0, 1);

    assertThat(rows.get(2).workers()).isEqualTo(4);
    assertThat(rows.get(2).rounds()).isEqualTo(four.rounds());
    assertThat(rows.get(5).limit()).startsWith("batch-size: 64 ");
  }

  @Test
  void wayDependsOnRoomAndNumber() {
    assertThat(ScaleModel.Way.of(100, true)).isEqualTo(ScaleModel.Way.WORKERS);
    assertThat(ScaleModel.Way.of(100, false)).isEqualTo(ScaleModel.Way.DRIVER);
    assertThat(ScaleModel.Way.of(101, true)).isEqualTo(ScaleModel.Way.SHUFFLE);
    assertThat(ScaleModel.Way.of(101, false)).isEqualTo(ScaleModel.Way.SHUFFLE);
  }

  @Test
  void withoutRoundsOfAKindNothingIsSaidOfThem() {
    List<ScaleRow> rows = ScaleModel.rows(List.of(measured(1, 1_000, 0)));

    assertThat(rows.get(0).overheadSeconds()).isZero();
    assertThat(rows.subList(1, rows.size()))
        .extracting(ScaleRow::overheadSeconds)
        .containsOnlyNulls();
  }

  private static ScaleModel.Measured measured(int workers, long parameters, double ofRound) {
    return measured(workers, ScaleModel.Way.WORKERS, parameters, ofRound);
  }

  private static ScaleModel.Measured byDriver(int workers, long parameters, double ofRound) {
    return measured(workers, ScaleModel.Way.DRIVER, parameters, ofRound);
  }

  private static ScaleModel.Measured measured(
      int workers, ScaleModel.Way way, long parameters, double ofRound) {
    return new ScaleModel.Measured(
        "linear",
        new TrainingPlan(List.of(6_400), NETWORK, workers, 1, 0, 1),
        way,
        parameters,
        5,
        100,
        5 * ofRound);
  }
}
