package polymnist.eda;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.Quarantined;
import polymnist.eda.measure.PhotoMasks;
import polymnist.eda.measure.PixelPass;
import polymnist.eda.measure.PixelTotals;
import polymnist.eda.similar.NearDuplicates;
import polymnist.eda.similar.Neighbours;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.RowValues;
import polymnist.warehouse.StageRun;

/**
 * What is in the corpus, and what is wrong with it? Reads {@code corpus}, decodes every image once,
 * and answers questions by SQL: each file {@code jobs/eda/NAME.sql}, and each in a folder of {@code
 * eda.questions}, is one, and its answer is the table of its name. The comment in the file says
 * what it answers and explains its columns.
 *
 * <p>Questions read these views, and the answers of others by their names:
 *
 * <pre>
 * corpus                  as it was read
 * image_statistics        a row an image that decodes; a table of its own. Columns id, split,
 *                         modality, label, index, digit, sha256, bytes (encoded), width, height,
 *                         channels, bit_depth; samples, sample_sum, dark_samples (below 64),
 *                         brightness, contrast, sharpness, entropy, planes array&lt;struct&lt;channel,
 *                         sum, squares, minimum, maximum&gt;&gt; (see ImageStatistics); perceptual_hash,
 *                         windows, bands (see PerceptualHash); mask_source (photo, estimate or
 *                         null), mask (a bit a pixel), handwriting (its hash), estimate_overlap (with
 *                         the exact mask, for a sample of the images), ink, centre_x, centre_y,
 *                         stroke_width, slant, box_left, box_top, box_right, box_bottom,
 *                         digit_contrast (see DigitMeasures); shape (100 bytes, see DigitShape),
 *                         features (149 bytes: mean luminance of 7x7 cells, and shape)
 * pixel_totals            split, modality, label, width, height, channels, images, sums and squares
 *                         of each sample, histogram; a table of its own
 * eda_quarantine          path (the id), reason, sha256, bytes: images that do not decode; a table
 * quarantine              what was refused when this corpus was read; empty for a synthesised one
 * near_duplicate_pairs    see NearDuplicates
 * handwritings            handwriting, shape, label, images
 * handwriting_neighbours  handwriting, distances (see Neighbours)
 * drift_members           comparison, side, and what is compared (see Drift)
 * </pre>
 *
 * <p>It writes three tables more:
 *
 * <pre>
 * eda_questions   question, file, description, own (not the project's), answered, rows, line, message
 * eda_answers     question, row, columns, values: the first rows of the users' own questions as text;
 *                 image: the bytes of their column image, which the report shows
 * eda_contract    expectation, expects, found, most, holds, message
 * </pre>
 *
 * A question that Spark refuses is named with its line, and the others are answered all the same.
 *
 * <p>Run it with {@code ./spark-submit.sh eda}.
 */
