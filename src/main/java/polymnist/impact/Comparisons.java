package polymnist.impact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import polymnist.impact.EffectRow.Scenario;

/** Compares trainings with and without augmentation by what they got right. */
final class Comparisons {
  private final Map<Trial, CorrectAnswers> answers;
  private final List<TestedImage> subjects;
  private final List<Sweeps.Condition> conditions;
  private final long seed;
  private final List<EffectRow> rows = new ArrayList<>();

  private Comparisons(
      Map<Trial, CorrectAnswers> answers,
      List<TestedImage> subjects,
      List<Sweeps.Condition> conditions,
      long seed) {
    this.answers = answers;
    this.subjects = subjects;
    this.conditions = conditions;
    this.seed = seed;
  }

  /**
   * Returns all comparisons, with p-values corrected for the number of those of a question.
   *
   * @param answers of every training and of the one that it is compared with
   */
  static List<EffectRow> of(
      Map<Trial, CorrectAnswers> answers,
      List<TestedImage> subjects,
      List<Sweeps.Condition> conditions,
      long seed) {
    Comparisons comparisons = new Comparisons(answers, subjects, conditions, seed);
    comparisons.compareAll();
    return EffectRow.corrected(comparisons.rows);
  }

  private void compareAll() {
    Map<Trial, List<Trial>> bySetup = new LinkedHashMap<>();
    Map<Trial, List<Trial>> byHeldOut = new LinkedHashMap<>();
    for (Trial trial : answers.keySet()) {
      if (trial.isAugmented()) {
        boolean sees = trial.heldOut().isEmpty();
        // Seeds, and modalities held out, are what is averaged over.
        Trial setup =
            new Trial(trial.network(), trial.policy(), trial.budget(), seed, trial.share(), "");
        (sees ? bySetup : byHeldOut).computeIfAbsent(setup, t -> new ArrayList<>()).add(trial);
      }
    }
    bySetup.forEach(
        (setup, trials) -> {
          if (setup.share() == 1) {
            clean(setup, trials);
            robustness(setup, trials);
            others(setup, trials, TestedImage.Source.NEW_BACKGROUNDS, Scenario.NEW_BACKGROUNDS);
            others(setup, trials, TestedImage.Source.CUSTOM, Scenario.CUSTOM);
          }
          if (setup.share() < 1
              || bySetup.keySet().stream().anyMatch(other -> isPartOf(other, setup))) {
            add(Scenario.LEARNING_SIZE, setup, 0, "all", trials, chosen(TestedImage.Source.CORPUS));
          }
        });
    byHeldOut.forEach(this::unseen);
  }

  private static boolean isPartOf(Trial few, Trial all) {
    return few.share() < 1
        && few.network().equals(all.network())
        && few.policy().equals(all.policy())
        && few.budget() == all.budget();
  }

  private void clean(Trial setup, List<Trial> trials) {
    List<TestedImage> all = chosen(TestedImage.Source.CORPUS);
    add(Scenario.CLEAN, setup, 0, "all", trials, all);
    slices(all).forEach((slice, part) -> add(Scenario.CLEAN, setup, 0, slice, trials, part));
  }

  private void robustness(Trial setup, List<Trial> trials) {
    List<TestedImage> swept = chosen(TestedImage::swept);
    for (int condition = 1; condition < conditions.size() && !swept.isEmpty(); condition++) {
      add(Scenario.ROBUSTNESS, setup, condition, "all", trials, swept);
    }
  }

  private void others(Trial setup, List<Trial> trials, TestedImage.Source set, Scenario question) {
    List<TestedImage> all = chosen(set);
    if (!all.isEmpty()) {
      add(question, setup, 0, "all", trials, all);
    }
  }

  /** Each modality by the trainings that did not see it, and all of them together. */
  private void unseen(Trial setup, List<Trial> trials) {
    Map<String, List<Trial>> byModality = new TreeMap<>();
    trials.forEach(
        trial -> byModality.computeIfAbsent(trial.heldOut(), m -> new ArrayList<>()).add(trial));
    List<PairedAnswers> parts = new ArrayList<>();
    byModality.forEach(
        (modality, own) -> {
          List<TestedImage> subjects =
              chosen(s -> s.source() == TestedImage.Source.CORPUS && s.modality().equals(modality));
          if (!subjects.isEmpty()) {
            PairedAnswers pairs = pairs(own, subjects, 0);
            parts.add(pairs);
            rows.add(row(Scenario.UNSEEN_MODALITY, setup, 0, "modality=" + modality, pairs));
          }
        });
    rows.add(row(Scenario.UNSEEN_MODALITY, setup, 0, "all", PairedAnswers.joined(parts)));
  }

  private void add(
      Scenario question,
      Trial setup,
      int condition,
      String slice,
      List<Trial> trials,
      List<TestedImage> part) {
    rows.add(row(question, setup, condition, slice, pairs(trials, part, condition)));
  }

  private EffectRow row(
      Scenario question, Trial setup, int condition, String slice, PairedAnswers pairs) {
    PairedAnswers.PolicyEffect effect = pairs.effect();
    return new EffectRow(
        question, setup, conditions.get(condition), slice, effect, effect.pValue());
  }

  private PairedAnswers pairs(List<Trial> trials, List<TestedImage> part, int condition) {
    List<Trial> bySeed = trials.stream().sorted(Comparator.comparingLong(Trial::seed)).toList();
    boolean[][] without = new boolean[bySeed.size()][];
    boolean[][] with = new boolean[bySeed.size()][];
    for (int i = 0; i < bySeed.size(); i++) {
      without[i] = right(answers.get(bySeed.get(i).without()), part, condition);
      with[i] = right(answers.get(bySeed.get(i)), part, condition);
    }
    String[] clusters = part.stream().map(TestedImage::cluster).toArray(String[]::new);
    return new PairedAnswers(without, with, clusters);
  }

  private static boolean[] right(CorrectAnswers answers, List<TestedImage> part, int condition) {
    boolean[] right = new boolean[part.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = answers.isRight(condition, part.get(i).number());
    }
    return right;
  }

  private List<TestedImage> chosen(TestedImage.Source set) {
    return chosen(subject -> subject.source() == set);
  }

  private List<TestedImage> chosen(Predicate<TestedImage> wanted) {
    return subjects.stream().filter(wanted).toList();
  }

  private static Map<String, List<TestedImage>> slices(List<TestedImage> subjects) {
    Map<String, List<TestedImage>> slices = new TreeMap<>();
    for (TestedImage subject : subjects) {
      slices.computeIfAbsent("class=" + subject.label(), s -> new ArrayList<>()).add(subject);
      slices.computeIfAbsent("modality=" + subject.modality(), s -> new ArrayList<>()).add(subject);
    }
    return slices;
  }
}
