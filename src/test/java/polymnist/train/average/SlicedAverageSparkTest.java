package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;

class SlicedAverageSparkTest {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  /** Fewer numbers than slices, some slices are empty then; and one worker without images. */
  @Test
  void theBitsAreThoseOfTheDriversAverage() {
    for (int numbers : List.of(5, 1_000)) {
      List<RoundResult> results = new ArrayList<>();
      for (int worker = 0; worker < 7; worker++) {
        results.add(result(worker, numbers, worker == 3 ? 0 : 10 + worker));
      }
      NetworkState wanted = Contribution.average(results.stream().map(RoundResult::share).toList());

      List<RoundResult> collected = SlicedAverage.collect(spark.parallelize(results, 7));

      NetworkState state = collected.get(0).share().state();
      assertThat(state.parameters()).isEqualTo(wanted.parameters());
      assertThat(state.updaterState()).isEqualTo(wanted.updaterState());
      assertThat(state.iteration()).isEqualTo(106);
      assertThat(state.epoch()).isEqualTo(2);
      assertThat(collected)
          .extracting(RoundResult::seconds)
          .isEqualTo(results.stream().map(RoundResult::seconds).toList());
      assertThat(collected.subList(1, 7)).extracting(RoundResult::share).containsOnlyNulls();
    }
  }

  private static RoundResult result(int worker, int numbers, long examples) {
    Random random = new Random(worker);
    NetworkState state =
        new NetworkState(numbers(numbers, random), numbers(2 * numbers, random), 100 + worker, 2);
    return new RoundResult(
        new Contribution(state, examples),
        List.of(new RoundResult.Counts(examples, worker, 0.5, 1)),
        new RoundResult.Seconds(0, worker, 0, 0));
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