public final class EdaJob implements Stage<EdaSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(EdaJob.class);

  public static final String STATISTICS = "image_statistics";
  private static final String TOTALS = "pixel_totals";
  private static final String QUARANTINE = "eda_quarantine";
  private static final int TOTALS_A_TASK = 10;
  private static final String QUESTIONS = "eda_questions";
  private static final String ANSWERS = "eda_answers";
  private static final String CONTRACT = "eda_contract";

  /** What questions read that is no table of a stage, and what {@code query} has beside tables. */
  static final List<String> VIEWS =
      List.of(
          "near_duplicate_pairs",
          "handwritings",
          "handwriting_neighbours",
          "drift_members",
          "runs",
          "polymnist_png");

  /** Questions that are answered side by side. */
  private static final int AT_A_TIME = 3;

  /** The questions that the project brings. */
  static final List<String> BUILT_IN =
      List.of(
          "eda_balance",
          "eda_balance_test",
          "eda_candidates",
          "eda_classes",
          "eda_digits",
          "eda_drift",
          "eda_duplicates",
          "eda_histograms",
          "eda_leaks",
          "eda_masks",
          "eda_mean_images",
          "eda_modalities",
          "eda_near_duplicates",
          "eda_outliers",
          "eda_problems",
          "eda_representatives",
          "eda_resolution",
          "eda_suspicious_labels",
          "eda_tuples",
          "eda_unreadable");

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "eda",
        JobGroup.STUDY,
        "explore the corpus: balance, examples, duplicates, leaks, wrong labels, drift",
        "`corpus`, `quarantine` if there; questions in `jobs/eda`, photos",
        Stream.concat(
                Stream.of(STATISTICS, TOTALS, QUARANTINE, QUESTIONS, ANSWERS, CONTRACT),
                BUILT_IN.stream())
            .toList());
  }

  @Override
  public List<String> tables(EdaSettings settings) {
    return List.of("corpus");
  }

  @Override
  public List<String> tablesIfPublished(EdaSettings settings) {
    return List.of("quarantine");
  }

  @Override
  public List<InputFiles> files(EdaSettings settings) {
    List<InputFiles> files = new ArrayList<>();
    settings.questions().forEach(folder -> files.add(Questions.files(folder)));
    // What is on this machine is refused by name before Spark starts, the rest when it is read.
    Questions.read(
        settings.questions().stream().filter(folder -> new File(folder).isDirectory()).toList(),
        reserved(),
        new Configuration());
    if (!settings.backgrounds().isBlank()) {
      files.add(Backgrounds.files(settings.backgrounds()));
    }
    settings.drift().values().stream()
        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
        .filter(ImageSet.Folder.class::isInstance)
        .map(set -> ((ImageSet.Folder) set).folder())
        .sorted()
        .forEach(folder -> files.add(InputFiles.all(folder)));
    return files;
  }

  @Override
  public List<Inputs.EarlierTable> earlier(EdaSettings settings) {
    return settings.drift().values().stream()
        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
        .filter(ImageSet.Run.class::isInstance)
        .map(set -> new Inputs.EarlierTable(STATISTICS, ((ImageSet.Run) set).run()))
        .distinct()
        .toList();
  }

  @Override
  public void run(SparkSession spark, EdaSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<Question> questions =
        Questions.read(settings.questions().stream().map(run::file).toList(), reserved(), hadoop);
    SparkSession own = session(spark);
    Dataset<Row> corpus = run.read(own, "corpus");
    try {
      describe(spark, "pixel statistics");
      measure(own, settings, run, corpus);
      Dataset<Row> statistics = run.written(own, STATISTICS);
      statistics.createOrReplaceTempView(STATISTICS);
      corpus.createOrReplaceTempView("corpus");
      quarantineView(own, run);
      Drift.members(own, settings.drift(), statistics, run)
          .createOrReplaceTempView("drift_members");
      describe(spark, "near duplicates");
      Dataset<Row> candidates =
          NearDuplicates.candidates(statistics).persist(StorageLevel.MEMORY_AND_DISK());
      Dataset<Row> handwritings =
          Neighbours.handwritings(statistics).persist(StorageLevel.MEMORY_AND_DISK());
      try {
        NearDuplicates.pairs(candidates, corpus).createOrReplaceTempView("near_duplicate_pairs");
        handwritings.createOrReplaceTempView("handwritings");
        Neighbours.of(handwritings).createOrReplaceTempView("handwriting_neighbours");
        answer(own, settings, run, questions);
      } finally {
        candidates.unpersist();
        handwritings.unpersist();
      }
      check(own, settings, run);
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }

  /** Views and functions of a session of its own are not seen by others; it has their settings. */
  private static SparkSession session(SparkSession spark) {
    SparkSession own = spark.newSession();
    RowValues.map(spark.conf().getAll())
        .forEach(
            (key, value) -> {
              if (own.conf().isModifiable(key)) {
                own.conf().set(key, value);
              }
            });
    SqlFunctions.register(own);
    return own;
  }

  /** Returns the tables of other stages, and what questions read that is no question. */
  private Set<String> reserved() {
    Set<String> reserved = new TreeSet<>(VIEWS);
    for (Stage<?> stage : JobList.stages()) {
      reserved.addAll(stage.writes());
    }
    reserved.addAll(writes());
    BUILT_IN.forEach(reserved::remove);
    return reserved;
  }

  private static void measure(
      SparkSession spark, EdaSettings settings, StageRun run, Dataset<Row> corpus) {
    PhotoMasks photos =
        new PhotoMasks(
            settings.backgrounds().isBlank()
                ? List.of()
                : Backgrounds.read(
                    run.file(settings.backgrounds()), spark.sparkContext().hadoopConfiguration()));
    PixelTotals totals = new PixelTotals();
    spark.sparkContext().register(totals, "pixel totals");
    Broadcast<PhotoMasks> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(photos);
    run.write(
        STATISTICS,
        PixelPass.over(
            corpus,
            new PixelPass.Instruments(shared, totals, settings.comparedMasks(), settings.seed())));
    shared.destroy();
    run.write(TOTALS, table(spark, totals));
    run.written(spark, TOTALS).createOrReplaceTempView(TOTALS);
    boolean whole = corpus.count() == run.rowsWritten(STATISTICS);
    Dataset<Row> left =
        whole
            ? spark.createDataFrame(List.of(), Quarantined.SCHEMA)
            : PixelPass.quarantine(corpus, run.written(spark, STATISTICS));
    run.writeSmall(QUARANTINE, left);
    run.written(spark, QUARANTINE).createOrReplaceTempView(QUARANTINE);
    LOG.info(
        "measured {} images, {} did not decode",
        run.rowsWritten(STATISTICS),
        run.rowsWritten(QUARANTINE));
  }

  /** The sums are megabytes, which Spark would send with one task where they are in one part. */
  private static Dataset<Row> table(SparkSession spark, PixelTotals totals) {
    List<Row> rows = totals.rows();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark
        .createDataFrame(
            context.parallelize(rows, 1 + rows.size() / TOTALS_A_TASK), PixelTotals.SCHEMA)
        .repartition(1)
        .sortWithinPartitions("split", "modality", "label", "width", "height", "channels");
  }

  /** A quarantine of another run than the corpus says nothing about it. */
  private static void quarantineView(SparkSession spark, StageRun run) {
    boolean same =
        run.has("quarantine") && run.inputRun("quarantine").equals(run.inputRun("corpus"));
    Dataset<Row> rows =
        same ? run.read(spark, "quarantine") : spark.createDataFrame(List.of(), Quarantined.SCHEMA);
    rows.createOrReplaceTempView("quarantine");
  }

  /**
   * Answers the questions, several at a time: planning one and compiling its code keeps no second
   * core busy. A question waits for those whose answers it reads.
   */
  private static void answer(
      SparkSession spark, EdaSettings settings, StageRun run, List<Question> questions) {
    Map<String, CompletableFuture<QuestionResult>> asked = new LinkedHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      for (Question question : questions) {
        CompletableFuture<?>[] needed =
            asked.entrySet().stream()
                .filter(earlier -> question.mentions(earlier.getKey()))
                .map(Map.Entry::getValue)
                .toArray(CompletableFuture<?>[]::new);
        asked.put(
            question.table(),
            CompletableFuture.allOf(needed)
                .thenApplyAsync(
                    ready -> {
                      describe(spark, question.table());
                      return QuestionResult.write(spark, question, settings, run);
                    },
                    threads));
      }
      publish(spark, run, asked.values().stream().map(CompletableFuture::join).toList());
    } finally {
      threads.shutdown();
    }
  }

  private static void publish(SparkSession spark, StageRun run, List<QuestionResult> answers) {
    List<Row> texts = new ArrayList<>();
    for (QuestionResult answer : answers) {
      if (answer.own() && answer.answered()) {
        texts.addAll(QuestionResult.texts(spark, answer.question()));
      }
    }
    Dataset<Row> questions = QuestionResult.TYPE.table(spark, answers);
    run.writeSmall(QUESTIONS, questions);
    run.writeSmall(ANSWERS, spark.createDataFrame(texts, QuestionResult.TEXTS));
    questions.createOrReplaceTempView(QUESTIONS);
  }

  private static void check(SparkSession spark, EdaSettings settings, StageRun run) {
    describe(spark, "contract");
    List<Contract.Checked> checked = Contract.check(spark, settings.contract());
    run.writeSmall(CONTRACT, Contract.Checked.TYPE.table(spark, checked));
    List<String> broken =
        checked.stream()
            .filter(expectation -> !expectation.holds())
            .map(Contract.Checked::described)
            .toList();
    run.found(
        "data",
        String.format(
            Locale.ROOT,
            "%,d images; %d of %d questions answered; %d of %d expectations hold",
            run.rowsWritten(STATISTICS),
            run.written(QUESTIONS).where("answered").count(),
            run.rowsWritten(QUESTIONS),
            checked.size() - broken.size(),
            checked.size()));
    broken.forEach(expectation -> System.err.println("eda: " + expectation));
    if (settings.fatal() && !broken.isEmpty()) {
      run.refuse("the corpus breaks eda.contract: " + String.join("; ", broken));
    }
  }

  private static void describe(SparkSession spark, String work) {
    spark.sparkContext().setJobDescription("eda: " + work);
  }
}
