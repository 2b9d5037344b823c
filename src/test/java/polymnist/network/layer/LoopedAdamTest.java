package polymnist.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class LoopedAdamTest {
  private static final ISchedule RATE = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9);

  /** More numbers than a block of the loop, and no multiple of it. */
  @Test
  void updatesAndMomentsAreThoseOfNd4j() {
    int length = 2500;
    INDArray ourState = Nd4j.create(DataType.FLOAT, 1, 2L * length);
    INDArray theirState = Nd4j.create(DataType.FLOAT, 1, 2L * length);
    GradientUpdater<?> ours = new LoopedAdam(RATE).instantiate(ourState, true);
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
    GradientUpdater<?> adam = new LoopedAdam(RATE).instantiate(state, true);
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

  @Test
  void updatersWithEqualSchedulesAreEqual() {
    assertThat(new LoopedAdam(RATE)).isEqualTo(new LoopedAdam(RATE).clone());
    assertThat(new LoopedAdam(RATE))
        .isNotEqualTo(new LoopedAdam(new ExponentialSchedule(ScheduleType.ITERATION, 0.2, 0.9)));
  }
}
