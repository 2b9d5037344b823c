package polymnist.impact;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code impact_trials}: one training.
 *
 * @param images in an epoch
 * @param examples trained in all epochs
 * @param seconds of training
 * @param validationAccuracy on images as they are, 0 to 1
 */
record TrialRow(
    Trial trial, long images, long examples, double seconds, double validationAccuracy) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("policy", StringType, false)
          .add("budget", StringType, false)
          .add("seed", LongType, false)
          .add("share", DoubleType, false)
          .add("held_out", StringType, false)
          .add("images", LongType, false)
          .add("examples", LongType, false)
          .add("seconds", DoubleType, false)
          .add("validation_accuracy", DoubleType, false);

  Row toRow() {
    return RowFactory.create(
        trial.network(),
        trial.policy(),
        trial.budget().name().toLowerCase(Locale.ROOT),
        trial.seed(),
        trial.share(),
        trial.heldOut(),
        images,
        examples,
        seconds,
        validationAccuracy);
  }
}
