package polymnist.train;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the table {@code training_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images trained by two workers
 * @param twoWorkers images a second of two workers together, with all that an epoch needs
 * @param oneWorker images a second of one worker
 * @param pytorch images a second of two processes of PyTorch together; NaN without PyTorch
 * @param overhead the share of the two workers' time, 0 to 1, that was neither spent in the network
 *     nor in reading images
 */
record BenchmarkRow(
    String network,
    int repetition,
    long images,
    double twoWorkers,
    double oneWorker,
    double pytorch,
    double overhead) {
  static final StructType SCHEMA =
      new StructType()
          .add("network", StringType, false)
          .add("repetition", IntegerType, false)
          .add("images", LongType, false)
          .add("two_workers", DoubleType, false)
          .add("one_worker", DoubleType, false)
          .add("pytorch", DoubleType, false)
          .add("overhead", DoubleType, false);

  Row toRow() {
    return RowFactory.create(network, repetition, images, twoWorkers, oneWorker, pytorch, overhead);
  }
}
