package polymnist.impact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which trainings are needed to answer the questions. */
final class TrialDesign {
  private TrialDesign() {}

  /**
   * Returns the trainings, each with the one without augmentation that it is compared with.
   *
   * @param modalities of the corpus; those never seen are held out one by one where there are more
   *     than one
   */
  static List<Trial> trials(ImpactSettings settings, List<String> modalities) {
    Set<Trial> trials = new LinkedHashSet<>();
    for (String network : settings.train()) {
      for (long seed = settings.seed(); seed < settings.seed() + settings.seeds(); seed++) {
        for (String policy : settings.apply()) {
          for (Trial.Budget budget : settings.training().budgets()) {
            add(trials, new Trial(network, policy, budget, seed, 1, ""));
          }
        }
        for (String policy : settings.limitedData().unseen()) {
          for (String modality : modalities.size() > 1 ? modalities : List.<String>of()) {
            add(trials, new Trial(network, policy, Trial.Budget.FRESH, seed, 1, modality));
          }
        }
        for (String policy : settings.limitedData().learning()) {
          for (double share : settings.limitedData().shares()) {
            add(trials, new Trial(network, policy, Trial.Budget.FRESH, seed, share, ""));
          }
          add(trials, new Trial(network, policy, Trial.Budget.FRESH, seed, 1, ""));
        }
      }
    }
    return new ArrayList<>(trials);
  }

  private static void add(Set<Trial> trials, Trial trial) {
    trials.add(trial.without());
    trials.add(trial);
  }
}
