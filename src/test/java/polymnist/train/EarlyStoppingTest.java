package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.train.TrainingExamples.row;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  @Test
  void trainingStopsWhenPatienceEpochsBroughtNoLowerLoss() {
    List<LearningCurveRow> curve =
        new ArrayList<>(List.of(row(1, 2.0), row(2, 1.0), row(3, 1.0), row(4, 1.5)));
    assertThat(EarlyStopping.isDue(List.of(), 1)).isFalse();
    assertThat(EarlyStopping.isDue(curve, 3)).isFalse();
    assertThat(EarlyStopping.isDue(curve, 2)).isTrue();
    curve.add(row(5, 0.9));
    assertThat(EarlyStopping.isDue(curve, 1)).isFalse();
  }
}
