package polymnist.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class LoopedAdamTest {
  private static final ISchedule RATE = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9);

  /** More numbers than a block of the loop, and no multiple of it. */
  @Test
  void updatesAndMomentsAreThoseOfNd4j() {
    int length = 2500;
    INDArray ourState = Nd4j.create(DataType.FLOAT, 1, 2L * length);
    INDArray theirState = Nd4j.create(DataType.FLOAT, 1, 2L * length);
    GradientUpdater<?> ours = new LoopedAdam(RATE, 0).instantiate(ourState, true);
    GradientUpdater<?> theirs = new Adam(RATE).instantiate(theirState, true);
    for (int iteration = 0; iteration < 5; iteration++) {
      INDArray gradient = Nd4j.randn(DataType.FLOAT, 1, length);
      INDArray other = gradient.dup();
      ours.applyUpdater(gradient, iteration, 0);
      theirs.applyUpdater(other, iteration, 0);
      for (int i = 0; i < length; i++) {
        assertThat(gradient.getFloat(i)).isCloseTo(other.getFloat(i), within(1e-6f));
      }
    }
    for (int i = 0; i < 2 * length; i++) {
      assertThat(ourState.getFloat(i)).isCloseTo(theirState.getFloat(i), within(1e-6f));
    }
  }

  @Test
  void aViewInTheMiddleOfARowIsUpdatedAndNothingElse() {
    INDArray state = Nd4j.create(DataType.FLOAT, 1, 4);
    INDArray row = Nd4j.ones(DataType.FLOAT, 1, 6);
    GradientUpdater<?> adam = new LoopedAdam(RATE, 0).instantiate(state, true);
    adam.applyUpdater(
        row.get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(2, 4)),
        0,
        0);
    // The first step of Adam is the learning rate, whatever the gradient.
    assertThat(row.toFloatVector())
        .containsExactly(new float[] {1, 1, 0.1f, 0.1f, 1, 1}, within(1e-6f));
  }

  /** Where nothing is learned, 0.3 times the learning rate of 0.1, then 0.09, is taken off. */
  @Test
  void weightsDecayApartFromTheGradient() {
    INDArray weights = Nd4j.createFromArray(new float[][] {{2, -1}});
    INDArray none = Nd4j.zeros(DataType.FLOAT, 1, 2);
    INDArray state = Nd4j.create(DataType.FLOAT, 1, 4);
    LoopedAdam.Loop adam = (LoopedAdam.Loop) new LoopedAdam(RATE, 0.3).instantiate(state, true);
    adam.step(weights, none, 8, 0, 0);
    assertThat(weights.toFloatVector()).containsExactly(new float[] {1.94f, -0.97f}, within(1e-6f));
    adam.step(weights, none, 8, 1, 0);
    assertThat(weights.toFloatVector())
        .containsExactly(new float[] {1.94f * 0.973f, -0.97f * 0.973f}, within(1e-6f));
  }

  @Test
  void aFileFromBeforeThereWasADecayHasNone() throws IOException {
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    String now = mapper.writeValueAsString(new LoopedAdam(RATE, 0));
    String before = now.replaceFirst(",\\s*\"weightDecay\" : 0.0", "");
    assertThat(before).isNotEqualTo(now);
    assertThat(mapper.readValue(before, IUpdater.class)).isEqualTo(new LoopedAdam(RATE, 0));
  }

  @Test
  void updatersWithEqualSchedulesAreEqual() {
    assertThat(new LoopedAdam(RATE, 0)).isEqualTo(new LoopedAdam(RATE, 0).clone());
    assertThat(new LoopedAdam(RATE, 0))
        .isNotEqualTo(new LoopedAdam(new ExponentialSchedule(ScheduleType.ITERATION, 0.2, 0.9), 0))
        .isNotEqualTo(new LoopedAdam(RATE, 0.1));
  }
}
