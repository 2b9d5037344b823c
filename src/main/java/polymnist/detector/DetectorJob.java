package polymnist.detector;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import polymnist.corpus.MnistDigits;
import polymnist.image.png.Png;
import polymnist.ink.MnistForm;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.ModelFile;
import polymnist.model.ModelRow;
import polymnist.train.Trainer;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Trains the digit detector: a small network that knows digits as they are found on paper and what
 * is none. To that it is to answer all digits alike (the entropic open-set loss of A. Dhamija, M.
 * Günther, T. Boult, "Reducing Network Agnostophobia", NeurIPS 2018). Further detectors are trained
 * without some kinds of non-digits each, to measure how kinds are refused that were never seen.
 *
 * <p>Reads the MNIST training digits, of which the last 5,000 are for validation, and test digits,
 * of which pictures are drawn. Writes the folder {@code detector_files}: {@code network.zip}, the
 * network, and {@code card.json}, its {@link DetectorCard}. A folder of these two files is what the
 * job {@code custom} reads pictures by.
 *
 * <pre>./spark-submit.sh detector detector.network.epochs=8</pre>
 */
public final class DetectorJob implements Stage<DetectorSettings> {
  private static final int IMAGES_A_TASK = 5_000;

  /** A digit is drawn for validation for so many that are trained on, up to all there are. */
  private static final int VALIDATION_SHARE = 10;

