package polymnist.impact;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.statistics.Holm;
import polymnist.statistics.MeanDifference;
import polymnist.statistics.Verdict;

/**
 * A row of the table {@code impact_effect}: one comparison of trainings with and without a policy.
 *
 * @param question what is asked
 * @param budget {@code epochs}, {@code steps} or {@code fresh}
 * @param share of the training images, above 0, at most 1
 * @param change what was done to the images, {@code none} for nothing
 * @param severity of the change
 * @param slice {@code all}, or as {@code class=3}, {@code modality=m0}
 * @param answers of the networks
 * @param lower end of the 95 % interval of the difference
 * @param upper end
 * @param pHolm the p-value corrected for all comparisons of its question
 */
record EffectRow(
    Scenario question,
    String network,
    String policy,
    Trial.Budget budget,
    double share,
    String change,
    double severity,
    String slice,
    PairedAnswers answers,
    double lower,
    double upper,
    double pValue,
    double pHolm) {
  static final StructType SCHEMA =
      new StructType()
          .add("question", StringType, false)
          .add("network", StringType, false)
          .add("policy", StringType, false)
          .add("budget", StringType, false)
          .add("share", DoubleType, false)
          .add("change", StringType, false)
          .add("severity", DoubleType, false)
          .add("slice", StringType, false)
          .add("seeds", IntegerType, false)
          .add("n", IntegerType, false)
          .add("accuracy_without", DoubleType, false)
          .add("accuracy_with", DoubleType, false)
          .add("difference", DoubleType, false)
          .add("lower", DoubleType, false)
          .add("upper", DoubleType, false)
          .add("only_without", IntegerType, false)
          .add("only_with", IntegerType, false)
          .add("p_value", DoubleType, false)
          .add("p_holm", DoubleType, false)
          .add("verdict", StringType, false);

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
    LEARNING_SIZE
  }

  /** Measures a difference; its p-value stands alone until {@link #corrected}. */
  static EffectRow of(
      Scenario question,
      Trial trial,
      Sweeps.Condition condition,
      String slice,
      PairedAnswers answers) {
    MeanDifference difference = answers.difference();
    double p = difference.probability();
    return new EffectRow(
        question,
        trial.network(),
        trial.policy(),
        trial.budget(),
        trial.share(),
        condition.change(),
        condition.severity(),
        slice,
        answers,
        difference.lower(),
        difference.upper(),
        p,
        p);
  }

  /** Returns the rows with p-values corrected for all comparisons of the same question. */
  static List<EffectRow> corrected(List<EffectRow> rows) {
    Map<Scenario, List<EffectRow>> questions =
        rows.stream().collect(Collectors.groupingBy(EffectRow::question));
    List<EffectRow> corrected = new ArrayList<>();
    for (Scenario question : Scenario.values()) {
      List<EffectRow> family = questions.getOrDefault(question, List.of());
      double[] adjusted = Holm.adjusted(family.stream().mapToDouble(EffectRow::pValue).toArray());
      IntStream.range(0, adjusted.length)
          .forEach(i -> corrected.add(family.get(i).withHolm(adjusted[i])));
    }
    return corrected;
  }

  private EffectRow withHolm(double adjusted) {
    return new EffectRow(
        question, network, policy, budget, share, change, severity, slice, answers, lower, upper,
        pValue, adjusted);
  }

  double difference() {
    return answers.accuracyWith() - answers.accuracyWithout();
  }

  /** Returns what may be said of the difference. */
  Verdict verdict() {
    return Verdict.of(lower, upper, pHolm);
  }

  Row toRow() {
    return RowFactory.create(
        question.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        network,
        policy,
        budget.name().toLowerCase(Locale.ROOT),
        share,
        change,
        severity,
        slice,
        answers.seeds(),
        answers.images(),
        answers.accuracyWithout(),
        answers.accuracyWith(),
        difference(),
        lower,
        upper,
        answers.onlyWithout(),
        answers.onlyWith(),
        pValue,
        pHolm,
        verdict().text());
  }
}
