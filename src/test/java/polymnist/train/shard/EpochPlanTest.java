package polymnist.train.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polymnist.network.WarmUpCosine;
import polymnist.train.RoundSchedule;

class EpochPlanTest {
  /** Numbers of examples, batch size, workers and frequency; the library alone loses examples. */
  @ParameterizedTest
  @CsvSource({
    "6000, 64,  2,  5",
    "6000, 64,  4,  5",
    "6000, 64,  8,  7",
    "6000, 64,  8, 11",
    "6000, 64, 16,  5",
    "6000, 64,  2, 47",
    "1001, 64,  3,  2",
    "  65, 64,  7,  1",
    "   5,  2,  4, 50"
  })
  void everyExampleIsTrainedExactlyOnce(int examples, int batch, int workers, int frequency) {
    List<Integer> sizes = List.of(examples / 3, examples / 3, examples - 2 * (examples / 3));
    Map<String, Integer> seen = new HashMap<>();
    for (List<List<Minibatch>> round : rounds(sizes, batch, workers, frequency)) {
      assertThat(round).hasSize(workers);
      for (List<Minibatch> share : round) {
        assertThat(share.size()).isLessThanOrEqualTo(frequency + frequency / 2);
        for (Minibatch minibatch : share) {
          assertThat(minibatch.images()).isBetween(1, batch);
          int[] order = Shard.order(sizes.get(minibatch.shard()), 1, minibatch.shard(), 3);
          for (int i = minibatch.from(); i < minibatch.to(); i++) {
            seen.merge(minibatch.shard() + "/" + order[i], 1, Integer::sum);
          }
        }
      }
    }
    assertThat(seen).hasSize(examples);
    assertThat(seen.values()).containsOnly(1);
  }

  private static List<List<List<Minibatch>>> rounds(
      List<Integer> sizes, int batch, int workers, int frequency) {
    List<Integer> ends =
        RoundSchedule.ends(
            EpochPlan.longest(sizes, batch, workers),
            frequency,
            0,
            new WarmUpCosine(1, 1_000_000, 2_000_000));
    return EpochPlan.rounds(sizes, batch, workers, ends, 1, 3);
  }

  @Test
  void workersOfARoundDifferByAtMostOneMinibatch() {
    for (List<List<Minibatch>> round : rounds(List.of(1000, 777), 64, 3, 4)) {
      List<Integer> lengths = round.stream().map(List::size).toList();
      assertThat(java.util.Collections.max(lengths) - java.util.Collections.min(lengths))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void anEpochHasItsOwnOrderAndAlwaysTheSame() {
    List<Integer> sizes = List.of(200, 200, 200, 200, 200, 200);
    assertThat(EpochPlan.minibatches(sizes, 64, 1, 1))
        .isEqualTo(EpochPlan.minibatches(sizes, 64, 1, 1));
    assertThat(shards(EpochPlan.minibatches(sizes, 64, 1, 1)))
        .isNotEqualTo(shards(EpochPlan.minibatches(sizes, 64, 1, 2)));
    assertThat(Shard.order(200, 1, 0, 1)).isNotEqualTo(Shard.order(200, 1, 0, 2));
  }

  private static List<Integer> shards(List<Minibatch> minibatches) {
    return new ArrayList<>(minibatches.stream().map(Minibatch::shard).distinct().toList());
  }
}
