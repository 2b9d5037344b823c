package polymnist.train;

import java.util.Locale;
import polymnist.train.average.RoundResult;

/** What a person at a terminal sees of a training. */
final class TrainingProgress {
  @SuppressWarnings("SystemConsoleNull") // This project is built for Java 17.
  private static final boolean TERMINAL = System.console() != null;

  private TrainingProgress() {}

  /** Shows, on a terminal alone, how far an epoch is, in a line that the next one overwrites. */
  static void show(Trainer.Task task, String where, RoundResult.Counts counts, double seconds) {
    if (TERMINAL) {
      System.err.printf(
          Locale.ROOT,
          "\rtrain %-20s %s  loss %.4f  %,.0f images/s \u001b[K",
          task,
          where,
          counts.loss(),
          counts.examples() / seconds);
    }
  }

  /** Writes what an epoch brought. */
  static void report(Trainer.Task task, LearningCurveRow row) {
    System.err.printf(
        Locale.ROOT,
        "%strain %-20s epoch %2d  loss %.4f  validation %.2f %%  %,.0f images/s%n",
        TERMINAL ? "\r\u001b[K" : "",
        task,
        row.epoch(),
        row.trainingLoss(),
        100 * row.validationAccuracy(),
        row.imagesPerSecond());
  }
}
