package polymnist.train;

import java.util.Locale;
import polymnist.job.ProgressLine;
import polymnist.train.average.RoundResult;

/** What a person sees of a training. */
final class TrainingProgress {
  private TrainingProgress() {}

  /** Shows, on a terminal alone, how far an epoch is. */
  static void show(Trainer.Task task, String where, RoundResult.Counts counts, double seconds) {
    ProgressLine.show(
        String.format(
            Locale.ROOT,
            "train %-20s %s  loss %.4f  %,.0f images/s",
            task,
            where,
            counts.loss(),
            counts.examples() / seconds));
  }

  /**
   * Writes what an epoch brought.
   *
   * @param secondsLeft until the last epoch of this network is done, if none is spared
   */
  static void report(Trainer.Task task, LearningCurveRow row, double secondsLeft) {
    ProgressLine.keep(
        String.format(
            Locale.ROOT,
            "train %-20s epoch %2d  loss %.4f  validation %.2f %%  %,.0f images/s%s",
            task,
            row.epoch(),
            row.trainingLoss(),
            100 * row.validationAccuracy(),
            row.imagesPerSecond(),
            secondsLeft < 1 ? "" : "  " + ProgressLine.duration(secondsLeft) + " left"));
  }
}
