package polymnist.custom;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.model.TrainedModel;
import polymnist.warehouse.StageRun;

/** The temperature that {@code evaluate} fitted to a network's answers to validation images. */
final class FittedTemperature {
  private static final Logger LOG = LoggerFactory.getLogger(FittedTemperature.class);
  private static final String TABLE = "temperatures";

  private FittedTemperature() {}

  /**
   * Returns the network's temperature; 1, which changes nothing, where {@code evaluate} has not
   * been run, or was run for other models than this run reads.
   */
  static double of(StageRun run, TrainedModel model) {
    if (!run.has(TABLE) || !ofTheSameModels(run)) {
      LOG.warn(
          "the network's confidence is as it is: run ./spark-submit.sh evaluate to calibrate it");
      return 1;
    }
    List<Row> rows =
        run.read(TABLE)
            .where(functions.col("model").equalTo(model.model()))
            .where(functions.col("training_corpus").equalTo(model.trainingCorpus()))
            .collectAsList();
    return rows.isEmpty() ? 1 : rows.get(0).<Double>getAs("temperature");
  }

  private static boolean ofTheSameModels(StageRun run) {
    return run.madeFrom(TABLE, "models").equals(Optional.of(run.inputRun("models")));
  }
}
