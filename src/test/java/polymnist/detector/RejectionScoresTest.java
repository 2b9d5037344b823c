package polymnist.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.detector.RejectionScores.DrawnAnswer;
import polymnist.detector.RejectionScores.KindRow;

class RejectionScoresTest {
  @Test
  void aurocCountsPairsAndHalvesTies() {
    // Of six pairs four are right and one is a tie.
    assertThat(RejectionScores.auroc(List.of(0.9, 0.5, 0.4), List.of(0.5, 0.1)))
        .isCloseTo(4.5 / 6, within(1e-12));
    assertThat(RejectionScores.auroc(List.of(0.9), List.of(0.1))).isEqualTo(1);
  }

  @Test
  void acceptedAtIsTheShareAboveTheDigitsQuantile() {
    List<Double> digits = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      digits.add(i / 20.0);
    }
    // 95 % of the digits have 0.1 and more.
    assertThat(RejectionScores.acceptedAt(0.95, digits, List.of(0.05, 0.1, 0.5, 0.01)))
        .isEqualTo(0.5);
  }

  @Test
  void eachKindIsTestedByTheDetectorThatNeverSawIt() {
    RejectionScores scores =
        new RejectionScores(
            List.of(
                new DrawnAnswer("digit", "detector", 0.9, false),
                new DrawnAnswer("digit", "detector", 0.2, true),
                new DrawnAnswer("digit", "other", 0.8, false),
                new DrawnAnswer("digit", "other", 0.7, false),
                new DrawnAnswer("latin", "other", 0.1, true),
                new DrawnAnswer("latin", "other", 0.75, false)));
    List<KindRow> kinds = scores.kinds();
    assertThat(kinds).extracting(KindRow::kind).containsExactly("digit", "latin", "all");
    assertThat(kinds).extracting(KindRow::refused).containsExactly(0.5, 0.5, 0.5);
    // Of four pairs of the other detector's digits and the letters, three are right.
    assertThat(kinds.get(1).auroc()).isEqualTo(0.75);
    assertThat(kinds.get(0).auroc()).isNull();
    assertThat(scores.thresholds().get(9))
        .isEqualTo(new RejectionScores.ThresholdRow(0.5, 0.5, 0.5));
  }

  @Test
  void withoutDrawnNonDigitsOnlyThePriceIsKnown() {
    RejectionScores scores =
        new RejectionScores(List.of(new DrawnAnswer("digit", "detector", 0.9, false)));
    assertThat(scores.kinds()).hasSize(1);
    assertThat(scores.thresholds()).hasSize(19);
  }
}
