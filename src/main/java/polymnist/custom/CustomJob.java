package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.corpus.Backgrounds;
import polymnist.evaluate.Wilson;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.job.UserError;
import polymnist.train.Predictor;
import polymnist.train.TrainedModel;
import polymnist.warehouse.StageRun;

/**
 * How well does the best network read handwriting of one's own? Reads the tables of {@code train}
 * and a folder of pictures of digits, in any sub-folders: photos, scans or drawings as PNG, JPEG,
 * GIF, BMP or TIFF. Labels come from a CSV file with the columns {@code path} and {@code label}, or
 * from folders named 0 to 9.
 *
 * <p>Writes the table {@code custom_predictions}, one row a picture: path, label, status (digit,
 * no_digit, several, unreadable), reason, predicted, probability, probabilities (of 0 to 9), and as
 * PNG original, normalised (the digit as MNIST has it) and seen (what the network saw once). Writes
 * {@code custom_metrics} in the columns of {@code metrics}: {@code recognised}, the share of
 * pictures in which a digit was found, and {@code accuracy}, the share of labelled pictures read
 * rightly; one in which no digit was found counts as wrong.
 *
 * <pre>./spark-submit.sh custom custom.images=/home/me/digits</pre>
 */
public final class CustomJob implements Stage<CustomSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(CustomJob.class);
  private static final String LABELS_FILE = "labels.csv";
  private static final int PICTURES_A_TASK = 200;
  private static final int PICTURES_A_FILE = 5_000;

  static final StructType METRICS =
      new StructType()
          .add("model", StringType, false)
          .add("training_corpus", StringType, false)
          .add("evaluated_on", StringType, false)
          .add("slice", StringType, false)
          .add("metric", StringType, false)
          .add("value", DoubleType, true)
          .add("lower", DoubleType, true)
          .add("upper", DoubleType, true)
          .add("n", LongType, false);

  public static void main(String[] args) {
    Jobs.main(args, new CustomJob());
  }

  @Override
  public String name() {
    return "custom";
  }

  @Override
  public Class<CustomSettings> settingsType() {
    return CustomSettings.class;
  }

  @Override
  public List<String> writes() {
    return List.of("custom_predictions", "custom_metrics");
  }

  @Override
  public List<String> tables(CustomSettings settings) {
    return List.of("models", "model_files");
  }

  @Override
  public List<String> files(CustomSettings settings) {
    List<String> files = new ArrayList<>(List.of(settings.images(), settings.backgrounds()));
    if (!settings.labels().isBlank()) {
      files.add(settings.labels());
    }
    return files;
  }

  @Override
  public void run(SparkSession spark, CustomSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<PictureFile> pictures = pictures(settings, hadoop);
    Pasting pasting =
        new Pasting(
            Backgrounds.read(settings.backgrounds(), hadoop), settings.crops(), settings.seed());
    TrainedModel model = TrainedModel.best(run);
    LOG.info(
        "{} trained on {} reads {} pictures",
        model.model(),
        model.trainingCorpus(),
        pictures.size());
    Dataset<Row> answers =
        answers(spark, pictures, pasting, model).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      // The metrics come first: they are computed in all tasks, and the table is then one file.
      run.writeSmall("custom_metrics", metrics(spark, answers, model));
      run.write("custom_predictions", answers.coalesce(1 + pictures.size() / PICTURES_A_FILE));
    } finally {
      answers.unpersist();
    }
  }

  /**
   * Lists the pictures with their labels.
   *
   * @throws UserError when there is none, or the labels are wrong
   */
  static List<PictureFile> pictures(CustomSettings settings, Configuration hadoop) {
    List<PictureFile> pictures = PictureFile.list(settings.images(), hadoop);
    Set<String> paths = Labels.paths(pictures);
    Path beside = new Path(settings.images(), LABELS_FILE);
    Map<String, Integer> labels;
    try {
      FileSystem files = beside.getFileSystem(hadoop);
      if (!settings.labels().isBlank()) {
        labels = Labels.ofCsv(settings.labels(), text(new Path(settings.labels()), hadoop), paths);
      } else if (files.exists(beside)) {
        labels = Labels.ofCsv(beside.toString(), text(beside, hadoop), paths);
      } else {
        labels = Labels.ofFolders(paths);
      }
    } catch (IOException e) {
      throw UserError.request(
          "the labels file %s cannot be read: %s"
              .formatted(settings.labels().isBlank() ? beside : settings.labels(), e.getMessage()));
    }
    return Labels.given(pictures, labels);
  }

  private static String text(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the rows of {@code custom_predictions}; the pictures are shared out by their paths. */
  static Dataset<Row> answers(
      SparkSession spark, List<PictureFile> pictures, Pasting pasting, TrainedModel model) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Pasting> sharedPasting = context.broadcast(pasting);
    Broadcast<TrainedModel> sharedModel = context.broadcast(model);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    int tasks =
        Math.min(
            pictures.size(),
            Math.max(
                spark.sparkContext().defaultParallelism(), 1 + pictures.size() / PICTURES_A_TASK));
    List<Row> rows = pictures.stream().map(PictureFile::toRow).toList();
    return spark
        .createDataFrame(context.parallelize(rows, tasks), PictureFile.SCHEMA)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                files -> answers(files, sharedPasting.value(), sharedModel.value(), hadoop.value()),
            Encoders.row(Answer.SCHEMA));
  }

  private static Iterator<Row> answers(
      Iterator<Row> files, Pasting pasting, TrainedModel model, Configuration hadoop) {
    Predictor predictor = Predictor.ofTask(model.file());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(files, Spliterator.ORDERED), false)
        .map(row -> answer(PictureFile.of(row), pasting, predictor, hadoop).toRow())
        .iterator();
  }

  private static Answer answer(
      PictureFile file, Pasting pasting, Predictor predictor, Configuration hadoop) {
    Path path = new Path(file.location());
    byte[] bytes;
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      return Answer.unreadable(file, "cannot be read: " + e.getMessage());
    }
    return Answer.of(file, bytes, pasting, predictor::probabilities);
  }

  /** Returns the rows of {@code custom_metrics} for the rows of {@code custom_predictions}. */
  static Dataset<Row> metrics(SparkSession spark, Dataset<Row> answers, TrainedModel model) {
    Row counts =
        answers
            .selectExpr(
                "COUNT(*)                                        AS pictures",
                "COUNT_IF(status = 'digit')                      AS recognised",
                "COUNT(label)                                    AS labelled",
                "COUNT_IF(label IS NOT NULL AND predicted = label) AS correct")
            .head();
    List<Row> rows = new ArrayList<>();
    rows.add(metric(model, "recognised", counts.getAs("recognised"), counts.getAs("pictures")));
    long labelled = counts.getAs("labelled");
    if (labelled > 0) {
      rows.add(metric(model, "accuracy", counts.getAs("correct"), labelled));
    }
    return spark.createDataFrame(rows, METRICS);
  }

  private static Row metric(TrainedModel model, String metric, long hits, long n) {
    return RowFactory.create(
        model.model(),
        model.trainingCorpus(),
        "custom",
        "all",
        metric,
        (double) hits / n,
        Wilson.lower(hits, n),
        Wilson.upper(hits, n),
        n);
  }
}
