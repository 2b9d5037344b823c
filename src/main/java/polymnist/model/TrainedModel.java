package polymnist.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.StageRun;

/**
 * A published network and its file, whose checksum was verified.
 *
 * @param model its name, such as {@code vgg}
 * @param trainingCorpus {@code corpus}, {@code augmented} or {@code fresh}
 * @param validationAccuracy 0 to 1
 * @param file its bytes, for {@link Predictor#of}
 */
public record TrainedModel(
    String model, String trainingCorpus, double validationAccuracy, byte[] file)
    implements Serializable {

  /**
   * Reads all networks of the run's inputs {@code models} and {@code model_files}, sorted by name.
   *
   * @throws IllegalArgumentException when a file is not the one that the table names
   */
  public static List<TrainedModel> all(StageRun run) {
    return run.read("models").orderBy("model", "training_corpus").collectAsList().stream()
        .map(row -> read(row, run.inputFolder("model_files")))
        .toList();
  }

  /** Reads the network with the best validation accuracy; test images play no part in it. */
  public static TrainedModel best(StageRun run) {
    return chosen(run, new NetworkChoice("network", NetworkChoice.BEST));
  }

  /**
   * Reads the network that is meant.
   *
   * @throws polymnist.setting.UserError when there is none such
   */
  public static TrainedModel chosen(StageRun run, NetworkChoice choice) {
    List<Row> bestFirst = run.read("models").orderBy(BestModel.bestFirst()).collectAsList();
    if (bestFirst.isEmpty()) {
      throw new IllegalStateException("the table models is empty");
    }
    return read(choice.of(bestFirst), run.inputFolder("model_files"));
  }

  /**
   * Reads the network that a row of a table of {@link ModelRow}s names.
   *
   * @param folder of the files
   */
  public static TrainedModel read(Row row, Path folder) {
    Path path = new Path(folder, row.<String>getAs("file"));
    try (InputStream in =
        path.getFileSystem(SparkSession.active().sparkContext().hadoopConfiguration()).open(path)) {
      byte[] file =
          ModelFile.checked(path.toString(), in.readAllBytes(), row.<String>getAs("sha256"));
      return new TrainedModel(
          row.getAs("model"), row.getAs("training_corpus"), row.getAs("validation_accuracy"), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model file " + path, e);
    }
  }
}
