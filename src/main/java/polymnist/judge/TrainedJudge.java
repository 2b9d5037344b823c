package polymnist.judge;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import polymnist.model.TrainedModel;
import polymnist.warehouse.StageRun;

/**
 * A published judge.
 *
 * @param leftOut the kinds of non-digits that it was not trained on
 */
public record TrainedJudge(TrainedModel network, List<String> leftOut) implements Serializable {
  static final String TABLE = "judges";
  static final String FILES = "judge_files";

  /** Reads all judges of a run's inputs, by name. */
  public static Map<String, TrainedJudge> all(StageRun run) {
    Map<String, TrainedJudge> judges = new TreeMap<>();
    for (Row row : run.read(TABLE).collectAsList()) {
      TrainedModel network = TrainedModel.read(row, run.inputFolder(FILES));
      judges.put(
          network.model(),
          new TrainedJudge(network, List.copyOf(row.<String>getList(row.fieldIndex("left_out")))));
    }
    return judges;
  }
}
