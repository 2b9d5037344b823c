package polymnist.evaluate;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import polymnist.model.TrainedModel;
import polymnist.warehouse.RowType;

/** How fast a network reads decoded images, counted in the tasks. */
final class PredictionSpeed implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final RowType<SpeedRow> SPEEDS = RowType.of(SpeedRow.class);

  private record SpeedRow(String model, String trainingCorpus, double imagesPerSecond) {}

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
    return SPEEDS.table(
        spark,
        IntStream.range(0, models.size())
            .mapToObj(
                i ->
                    new SpeedRow(
                        models.get(i).model(),
                        models.get(i).trainingCorpus(),
                        speeds.get(i).imagesPerSecond()))
            .toList());
  }
}
