package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.impact.EffectRow.Scenario;
import polymnist.impact.Trial.Budget;
import polymnist.statistics.Verdict;

class ComparisonsTest {
  private static final List<Sweeps.Condition> CONDITIONS =
      List.of(Sweeps.Condition.NONE, new Sweeps.Condition("blur", 1));

  /** Sixteen images of the corpus, digits 0 and 1 in two modalities, and two of a new photo. */
  private static List<TestedImage> subjects() {
    List<TestedImage> subjects = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      subjects.add(
          new TestedImage(
              i,
              TestedImage.Source.CORPUS,
              "m" + i % 2,
              i / 8,
              "digit " + i / 2,
              new byte[0],
              i < 4));
    }
    for (int i = 16; i < 18; i++) {
      subjects.add(
          new TestedImage(
              i,
              TestedImage.Source.NEW_BACKGROUNDS,
              "photo 0",
              0,
              "digit " + i,
              new byte[0],
              false));
    }
    return subjects;
  }

  private static Trial trial(String policy, Budget budget, String heldOut) {
    return new Trial("mlp", policy, budget, 1, 1, heldOut);
  }

  /** Returns answers that are right on the first so many subjects, under each condition. */
  private static CorrectAnswers first(int plain, int blurred) {
    BitSet none = new BitSet();
    none.set(0, plain);
    BitSet blur = new BitSet();
    blur.set(0, blurred);
    return new CorrectAnswers(List.of(none, blur));
  }

  private static List<EffectRow> rows(Map<Trial, CorrectAnswers> answers) {
    return Comparisons.of(answers, subjects(), CONDITIONS, 7);
  }

  private static EffectRow only(List<EffectRow> rows, Scenario question, String slice) {
    List<EffectRow> found =
        rows.stream()
            .filter(row -> row.question() == question && row.slice().equals(slice))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void cleanAnswersAreComparedAsAWholeAndByClassAndModality() {
    Map<Trial, CorrectAnswers> answers = new LinkedHashMap<>();
    answers.put(trial("none", Budget.EPOCHS, ""), first(6, 0));
    answers.put(trial("light", Budget.STEPS, ""), first(18, 2));
    List<EffectRow> rows = rows(answers);
    EffectRow all = only(rows, Scenario.CLEAN, "all");
    assertThat(all.effect().difference()).isCloseTo(10 / 16.0, within(1e-12));
    assertThat(all.effect().onlyWith()).isEqualTo(10);
    // Both images of five digits are won: two images count as one, so it is ten by the root of
    // 2 (10 - 100 / 20) + 4, or 2.673 deviations.
    assertThat(all.effect().pValue()).isCloseTo(0.007526, within(1e-6));
    // Five comparisons: all, two classes, two modalities. None has a smaller p-value.
    assertThat(all.pHolm()).isCloseTo(5 * 0.007526, within(5e-6));
    assertThat(all.verdict()).isEqualTo(Verdict.HELPS.text());
    EffectRow zeros = only(rows, Scenario.CLEAN, "class=0");
    assertThat(zeros.effect().difference()).isCloseTo(2 / 8.0, within(1e-12));
    assertThat(zeros.verdict()).isEqualTo(Verdict.NONE.text());
    assertThat(only(rows, Scenario.CLEAN, "modality=m1").effect().n()).isEqualTo(8);
    EffectRow blurred = only(rows, Scenario.ROBUSTNESS, "all");
    assertThat(blurred.condition().change()).isEqualTo("blur");
    assertThat(blurred.effect().difference()).isCloseTo(2 / 4.0, within(1e-12));
    assertThat(only(rows, Scenario.NEW_BACKGROUNDS, "all").effect().difference()).isEqualTo(1);
  }

  @Test
  void aModalityIsTestedByTheTrainingsThatDidNotSeeIt() {
    Map<Trial, CorrectAnswers> answers = new LinkedHashMap<>();
    answers.put(trial("none", Budget.EPOCHS, "m0"), first(0, 0));
    answers.put(trial("strong", Budget.FRESH, "m0"), first(16, 0));
    answers.put(trial("none", Budget.EPOCHS, "m1"), first(8, 0));
    answers.put(trial("strong", Budget.FRESH, "m1"), first(4, 0));
    List<EffectRow> rows = rows(answers);
    assertThat(rows).hasSize(3);
    assertThat(only(rows, Scenario.UNSEEN_MODALITY, "modality=m0").effect().difference())
        .isEqualTo(1);
    assertThat(only(rows, Scenario.UNSEEN_MODALITY, "modality=m1").effect().difference())
        .isCloseTo(-2 / 8.0, within(1e-12));
    // Eight images won, two lost.
    EffectRow all = only(rows, Scenario.UNSEEN_MODALITY, "all");
    assertThat(all.effect().difference()).isCloseTo(6 / 16.0, within(1e-12));
    assertThat(all.effect().onlyWithout()).isEqualTo(2);
  }

  @Test
  void fewImagesAreComparedBesideAll() {
    Map<Trial, CorrectAnswers> answers = new LinkedHashMap<>();
    for (double share : new double[] {0.1, 1}) {
      Trial with = new Trial("mlp", "light", Budget.FRESH, 1, share, "");
      answers.put(with.without(), first(2, 0));
      answers.put(with, first(share < 1 ? 10 : 4, 0));
    }
    assertThat(rows(answers))
        .filteredOn(row -> row.question() == Scenario.LEARNING_SIZE)
        .extracting(row -> row.setup().share(), row -> row.effect().difference())
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple(0.1, 8 / 16.0),
            org.assertj.core.api.Assertions.tuple(1.0, 2 / 16.0));
  }
}
