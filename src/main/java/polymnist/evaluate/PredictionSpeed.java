package polymnist.evaluate;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import polymnist.model.TrainedModel;

/** How fast a network reads decoded images, counted in the tasks. */
final class PredictionSpeed implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final StructType SCHEMA =
      new StructType()
          .add("model", StringType, false)
          .add("training_corpus", StringType, false)
          .add("images_per_second", DoubleType, false);

  private final LongAccumulator images;
  private final LongAccumulator nanoseconds;

  PredictionSpeed(SparkContext spark) {
    images = spark.longAccumulator();
    nanoseconds = spark.longAccumulator();
  }

  /** Counts what a task did; one that is tried again counts twice in both numbers. */
  void add(long more, long took) {
    images.add(more);
    nanoseconds.add(took);
  }

  /** Returns images a second of one core. */
  double imagesPerSecond() {
    return images.value() * 1e9 / nanoseconds.value();
  }

  /** Returns a row a network: model, training_corpus, images_per_second. */
  static Dataset<Row> table(
      SparkSession spark, List<TrainedModel> models, List<PredictionSpeed> speeds) {
    return spark.createDataFrame(
        IntStream.range(0, models.size())
            .mapToObj(
                i ->
                    RowFactory.create(
                        models.get(i).model(),
                        models.get(i).trainingCorpus(),
                        speeds.get(i).imagesPerSecond()))
            .toList(),
        SCHEMA);
  }
}
