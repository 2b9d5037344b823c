package polymnist.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polymnist.statistics.Holm;
import polymnist.statistics.Verdict;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code impact_effect}: one comparison of trainings with and without a policy.
 *
 * @param question what is asked
 * @param setup what the trainings have in common
 * @param slice {@code all}, or as {@code class=3}, {@code modality=m0}
 * @param effect what the policy made of the answers
 * @param pHolm the p-value corrected for all comparisons of its question
 * @param verdict in words
 */
record EffectRow(
    Scenario question,
    @RowType.Flat(without = {"seed", "heldOut"}) Trial setup,
    @RowType.Flat Sweeps.Condition condition,
    String slice,
    @RowType.Flat PairedAnswers.PolicyEffect effect,
    double pHolm,
    String verdict) {
  static final RowType<EffectRow> TYPE = RowType.of(EffectRow.class);

  /** What is asked of augmentation. */
  enum Scenario {
    /** Images such as those of training. */
    CLEAN,
    /** The same, made harder. */
    ROBUSTNESS,
    /** Images of a modality that was kept from training. */
    UNSEEN_MODALITY,
    /** Digits on other photos. */
    NEW_BACKGROUNDS,
    /** Own handwriting. */
    CUSTOM,
    /** Images such as those of training, after training on few. */
    LEARNING_SIZE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Says what a comparison shows.
   *
   * @param pHolm its own p-value, until it is {@link #corrected}
   */
  EffectRow(
      Scenario question,
      Trial setup,
      Sweeps.Condition condition,
      String slice,
      PairedAnswers.PolicyEffect effect,
      double pHolm) {
    this(
        question,
        setup,
        condition,
        slice,
        effect,
        pHolm,
        Verdict.of(effect.lower(), effect.upper(), pHolm).text());
  }

  /** Returns the rows with p-values corrected for all comparisons of the same question. */
  static List<EffectRow> corrected(List<EffectRow> rows) {
    Map<Scenario, List<EffectRow>> questions =
        rows.stream().collect(Collectors.groupingBy(EffectRow::question));
    List<EffectRow> corrected = new ArrayList<>();
    for (Scenario question : Scenario.values()) {
      List<EffectRow> family = questions.getOrDefault(question, List.of());
      double[] adjusted =
          Holm.adjusted(family.stream().mapToDouble(row -> row.effect().pValue()).toArray());
      IntStream.range(0, adjusted.length)
          .forEach(i -> corrected.add(family.get(i).withHolm(adjusted[i])));
    }
    return corrected;
  }

  private EffectRow withHolm(double adjusted) {
    return new EffectRow(question, setup, condition, slice, effect, adjusted);
  }
}
