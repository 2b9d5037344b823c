package polymnist.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.Image;
import polymnist.corpus.Png;
import polymnist.corpus.UnreadableImage;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.train.Predictor;
import polymnist.train.TrainedModel;
import polymnist.warehouse.StageRun;

/**
 * Judges the trained networks on images that played no part in training or in choosing.
 *
 * <p>Reads {@code corpus}, {@code models} and {@code model_files}; writes {@code predictions} (one
 * row an image and network), {@code confusion}, {@code metrics} and {@code augmentation_effect},
 * which compares each network with and without augmentation.
 *
 * <pre>./spark-submit.sh evaluate</pre>
 */
public final class EvaluateJob implements Stage<EvaluateSettings> {
  private static final int BATCH = 256;

  public static void main(String[] args) {
    Jobs.main(args, new EvaluateJob());
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public Class<EvaluateSettings> settingsType() {
    return EvaluateSettings.class;
  }

  @Override
  public List<String> writes() {
    return List.of("predictions", "confusion", "metrics", "augmentation_effect");
  }

  @Override
  public List<String> tables(EvaluateSettings settings) {
    return List.of("corpus", "models", "model_files");
  }

  @Override
  public void run(SparkSession spark, EvaluateSettings settings, StageRun run) {
    String split = settings.split().name().toLowerCase(Locale.ROOT);
    Dataset<Row> images = run.read("corpus").where("split = '" + split + "'");
    int tasks = spark.sparkContext().defaultParallelism();
    run.write("predictions", predict(images.repartition(tasks), TrainedModel.all(run), split));
    run.written("predictions").createOrReplaceTempView("predictions");
    Metrics.register(spark);
    Dataset<Row> confusion = Metrics.confusion(spark);
    run.writeSmall("confusion", confusion);
    run.written("confusion").createOrReplaceTempView("confusion");
    run.writeSmall("metrics", Metrics.metrics(spark));
    run.writeSmall("augmentation_effect", Metrics.augmentationEffect(spark));
  }

  /** Returns a row of {@link Prediction#SCHEMA} for each image and network. */
  static Dataset<Row> predict(Dataset<Row> images, List<TrainedModel> models, String split) {
    Broadcast<List<TrainedModel>> sent =
        JavaSparkContext.fromSparkContext(images.sparkSession().sparkContext()).broadcast(models);
    return images.mapPartitions(
        (MapPartitionsFunction<Row, Row>) rows -> predictions(rows, sent.value(), split),
        Encoders.row(Prediction.SCHEMA));
  }

  private static Iterator<Row> predictions(
      Iterator<Row> rows, List<TrainedModel> models, String split) {
    if (!rows.hasNext()) {
      return java.util.Collections.emptyIterator();
    }
    List<Predictor> predictors =
        models.stream().map(model -> Predictor.ofTask(model.file())).toList();
    return new Iterator<>() {
      private Iterator<Row> ready = java.util.Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        return ready.hasNext() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!ready.hasNext()) {
          ready = batch(rows, models, predictors, split).iterator();
        }
        return ready.next();
      }
    };
  }

  private static List<Row> batch(
      Iterator<Row> rows, List<TrainedModel> models, List<Predictor> predictors, String split) {
    List<CorpusImage> images = new ArrayList<>();
    List<Image> pixels = new ArrayList<>();
    while (rows.hasNext() && images.size() < BATCH) {
      CorpusImage image = CorpusImage.of(rows.next());
      images.add(image);
      pixels.add(decode(image));
    }
    List<Row> predictions = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      double[][] probabilities = predictors.get(m).probabilities(pixels);
      for (int i = 0; i < images.size(); i++) {
        CorpusImage image = images.get(i);
        predictions.add(
            new Prediction(
                    models.get(m).model(),
                    models.get(m).trainingCorpus(),
                    split,
                    image.id(),
                    image.modality(),
                    image.label(),
                    probabilities[i])
                .toRow());
      }
    }
    return predictions;
  }

  private static Image decode(CorpusImage image) {
    try {
      return Png.decode(image.bytes());
    } catch (UnreadableImage e) {
      throw new IllegalArgumentException("the image " + image.id() + " " + e.getMessage(), e);
    }
  }
}
