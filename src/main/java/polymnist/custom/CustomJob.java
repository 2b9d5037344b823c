package polymnist.custom;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.LoggerFactory;
import polymnist.answer.Answer;
import polymnist.answer.Answers;
import polymnist.answer.AskedTables;
import polymnist.custom.picture.Labelling;
import polymnist.custom.picture.Labels;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureFolder;
import polymnist.custom.picture.PictureLabel;
import polymnist.detector.DetectorCard;
import polymnist.detector.RejectionScores;
import polymnist.detector.TrainedDetector;
import polymnist.image.UnreadableImage;
import polymnist.input.InputBytes;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.NetworkChoice;
import polymnist.model.TrainedModel;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/**
 * How well does the best network read handwriting of one's own? Reads the tables of {@code train},
 * the digit detector that comes with the project or a run's own, and a folder of pictures of
 * digits, in any sub-folders: photos, scans or drawings as PNG, JPEG, GIF, BMP, TIFF or WebP.
 * Labels come from a CSV file with the columns {@code path} and {@code label}, from folders named 0
 * to 9 or zero to nine, or from names such as {@code 7.png}, {@code 7_1.jpg}, {@code digit-7-1.png}
 * or {@code seven.jpg}. Hidden files, notes and what systems leave beside pictures are ignored.
 *
 * <p>Prints what is ignored, how many labels were found and by which rule, and what each of the
 * first pictures was read as.
 *
 * <p>Many ways to find ink propose candidates ({@link polymnist.ink.Candidates}); the detector
 * weighs them ({@link polymnist.ink.choose.Choice}), and the best network and the detector together
 * answer what the likeliest show. No rule of shape refuses a picture.
 *
 * <p>Writes the table {@code custom_predictions}, one row a picture: path, label, shows_digit
 * (false where the label is {@code none}), attributes (the further columns of the labels file),
 * status (digit, no_digit, several, unreadable), reason, predicted, probability, probabilities (of
 * 0 to 9), each step as PNG: original, mask (the ink that was chosen), normalised (that ink as
 * MNIST has it) and seen (what the network saw once), and candidates: the likeliest, the chosen one
 * first, each with its way, support, chosen (the probability that it is the digit), digitness,
 * detected (the digit that the detector sees) and mask. The network's temperature, which {@code
 * evaluate} fits to validation images, is used where it has been run for the same models. The
 * status is no_digit where there is no ink, and where the most probable digit has less than {@code
 * custom.decision.least-confidence}.
 *
 * <p>Writes {@code custom_metrics} in the columns of {@code metrics}: {@code recognised}, the share
 * of pictures in which a digit was found, {@code accuracy}, the share of pictures labelled with a
 * digit that were read rightly, where one in which no digit was found counts as wrong, and {@code
 * non_digits_refused}, the share of those labelled {@code none} in which no digit was found. With
 * {@code custom.group-by} accuracy is also given for each slice of that column, and {@code
 * mean_accuracy} is the mean over these; there n counts slices.
 *
 * <p>Writes {@code custom_presentations}: the same accuracies of the same network when pictures are
 * shown to it in the ways that {@code custom.compare} names, and in the one that was used.
 *
 * <p>Where no network was trained yet, the detector reads alone.
 *
 * <p>Writes what the detector's card says: {@code custom_rejection}, of drawn pictures that show no
 * digit, by kind, how many were refused by a detector that was not trained on that kind; and {@code
 * custom_thresholds}, how many digits and others each least confidence would refuse.
 *
 * <pre>./spark-submit.sh custom custom.images=/home/me/digits</pre>
 */
public final class CustomJob implements Stage<CustomSettings> {
  private static final int MAX_LABELS_BYTES = 256 << 20;

  private static final int PICTURES_A_TASK = 200;
  private static final int PICTURES_A_FILE = 5_000;

