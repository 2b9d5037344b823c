package polymnist.evaluate;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code predictions}: what a network says of an image.
 *
 * @param probabilities of the classes 0 to 9
 */
record Prediction(
    String model,
    String trainingCorpus,
    String evaluatedOn,
    String id,
    String modality,
    int label,
    double[] probabilities) {
  static final StructType SCHEMA =
      new StructType()
          .add("model", StringType, false)
          .add("training_corpus", StringType, false)
          .add("evaluated_on", StringType, false)
          .add("id", StringType, false)
          .add("modality", StringType, false)
          .add("label", IntegerType, false)
          .add("predicted", IntegerType, false)
          .add("correct", BooleanType, false)
          .add("probability", DoubleType, false)
          .add("probabilities", DataTypes.createArrayType(DoubleType, false), false);

  /** Returns the most probable class, the lowest of several. */
  int predicted() {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
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
        predicted,
        predicted == label,
        probabilities[predicted],
        probabilities);
  }
}
