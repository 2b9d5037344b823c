package polymnist.model;

import java.util.Optional;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.warehouse.StageRun;

/** The temperature that {@code evaluate} fitted to a network's answers to validation images. */
public final class FittedTemperature {
  private static final Logger LOG = LoggerFactory.getLogger(FittedTemperature.class);
  private static final String TABLE = "temperatures";

  private FittedTemperature() {}

  /**
   * Returns the network's temperature; 1, which changes nothing, where {@code evaluate} has not
   * been run, or was run for other models than this run reads.
   */
  public static double of(StageRun run, TrainedModel model) {
    Optional<Double> fitted = fitted(run, model);
    if (fitted.isEmpty()) {
      LOG.warn(
          "the network's confidence is as it is: run ./spark-submit.sh evaluate to calibrate it");
    }
    return fitted.orElse(1.0);
  }

  /** Returns the network's temperature, where it was fitted. */
  public static Optional<Double> fitted(StageRun run, TrainedModel model) {
    if (!run.has(TABLE) || !ofTheSameModels(run)) {
      return Optional.empty();
    }
    return run
        .read(TABLE)
        .where(functions.col("model").equalTo(model.model()))
        .where(functions.col("training_corpus").equalTo(model.trainingCorpus()))
        .collectAsList()
        .stream()
        .map(row -> row.<Double>getAs("temperature"))
        .findFirst();
  }

  private static boolean ofTheSameModels(StageRun run) {
    return run.madeFrom(TABLE, "models").equals(Optional.of(run.inputRun("models")));
  }
}