  /** A reading and how long it took, from the picture's bytes to the answer. */
  private record TimedReading(
      @RowType.Flat(without = "confidence") PictureReading reading, double seconds) {
    static final RowType<TimedReading> ROWS = RowType.of(TimedReading.class);
  }

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "custom",
        JobGroup.IMAGES,
        "read a folder of pictures of handwritten digits",
        "a folder of pictures (`custom.images`), a detector; `models` and `temperatures` if there",
        List.of(
            "custom_predictions",
            "custom_metrics",
            "custom_presentations",
            "custom_rejection",
            "custom_thresholds"));
  }

  @Override
  public List<String> tables(CustomSettings settings) {
    return settings.tables();
  }

  @Override
  public List<String> tablesIfPublished(CustomSettings settings) {
    return settings.tablesIfPublished();
  }

  @Override
  public void check(CustomSettings settings, Configuration hadoop) {
    settings.check(hadoop);
  }

  @Override
  public List<InputFiles> files(CustomSettings settings) {
    return settings.files();
  }

  @Override
  public void run(SparkSession spark, CustomSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    settings.files().forEach(files -> run.file(files.place()));
    List<PictureFile> pictures = pictures(settings, hadoop);
    ReadingNetworks networks = ReadingNetworks.of(run, settings);
    TrainedModel model = networks.best();
    if (networks.detectorAlone()) {
      System.out.println(
          "no network was trained yet, so the digit detector reads alone: after"
              + " ./spark-submit.sh pipeline the best network of the study reads with it");
    }
    LoggerFactory.getLogger(CustomJob.class)
        .info(
            "{} reads {} pictures at temperature {}",
            NetworkChoice.name(model.model(), model.trainingCorpus()),
            pictures.size(),
            networks.options().temperature());
    Dataset<Row> answers =
        answers(spark, pictures, networks).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      // The metrics come first: they are computed in all tasks, and the table is then one file.
      CustomScores scores =
          CustomScores.of(spark, answers, model, networks.options().used(), settings.groupBy());
      lines(answers).forEach(System.out::println);
      scores.lines().forEach(System.out::println);
      Answer answer = Answers.ofHandwriting(AskedTables.ofViews(spark, List.of(CustomScores.VIEW)));
      run.found(answer.id().replace('-', ' '), answer.sentence());
      run.writeSmall("custom_metrics", scores.metrics(spark));
      run.writeSmall("custom_presentations", scores.presentations(spark));
      run.write(
          "custom_predictions",
          answers.drop("compared").coalesce(1 + pictures.size() / PICTURES_A_FILE));
    } finally {
      answers.unpersist();
    }
    Optional<DetectorCard> card =
        Optional.ofNullable(networks.detector()).map(TrainedDetector::card);
    run.writeSmall(
        "custom_rejection",
        RejectionScores.KINDS
            .table(spark, card.map(DetectorCard::rejection).orElse(List.of()))
            .withColumnRenamed("accepted_at95", "accepted_at_95"));
    run.writeSmall(
        "custom_thresholds",
        RejectionScores.THRESHOLDS.table(
            spark, card.map(DetectorCard::thresholds).orElse(List.of())));
  }

  /**
   * Lists the pictures with their labels, and prints what is ignored and how labels were found.
   *
   * @throws UserError when there is none, the labels are wrong, or no picture has the attribute by
   *     which accuracy is to be grouped
   */
  static List<PictureFile> pictures(CustomSettings settings, Configuration hadoop) {
    PictureFolder folder = PictureFolder.list(settings.images(), hadoop);
    Labelling labelling = labelling(settings, folder.pictures(), hadoop);
    folder.ignoredInWords().ifPresent(System.out::println);
    System.out.println(labelling.inWords(folder.pictures()));
    labelling.problemsInWords().forEach(System.out::println);
    Map<String, PictureLabel> labels = labelling.labels();
    if (!settings.groupBy().isBlank()
        && labels.values().stream()
            .noneMatch(given -> given.attributes().containsKey(settings.groupBy()))) {
      throw UserError.request(
          "custom.group-by is %s, a column that no picture has a value in: columns are %s"
              .formatted(settings.groupBy(), columns(labels.values())));
    }
    return Labels.given(folder.pictures(), labels);
  }

  /** The labels of the file that is named, else of the one beside the pictures, else of paths. */
  static Labelling labelling(
      CustomSettings settings, List<PictureFile> pictures, Configuration hadoop) {
    Set<String> paths = Labels.paths(pictures);
    String named = settings.labels();
    List<Path> files =
        named.isBlank()
            ? PictureFolder.LABELS_FILES.stream()
                .map(file -> new Path(settings.images(), file))
                .toList()
            : List.of(new Path(named));
    for (Path file : files) {
      try {
        if (!named.isBlank() || file.getFileSystem(hadoop).exists(file)) {
          String text = text(file, hadoop);
          // What others call metadata may be about anything.
          String first = text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
          if (!file.getName().startsWith("metadata") || first.contains("label")) {
            return Labels.ofTable(named.isBlank() ? file.toString() : named, text, paths);
          }
        }
      } catch (IOException e) {
        throw UserError.request(
            "the labels file %s cannot be read: %s".formatted(file, e.getMessage()));
      }
    }
    return Labels.ofPaths(paths);
  }

  private static String columns(Collection<PictureLabel> given) {
    Set<String> columns = new TreeSet<>();
    given.forEach(one -> columns.addAll(one.attributes().keySet()));
    return columns.isEmpty() ? "none" : String.join(", ", columns);
  }

  private static String text(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      byte[] bytes = in.readNBytes(MAX_LABELS_BYTES);
      if (in.read() >= 0) {
        throw new IOException("it has more than " + (MAX_LABELS_BYTES >> 20) + " MB");
      }
      return Labels.text(bytes);
    }
  }

  /** Returns what is printed of the answers. */
  static List<String> lines(Dataset<Row> answers) {
    List<AnswerLine> first =
        answers
            .select("path", "label", "shows_digit", "status", "reason", "predicted", "probability")
            .orderBy("path")
            .limit(AnswerLine.MAX_LINES)
            .collectAsList()
            .stream()
            .map(
                row ->
                    new AnswerLine(
                        row.getAs("path"),
                        row.getAs("label"),
                        row.getAs("shows_digit"),
                        row.getAs("status"),
                        row.getAs("reason"),
                        row.getAs("predicted"),
                        row.getAs("probability")))
            .toList();
    Map<String, Long> counts =
        answers.groupBy("status").count().collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    return AnswerLine.lines(first, counts);
  }

  /**
   * Returns the rows of {@code custom_predictions}, with the column {@code compared}; the pictures
   * are shared out by their paths.
   */
  static Dataset<Row> answers(
      SparkSession spark, List<PictureFile> pictures, ReadingNetworks networks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ReadingNetworks> shared = context.broadcast(networks);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    JavaRDD<Row> answers =
        files(spark, pictures)
            .mapPartitions(
                (FlatMapFunction<Iterator<PictureFile>, Row>)
                    files -> answers(files, shared.value(), hadoop.value()));
    return spark.createDataFrame(answers, TimedReading.ROWS.schema());
  }

  /** Returns the pictures, shared out over the cluster. */
  static JavaRDD<PictureFile> files(SparkSession spark, List<PictureFile> pictures) {
    int tasks =
        Math.min(
            pictures.size(),
            Math.max(
                spark.sparkContext().defaultParallelism(), 1 + pictures.size() / PICTURES_A_TASK));
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(pictures, tasks);
  }

  private static Iterator<Row> answers(
      Iterator<PictureFile> files, ReadingNetworks networks, Configuration hadoop) {
    PictureReader reader = networks.reader();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(files, Spliterator.ORDERED), false)
        .map(file -> answer(file, reader, hadoop))
        .iterator();
  }

  private static Row answer(PictureFile file, PictureReader reader, Configuration hadoop) {
    byte[] bytes;
    try {
      bytes = InputBytes.read(file.file(), InputBytes.MAX_PICTURE_BYTES, hadoop);
    } catch (UnreadableImage e) {
      return TimedReading.ROWS.toRow(new TimedReading(reader.unreadable(file, e.getMessage()), 0));
    }
    long begin = System.nanoTime();
    PictureReading reading = reader.read(file, bytes);
    return TimedReading.ROWS.toRow(new TimedReading(reading, (System.nanoTime() - begin) / 1e9));
  }
}
