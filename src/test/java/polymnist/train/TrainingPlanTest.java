package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.network.Linear;
import polymnist.network.WarmUpCosine;
import polymnist.setting.UserError;
import polymnist.train.shard.Minibatch;

class TrainingPlanTest {
  private static TrainingPlan plan(int workers) {
    NetworkSettings network = new NetworkSettings(new Linear(), 3, 64, 0.01, 12, 0);
    return new TrainingPlan(List.of(320, 320, 100), network, workers, 3, 0.2, 1);
  }

  @Test
  void workersShareAStep() {
    assertThat(plan(1).batchSize()).isEqualTo(64);
    assertThat(plan(4).batchSize()).isEqualTo(16);
    assertThat(plan(1).minibatches()).isEqualTo(5 + 5 + 2);
    assertThat(plan(4).minibatches()).isEqualTo(20 + 20 + 7);
  }

  @Test
  void moreWorkersAverageMoreOftenAndOneIsItsOwnAverage() {
    assertThat(plan(2).frequency()).isEqualTo(12);
    assertThat(plan(4).frequency()).isEqualTo(4);
    assertThat(plan(16).frequency()).isEqualTo(1);
    assertThat(plan(1).frequency()).isEqualTo(16 * 12);
  }

  /** A million epochs of 2,160 updates are more than an int has. */
  @Test
  void moreUpdatesThanCanBeCountedAreRefused() {
    NetworkSettings network = new NetworkSettings(new Linear(), 10_000, 64, 0.01, 12, 0);
    List<Integer> shards = List.of(64 * 2_160);
    assertThatThrownBy(() -> new TrainingPlan(shards, network, 1, 1_000_000, 0.2, 1).learningRate())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1000000 epochs of 2160 updates")
        .hasMessageContaining("set fewer epochs");
  }

  /** The busiest of four workers makes 12 of 47 updates an epoch, so 36 in all. */
  @Test
  void theLearningRateRisesWithTheRootOfTheWorkers() {
    assertThat(plan(4).learningRate()).isEqualTo(new WarmUpCosine(0.02, 7, 36));
    assertThat(plan(2).learningRate().valueAt(1_000, 0)).isZero();
    assertThat(plan(2).learningRate().valueAt(6, 0)).isCloseTo(0.01 * Math.sqrt(2), within(1e-4));
  }

  @Test
  void roundsHoldWhatTheirEndsSay() {
    TrainingPlan plan = plan(4);
    List<Integer> ends = plan.ends(0);
    assertThat(ends).startsWith(4).endsWith(12);
    List<List<List<Minibatch>>> rounds = plan.rounds(1, ends);
    assertThat(rounds).hasSameSizeAs(ends);
    assertThat(rounds.get(0)).hasSize(4).allSatisfy(share -> assertThat(share).hasSize(4));
    assertThat(rounds.stream().flatMap(List::stream).flatMap(List::stream).distinct()).hasSize(47);
  }
}
