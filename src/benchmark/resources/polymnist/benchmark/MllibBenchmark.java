import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a linear classifier or a multilayer perceptron with Spark's MLlib. It is run from its
 * source, so that the project needs MLlib neither to be built nor to run:
 *
 * <pre>
 * java -cp 'mllib/*' MllibBenchmark.java mlp 256,128 2 10,20,40 1 images.bin
 * </pre>
 *
 * <p>with the options of Spark's JavaModuleOptions.
 *
 * <p>Arguments are the network, the widths of its hidden layers separated by commas, threads, how
 * many iterations of L-BFGS it is trained for, a seed, and a file: two numbers of four bytes, how
 * many images are for training and validation, then the samples [n,3,28,28] of all of them, then
 * their labels. For each number of iterations it trains from the beginning and says that number, the
 * seconds of training, and the share of the validation images that it reads right; until a training
 * takes longer than a minute.
 */
public final class MllibBenchmark {
  private static final int SAMPLES = 3 * 28 * 28;
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private MllibBenchmark() {}

  public static void main(String[] args) throws IOException {
    int threads = Integer.parseInt(args[2]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + threads + "]")
            .config("spark.ui.enabled", false)
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(args[5]))))) {
      int images = in.readInt();
      int others = in.readInt();
      byte[] samples = in.readNBytes((images + others) * SAMPLES);
      byte[] labels = in.readNBytes(images + others);
      Dataset<Row> training = rows(spark, samples, labels, 0, images, threads);
      Dataset<Row> validation = rows(spark, samples, labels, images, images + others, threads);
      // The first training is slower, as Java compiles: it is of two iterations and not told.
      fitted(args, 2, training);
      for (String iterations : args[3].split(",")) {
        long begun = System.nanoTime();
        Model<?> model = fitted(args, Integer.parseInt(iterations), training);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long right = model.transform(validation).where("prediction = label").count();
        System.out.printf(
            Locale.ROOT, "%s %f %f%n", iterations, seconds, right / (double) validation.count());
        if (seconds > 60) {
          return;
        }
      }
    } finally {
      spark.stop();
    }
  }

  private static Model<?> fitted(String[] args, int iterations, Dataset<Row> training) {
    if (args[0].equals("linear")) {
      return new LogisticRegression().setMaxIter(iterations).setTol(0).fit(training);
    }
    List<Integer> layers = new ArrayList<>(List.of(SAMPLES));
    Arrays.stream(args[1].split(",")).map(Integer::valueOf).forEach(layers::add);
    layers.add(10);
    return new MultilayerPerceptronClassifier()
        .setLayers(layers.stream().mapToInt(width -> width).toArray())
        .setMaxIter(iterations)
        .setTol(0)
        .setSeed(Long.parseLong(args[4]))
        .fit(training);
  }

  /** Returns the images from one to before another, in memory, a part for each thread. */
  private static Dataset<Row> rows(
      SparkSession spark, byte[] samples, byte[] labels, int from, int to, int threads) {
    List<Row> rows =
        IntStream.range(from, to).mapToObj(image -> row(samples, labels, image)).toList();
    Dataset<Row> kept = spark.createDataFrame(rows, SCHEMA).repartition(threads).cache();
    kept.count();
    return kept;
  }

  private static Row row(byte[] samples, byte[] labels, int image) {
    double[] pixels = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      pixels[i] = (samples[image * SAMPLES + i] & 0xff) / 255.0;
    }
    return RowFactory.create((double) labels[image], Vectors.dense(pixels));
  }
}
