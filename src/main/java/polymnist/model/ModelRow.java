package polymnist.model;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network, what it cost and where it is: a row of the table of networks.
 *
 * @param model its name in {@code train.networks}
 * @param trainingCorpus {@code corpus} or {@code augmented}
 * @param kind its architecture
 * @param parameters the number of its weights
 * @param bestEpoch the epoch whose weights were kept, from 1
 * @param validationAccuracy of that epoch, 0 to 1
 * @param validationLoss of that epoch, mean cross-entropy in nats
 * @param examples how many images were trained in all epochs, as the workers counted
 * @param seconds of training, without validation
 * @param file its name in the folder {@code model_files}
 * @param sha256 of the file
 * @param weightsSha256 of the weights alone
 */
public record ModelRow(
    String model,
    String trainingCorpus,
    String kind,
    long parameters,
    int epochs,
    int bestEpoch,
    double validationAccuracy,
    double validationLoss,
    long examples,
    double seconds,
    double imagesPerSecond,
    int workers,
    int averagingFrequency,
    int batchSize,
    String file,
    String sha256,
    String weightsSha256) {
  public static final StructType SCHEMA =
      new StructType()
          .add("model", StringType, false)
          .add("training_corpus", StringType, false)
          .add("kind", StringType, false)
          .add("parameters", LongType, false)
          .add("epochs", IntegerType, false)
          .add("best_epoch", IntegerType, false)
          .add("validation_accuracy", DoubleType, false)
          .add("validation_loss", DoubleType, false)
          .add("examples", LongType, false)
          .add("seconds", DoubleType, false)
          .add("images_per_second", DoubleType, false)
          .add("workers", IntegerType, false)
          .add("averaging_frequency", IntegerType, false)
          .add("batch_size", IntegerType, false)
          .add("file", StringType, false)
          .add("sha256", StringType, false)
          .add("weights_sha256", StringType, false);

  public Row toRow() {
    return RowFactory.create(
        model,
        trainingCorpus,
        kind,
        parameters,
        epochs,
        bestEpoch,
        validationAccuracy,
        validationLoss,
        examples,
        seconds,
        imagesPerSecond,
        workers,
        averagingFrequency,
        batchSize,
        file,
        sha256,
        weightsSha256);
  }
}
