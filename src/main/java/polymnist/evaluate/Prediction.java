package polymnist.evaluate;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.statistics.ClassProbabilities;

/**
 * A row of the table {@code predictions}: what a network says of an image.
 *
 * @param digit the MNIST digit that the image shows, by its position, or null
 * @param surroundings the mean of the samples around the digit, 0 to 255: see {@link Surroundings}
 * @param contrast the root of the mean squared distance of all samples from their mean, 0 to 127.5
 * @param ink what the digit itself is like, or null where the MNIST digit is not known
 * @param probabilities of the classes 0 to 9
 */
record Prediction(
    String model,
    String trainingCorpus,
    String evaluatedOn,
    String id,
    String modality,
    int label,
    Integer digit,
    double surroundings,
    double contrast,
    InkVisibility ink,
    double[] probabilities) {
  static final StructType SCHEMA =
      new StructType()
          .add("model", StringType, false)
          .add("training_corpus", StringType, false)
          .add("evaluated_on", StringType, false)
          .add("id", StringType, false)
          .add("modality", StringType, false)
          .add("label", IntegerType, false)
          .add("digit", IntegerType, true)
          .add("surroundings", DoubleType, false)
          .add("contrast", DoubleType, false)
          .add("mean_stroke_width", DoubleType, true)
          .add("visibility", DoubleType, true)
          .add("predicted", IntegerType, false)
          .add("correct", BooleanType, false)
          .add("probability", DoubleType, false)
          .add("margin", DoubleType, false)
          .add("entropy", DoubleType, false)
          .add("probabilities", DataTypes.createArrayType(DoubleType, false), false);

  /** A prediction of an image whose MNIST digit is not known. */
  Prediction(
      String model,
      String trainingCorpus,
      String evaluatedOn,
      String id,
      String modality,
      int label,
      Integer digit,
      double surroundings,
      double contrast,
      double[] probabilities) {
    this(
        model,
        trainingCorpus,
        evaluatedOn,
        id,
        modality,
        label,
        digit,
        surroundings,
        contrast,
        null,
        probabilities);
  }

  /** Returns the most probable class, the lowest of several. */
  int predicted() {
    return ClassProbabilities.mostProbable(probabilities);
  }

  /** Returns how much the highest probability is above the second, 0 to 1. */
  double margin() {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  /** Returns the entropy of the probabilities in nats, 0 to ln 10. */
  double entropy() {
    double sum = 0;
    for (double probability : probabilities) {
      sum -= probability > 0 ? probability * Math.log(probability) : 0;
    }
    return sum;
  }

  Row toRow() {
    int predicted = predicted();
    return RowFactory.create(
        model,
        trainingCorpus,
        evaluatedOn,
        id,
        modality,
        label,
        digit,
        surroundings,
        contrast,
        ink == null ? null : ink.strokeWidth(),
        ink == null ? null : ink.visibility(),
        predicted,
        predicted == label,
        probabilities[predicted],
        margin(),
        entropy(),
        probabilities);
  }
}
