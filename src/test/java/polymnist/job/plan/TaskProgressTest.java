package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import polymnist.job.ProgressLine;

class TaskProgressTest {
  /** 20 tasks in 10 seconds: the other 60 need 30. */
  @Test
  void theRestTakesAsLongAsWhatIsDone() {
    assertThat(TaskProgress.text("eda: near duplicates", 20, 80, true, 10))
        .isEqualTo("eda: near duplicates: 20 of 80 tasks, 2.0 a second, about 30 s left");
    assertThat(TaskProgress.text("augment", 0, 80, true, 10)).isEqualTo("augment: 0 of 80 tasks");
  }

  @Test
  void tasksOfSeveralKindsTellNoTime() {
    assertThat(TaskProgress.text("detector", 20, 80, false, 10))
        .isEqualTo("detector: 20 of 80 tasks");
  }

  @Test
  void durationsAreWords() {
    assertThat(ProgressLine.duration(59.4)).isEqualTo("59 s");
    assertThat(ProgressLine.duration(125)).isEqualTo("2 min 5 s");
    assertThat(ProgressLine.duration(7_500)).isEqualTo("2 h 5 min");
  }
}
