package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
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
  void theBitsAreThoseOfTheWholeStates() {
    for (int numbers : List.of(5, 1_000)) {
      List<RoundResult> results = new ArrayList<>();
      for (int worker = 0; worker < 7; worker++) {
        results.add(result(worker, numbers, worker == 3 ? 0 : 10 + worker));
      }
      NetworkState wanted =
          Contribution.average(
              results.stream()
                  .map(one -> new Contribution(one.state(), one.rounds().get(0).examples()))
                  .toList());

      List<RoundResult> collected = SlicedAverage.collect(spark.parallelize(results, 7));

      assertThat(collected.get(0).state()).isEqualTo(wanted);
      assertThat(wanted.iteration()).isEqualTo(106);
      assertThat(collected)
          .extracting(RoundResult::seconds)
          .isEqualTo(results.stream().map(RoundResult::seconds).toList());
      assertThat(collected.subList(1, 7)).extracting(RoundResult::state).containsOnlyNulls();
    }
  }

  private static RoundResult result(int worker, int numbers, long examples) {
    Random random = new Random(worker);
    NetworkState state =
        new NetworkState(numbers(numbers, random), numbers(2 * numbers, random), 100 + worker, 2);
    return new RoundResult(
        state,
        List.of(new RoundResult.Counts(examples, worker, 0.5, 1)),
        new RoundResult.Seconds(0, worker, 0, 0));
  }

  private static FloatBuffer numbers(int count, Random random) {
    FloatBuffer numbers = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      numbers.put((float) random.nextGaussian());
    }
    return numbers.flip();
  }
}
