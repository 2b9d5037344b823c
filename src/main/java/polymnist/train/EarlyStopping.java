package polymnist.train;

import java.util.List;

/**
 * When a training stops before its last epoch (Prechelt, "Early Stopping - But When?", in "Neural
 * Networks: Tricks of the Trade", 1998).
 */
final class EarlyStopping {
  private EarlyStopping() {}

  /**
   * Tells whether as many as {@code patience} epochs in a row brought no lower validation loss than
   * the best before them.
   */
  static boolean isDue(List<LearningCurveRow> curve, int patience) {
    int best = 0;
    for (int i = 1; i < curve.size(); i++) {
      best = curve.get(i).validationLoss() < curve.get(best).validationLoss() ? i : best;
    }
    return !curve.isEmpty() && curve.size() - 1 - best >= patience;
  }
}
