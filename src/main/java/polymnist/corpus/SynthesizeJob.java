package polymnist.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Makes PolyMNIST from the MNIST files and a folder of photos.
 *
 * <p>Writes the table {@code corpus} ({@link CorpusImage#SCHEMA}), or with {@code
 * synthesize.format=png} the folder {@code polymnist_png}: the published tree {@code
 * {train,test}/m0..m4/INDEX.LABEL.png} and {@code digits.csv}, which says from which MNIST digit
 * each file was made.
 *
 * <pre>./spark-submit.sh synthesize synthesize.train-digits=60000 synthesize.test-digits=10000
 * </pre>
 */
public final class SynthesizeJob implements Stage<SynthesizeSettings> {
  private static final int IMAGES_A_FILE = 50_000;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "synthesize",
        JobGroup.STUDY,
        "make PolyMNIST of MNIST digits and photos",
        "MNIST files, photos",
        List.of("corpus"));
  }

  @Override
  public List<InputFiles> files(SynthesizeSettings settings) {
    return List.of(MnistDigits.files(settings.mnist()), Backgrounds.files(settings.backgrounds()));
  }

  @Override
  public void run(SparkSession spark, SynthesizeSettings settings, StageRun run) {
    Dataset<Row> images = synthesize(spark, settings, run);
    if (settings.format() == SynthesizeSettings.Format.TABLE) {
      run.write("corpus", images);
    } else {
      writeTree(spark, images, run.files("polymnist_png"));
      System.out.println("the tree is in " + run.publishedFolder("polymnist_png"));
    }
  }

  /** Returns all images; the digits are shared out over the cluster. */
  static Dataset<Row> synthesize(SparkSession spark, SynthesizeSettings settings, StageRun run) {
    return images(spark, plan(spark, settings, run, MnistDigits.DigitSet.TRAIN))
        .union(images(spark, plan(spark, settings, run, MnistDigits.DigitSet.TEST)));
  }

  private static Synthesis plan(
      SparkSession spark,
      SynthesizeSettings settings,
      StageRun run,
      MnistDigits.DigitSet published) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return Synthesis.plan(
        published.split(),
        MnistDigits.read(run.file(settings.mnist()), published, hadoop),
        Backgrounds.read(run.file(settings.backgrounds()), hadoop),
        published == MnistDigits.DigitSet.TRAIN ? settings.trainDigits() : settings.testDigits(),
        settings.validationShare(),
        settings.seed());
  }

  private static Dataset<Row> images(SparkSession spark, Synthesis synthesis) {
    Broadcast<Synthesis> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(synthesis);
    int digits = synthesis.chosen().length;
    int parts =
        Math.max(
            spark.sparkContext().defaultParallelism(),
            1 + digits * synthesis.photos().size() / IMAGES_A_FILE);
    return spark
        .range(0, digits, 1, parts)
        .flatMap(
            (FlatMapFunction<Long, Row>) position -> rows(shared.value(), position.intValue()),
            Encoders.row(CorpusImage.SCHEMA));
  }

  private static Iterator<Row> rows(Synthesis synthesis, int position) {
    return synthesis.images(position).stream().map(CorpusImage::toRow).iterator();
  }

  private static void writeTree(SparkSession spark, Dataset<Row> images, Path root) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    String folder = root.toString();
    images.foreachPartition(
        (ForeachPartitionFunction<Row>) rows -> writeFiles(rows, folder, hadoop.value()));
    try (OutputStream out =
            root.getFileSystem(hadoop.value()).create(new Path(root, DigitsFile.NAME));
        BufferedWriter csv =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      csv.write("path,digit\n");
      Iterator<Row> rows = images.select("image.path", "digit").toLocalIterator();
      while (rows.hasNext()) {
        Row row = rows.next();
        csv.write(row.getString(0) + "," + row.getInt(1) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + root, e);
    }
  }

  private static void writeFiles(Iterator<Row> rows, String folder, Configuration hadoop)
      throws IOException {
    Path root = new Path(folder);
    while (rows.hasNext()) {
      CorpusImage image = CorpusImage.of(rows.next());
      // Overwriting lets a retried task write its files again.
      try (OutputStream out =
          root.getFileSystem(hadoop).create(new Path(root, image.image().path()), true)) {
        out.write(image.bytes());
      }
    }
  }
}
