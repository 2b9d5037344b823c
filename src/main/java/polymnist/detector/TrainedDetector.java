package polymnist.detector;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import polymnist.model.TrainedModel;
import polymnist.warehouse.StageRun;

/**
 * A published detector.
 *
 * @param leftOut the kinds of non-digits that it was not trained on
 */
public record TrainedDetector(TrainedModel network, List<String> leftOut) implements Serializable {
  static final String TABLE = "detectors";
  static final String FILES = "detector_files";

  /** Reads all detectors of a run's inputs, by name. */
  public static Map<String, TrainedDetector> all(StageRun run) {
    Map<String, TrainedDetector> detectors = new TreeMap<>();
    for (Row row : run.read(TABLE).collectAsList()) {
      TrainedModel network = TrainedModel.read(row, run.inputFolder(FILES));
      detectors.put(
          network.model(),
          new TrainedDetector(
              network, List.copyOf(row.<String>getList(row.fieldIndex("left_out")))));
    }
    return detectors;
  }
}