  private static StructType images() {
    return new StructType()
        .add("id", DataTypes.StringType, false)
        .add("label", DataTypes.IntegerType, false)
        .add("kind", DataTypes.StringType, false)
        .add("image", new StructType().add("bytes", DataTypes.BinaryType, false), false);
  }

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "detector",
        JobGroup.IMAGES,
        "train the small network that tells what is no digit",
        "MNIST files",
        List.of(TrainedDetector.FILES));
  }

  @Override
  public List<InputFiles> files(DetectorSettings settings) {
    return List.of(MnistDigits.files(settings.mnist()));
  }

  @Override
  public void check(DetectorSettings settings, Configuration hadoop) {
    settings.precision().check("detector.precision");
  }

  @Override
  public void run(SparkSession spark, DetectorSettings settings, StageRun run) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<MnistDigits> shared =
        context.broadcast(digits(settings, MnistDigits.DigitSet.TRAIN, run, context));
    Path cache = run.cache("detector");
    Trainer trainer =
        new Trainer(
            context,
            settings.options(settings.precision().of(spark, run)),
            new Path(cache, "checkpoints"),
            row -> {});
    Dataset<Row> digits = digits(spark, shared, settings).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> none = none(spark, shared, settings).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ShardStore validation =
          store(cache, settings, "validation", validation(spark, shared, settings));
      Map<String, List<NonDigitKind>> detectors = new TreeMap<>(settings.leftOut());
      detectors.put(DetectorSettings.DETECTOR, List.of());
      Map<String, byte[]> files = new TreeMap<>();
      Map<String, ModelRow> rows = new TreeMap<>();
      detectors.forEach(
          (name, leftOut) -> {
            List<String> words = leftOut.stream().map(NonDigitKind::text).toList();
            Dataset<Row> known =
                none.where(functions.not(functions.col("kind").isInCollection(words)));
            ShardStore training = store(cache, settings, "without " + leftOut, digits.union(known));
            Trainer.TrainedNetwork trained =
                trainer.train(
                    new Trainer.Task(
                        name, "paper", settings.network(), settings.network().epochs()),
                    training,
                    validation);
            files.put(name, ModelFile.toPredict(trained.file()));
            rows.put(name, trained.row());
          });
      RejectionScores scores =
          new Rejection(
                  digits(settings, MnistDigits.DigitSet.TEST, run, context),
                  settings.decision(),
                  settings.seed())
              .measured(context, settings.rejection(), files, detectors);
      byte[] network = files.get(DetectorSettings.DETECTOR);
      Path folder = run.files(TrainedDetector.FILES);
      run.writeFile(new Path(folder, TrainedDetector.NETWORK), network);
      run.writeFile(
          new Path(folder, TrainedDetector.CARD),
          card(spark, settings, rows.get(DetectorSettings.DETECTOR), network, scores).toJson());
      run.found("detector", scores.inWords());
    } finally {
      digits.unpersist();
      none.unpersist();
    }
    run.afterPublication(trainer::removeCheckpoints);
  }

  private static MnistDigits digits(
      DetectorSettings settings, MnistDigits.DigitSet set, StageRun run, JavaSparkContext context) {
    return MnistDigits.read(run.file(settings.mnist()), set, context.hadoopConfiguration());
  }

  private static DetectorCard card(
      SparkSession spark,
      DetectorSettings settings,
      ModelRow model,
      byte[] network,
      RejectionScores scores) {
    return new DetectorCard(
        DigestUtils.sha256Hex(network),
        model.weightsSha256(),
        settings.seed(),
        spark.conf().get("spark.polymnist.commit", "unknown"),
        model.parameters(),
        settings.digits(),
        settings.nonDigits(),
        model.epochs(),
        model.bestEpoch(),
        model.validationAccuracy(),
        settings.decision().leastConfidence(),
        scores.kinds(),
        scores.thresholds());
  }

  private static ShardStore store(
      Path cache, DetectorSettings settings, String name, Dataset<Row> images) {
    String key =
        String.join(
            " ",
            name,
            settings.mnist(),
            settings.paper().toString(),
            Integer.toString(settings.digits()),
            Integer.toString(settings.nonDigits()));
    return ShardStore.of(
        new Path(cache, "shards"), key, images, settings.shardImages(), settings.seed());
  }

  private static Dataset<Row> digits(
      SparkSession spark, Broadcast<MnistDigits> shared, DetectorSettings settings) {
    PaperSettings paper = settings.paper();
    long seed = settings.seed();
    return images(
        spark,
        settings.digits(),
        (IntFunction<DetectorImage> & Serializable)
            i ->
                DetectorImages.digit(
                    shared.value(),
                    i % known(shared.value()),
                    paper,
                    seed,
                    i / known(shared.value())));
  }

  private static Dataset<Row> validation(
      SparkSession spark, Broadcast<MnistDigits> shared, DetectorSettings settings) {
    PaperSettings paper = settings.paper();
    long seed = settings.seed();
    return images(
        spark,
        Math.min(DetectorImages.VALIDATION, settings.digits() / VALIDATION_SHARE),
        (IntFunction<DetectorImage> & Serializable)
            i -> DetectorImages.digit(shared.value(), known(shared.value()) + i, paper, seed, 0));
  }

  private static int known(MnistDigits digits) {
    return digits.count() - DetectorImages.VALIDATION;
  }

  private static Dataset<Row> none(
      SparkSession spark, Broadcast<MnistDigits> shared, DetectorSettings settings) {
    NonDigitKind[] kinds = NonDigitKind.values();
    PaperSettings paper = settings.paper();
    long seed = settings.seed();
    return images(
        spark,
        settings.nonDigits(),
        (IntFunction<DetectorImage> & Serializable)
            i ->
                DetectorImages.none(
                    shared.value(), kinds[i % kinds.length], paper, seed, i / kinds.length));
  }

  private static Dataset<Row> images(
      SparkSession spark, int count, IntFunction<DetectorImage> drawn) {
    int tasks = Math.max(spark.sparkContext().defaultParallelism(), count / IMAGES_A_TASK);
    return spark
        .range(0, count, 1, tasks)
        .map(
            (MapFunction<Long, Row>) i -> row(i, drawn.apply(i.intValue())),
            Encoders.row(images()));
  }

  private static Row row(long number, DetectorImage image) {
    return RowFactory.create(
        image.kind() + "/" + number,
        image.label(),
        image.kind(),
        RowFactory.create((Object) Png.encode(MnistForm.image(image.mask()))));
  }
}
