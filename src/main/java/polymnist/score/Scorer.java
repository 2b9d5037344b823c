package polymnist.score;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.corpus.Quarantined;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.model.InBatches;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.network.kernel.Precision;
import polymnist.statistics.ClassProbabilities;
import polymnist.statistics.TemperatureScaling;

/**
 * Reads images with a network.
 *
 * @param precision in which the network computes
 * @param temperature which makes probabilities as often right as they say
 * @param embedding whether what the last layer reads is told, too
 */
record Scorer(TrainedModel model, Precision precision, double temperature, boolean embedding)
    implements Serializable {
  /**
   * What is told of an image: the most probable digit, the probability of it and those of all, at
   * the temperature; those of all as the network gives them; the numbers that its last layer reads.
   */
  static final StructType SCORES =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("predicted", DataTypes.IntegerType, false)
          .add("probability", DataTypes.DoubleType, false)
          .add("calibrated", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false), true);

  /** One of the two. */
  static final StructType OUTCOME =
      new StructType().add("scored", SCORES, true).add("quarantined", Quarantined.SCHEMA, true);

  private static final int BATCH = 256;
  private static final int IMAGES_A_TASK = 5_000;

  /**
   * Returns a row of {@link #OUTCOME} for each image.
   *
   * @param images rows of {@link ScorePart#IMAGES}
   */
  Dataset<Row> outcomes(Dataset<Row> images) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(images.sparkSession().sparkContext());
    Broadcast<Scorer> sent = spark.broadcast(this);
    int tasks = (int) (1 + images.count() / IMAGES_A_TASK);
    // The same ones together whatever the master: the last digits depend on it.
    return images
        .repartition(tasks, functions.col("id"))
        .sortWithinPartitions("id")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> sent.value().outcomes(rows),
            Encoders.row(OUTCOME));
  }

  private Iterator<Row> outcomes(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    Predictor predictor = Predictor.ofTask(model.file(), precision);
    return InBatches.of(rows, some -> batch(some, predictor));
  }

  private List<Row> batch(Iterator<Row> rows, Predictor predictor) {
    List<Row> outcomes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Image> images = new ArrayList<>();
    while (rows.hasNext() && images.size() < BATCH && outcomes.size() < BATCH) {
      Row row = rows.next();
      String id = row.getString(0);
      byte[] bytes = row.getAs("bytes");
      try {
        images.add(image(bytes, row.getAs("problem")));
        ids.add(id);
      } catch (UnreadableImage e) {
        Quarantined bad =
            new Quarantined(
                id,
                e.getMessage(),
                bytes == null ? null : DigestUtils.sha256Hex(bytes),
                bytes == null ? 0 : bytes.length);
        outcomes.add(RowFactory.create(null, bad.toRow()));
      }
    }
    float[][] embeddings = new float[images.size()][];
    double[][] probabilities =
        embedding ? predictor.probabilities(images, embeddings) : predictor.probabilities(images);
    for (int i = 0; i < ids.size(); i++) {
      outcomes.add(RowFactory.create(scored(ids.get(i), probabilities[i], embeddings[i]), null));
    }
    return outcomes;
  }

  private static Image image(byte[] bytes, String problem) throws UnreadableImage {
    if (problem != null || bytes == null) {
      throw new UnreadableImage(problem == null ? "has no bytes" : problem);
    }
    Image image = Png.decode(bytes, POLYMNIST.side());
    // Grey images such as those of MNIST have three equal colours; of another size they stay as is.
    boolean fits = image.height() == POLYMNIST.side() && image.width() == POLYMNIST.side();
    return POLYMNIST.checked(fits ? image.inColour() : image);
  }

  private Row scored(String id, double[] probabilities, float[] numbers) {
    List<Double> asGiven = Arrays.stream(probabilities).boxed().toList();
    double[] calibrated = TemperatureScaling.scale(asGiven, temperature);
    int predicted = ClassProbabilities.mostProbable(probabilities);
    return RowFactory.create(
        id, predicted, calibrated[predicted], calibrated, probabilities, numbers);
  }
}
