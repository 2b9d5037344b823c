package polymnist.impact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.augment.AugmentJob;
import polymnist.augment.Policy;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.MnistDigits;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.train.NetworkSettings;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * What does augmentation change, for which network, on which images, and is it chance? Each network
 * is trained without and with each policy, with several seeds, and all read the same images: those
 * of the test, the same made harder, a modality that was kept from training, other photos, and own
 * handwriting where the job {@code custom} has run.
 *
 * <p>Reads {@code corpus}, and {@code custom_predictions} where it is there; writes {@code
 * impact_trials} ({@link TrialRow}) and {@code impact_effect} ({@link EffectRow}).
 *
 * <pre>./spark-submit.sh impact impact.train=[mlp,resnet] impact.seeds=5</pre>
 */
public final class ImpactJob implements Stage<ImpactSettings> {

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "impact",
        JobGroup.STUDY,
        "train without and with each augmentation, and measure what it changes",
        "`corpus`; `custom_predictions` if there",
        List.of("impact_trials", "impact_effect"));
  }

  @Override
  public List<String> tables(ImpactSettings settings) {
    return List.of("corpus");
  }

  @Override
  public List<String> tablesIfPublished(ImpactSettings settings) {
    return List.of("custom_predictions");
  }

  @Override
  public List<InputFiles> files(ImpactSettings settings) {
    List<InputFiles> files = new ArrayList<>();
    if (!settings.test().photos().folder().isEmpty()) {
      files.add(Backgrounds.files(settings.test().photos().folder()));
      files.add(MnistDigits.files(settings.test().photos().mnist()));
    }
    if (!settings.test().photos().trained().isEmpty()) {
      files.add(Backgrounds.files(settings.test().photos().trained()));
    }
    return files;
  }

  @Override
  public void run(SparkSession spark, ImpactSettings settings, StageRun run) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<TestedImage> subjects = TestedImages.of(run, settings, context.hadoopConfiguration());
    if (subjects.isEmpty()) {
      throw UserError.request("the corpus has no image to test networks on: make it with some");
    }
    List<Sweeps.Condition> conditions = Sweeps.conditions(settings.test().sweeps());
    Examination examination = new Examination(context, subjects, conditions, settings.seed());
    List<String> modalities =
        run
            .read("corpus")
            .where("split = 'train'")
            .select("modality")
            .distinct()
            .orderBy("modality")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    List<Trial> trials = TrialDesign.trials(settings, modalities);
    Map<Trial, CorrectAnswers> answers = new LinkedHashMap<>();
    List<TrialRow> rows = new ArrayList<>();
    TrialTrainer trainings = trainings(spark, settings, run);
    run.afterPublication(trainings::removeCheckpoints);
    Corpora corpora = new Corpora(run, settings, trainings);
    for (Trial trial : trials) {
      TrialRow row = train(trial, settings, trainings, corpora, examination, answers);
      rows.add(row);
      System.err.printf(
          "impact %d of %d: %s %s: right on %.2f %% of the images as they are%n",
          rows.size(),
          trials.size(),
          trial.network(),
          trial.description(),
          100 * answers.get(trial).accuracy(subjects));
    }
    List<EffectRow> effects = Comparisons.of(answers, subjects, conditions, settings.seed());
    run.writeSmall("impact_trials", TrialRow.TYPE.table(spark, rows));
    run.writeSmall("impact_effect", EffectRow.TYPE.table(spark, effects));
  }

  static TrialTrainer trainings(SparkSession spark, ImpactSettings settings, StageRun run) {
    return new TrialTrainer(
        spark,
        run.scratch(),
        run.resumable("impact"),
        new TrialTrainer.Options(
            settings.training().workers(),
            settings.training().shardImages(),
            settings.training().warmUp(),
            settings.seed()));
  }

  private static TrialRow train(
      Trial trial,
      ImpactSettings settings,
      TrialTrainer trainings,
      Corpora corpora,
      Examination examination,
      Map<Trial, CorrectAnswers> answers) {
    NetworkSettings network = settings.networks().get(trial.network());
    TrialTrainer.TrialImages training = corpora.training(trial);
    int epochs = network.epochs();
    if (trial.isAugmented() && trial.budget() == Trial.Budget.STEPS) {
      double plain = corpora.training(trial.without()).count();
      epochs = (int) Math.max(1, Math.round(epochs * plain / training.count()));
    }
    TrialTrainer.TrialResult trained =
        trainings.train(
            trial.network(),
            network,
            trial.description(),
            epochs,
            trial.seed(),
            training,
            corpora.validation(trial));
    answers.put(trial, examination.of(trained.file()));
    return new TrialRow(
        trial,
        training.count(),
        trained.examples(),
        trained.seconds(),
        trained.validationAccuracy());
  }

  /** The images that trainings see. */
  static final class Corpora {
    private static final int PARTS = 1_000_000;

    private final StageRun run;
    private final ImpactSettings settings;
    private final TrialTrainer trials;
    private final Map<String, TrialTrainer.TrialImages> made = new LinkedHashMap<>();
    private final double trainingShare;
    private final double validationShare;

    Corpora(StageRun run, ImpactSettings settings, TrialTrainer trials) {
      this.run = run;
      this.settings = settings;
      this.trials = trials;
      this.trainingShare = share("train");
      this.validationShare = share("validation");
    }

    TrialTrainer.TrialImages training(Trial trial) {
      if (trial.isAugmented() && trial.budget() == Trial.Budget.FRESH) {
        return training(trial.without()).changedBy(settings.policy(trial.policy()), trial.seed());
      }
      String key =
          "training %s %s %s"
              .formatted(
                  trial.heldOut(),
                  trial.share(),
                  trial.isAugmented()
                      ? settings.policy(trial.policy()) + " of seed " + trial.seed()
                      : Trial.NONE);
      return made.computeIfAbsent(key, k -> images(k, trainingRows(trial)));
    }

    /** Returns which part of a split is used. */
    private double share(String split) {
      long all = run.read("corpus").where(functions.col("split").equalTo(split)).count();
      return Math.min(1, settings.images() / (double) all);
    }

    /** Images of the modalities that the training sees, so that nothing of the other leaks. */
    TrialTrainer.TrialImages validation(Trial trial) {
      return made.computeIfAbsent(
          "validation " + trial.heldOut(),
          key ->
              images(
                  key,
                  seen(trial, "validation")
                      .where(bucket().lt(validationShare * PARTS))
                      .select("id", "label", "image")));
    }

    /** All images of a digit together: a hundredth of the images has a hundredth of the hands. */
    private static Column bucket() {
      return functions.pmod(functions.xxhash64(TestedImages.digit()), functions.lit(PARTS));
    }

    private TrialTrainer.TrialImages images(String key, Dataset<Row> rows) {
      if (rows.isEmpty()) {
        throw UserError.request(
            "the corpus has no image for %s: make it with more digits, or raise impact.images or impact.limited-data.shares"
                .formatted(key));
      }
      return trials.images(
          String.format(
              Locale.ROOT,
              "%s %s %d %d",
              key,
              run.inputFolder("corpus"),
              settings.images(),
              settings.training().copies()),
          rows);
    }

    private Dataset<Row> trainingRows(Trial trial) {
      Dataset<Row> images =
          seen(trial, "train").where(bucket().lt(trainingShare * trial.share() * PARTS));
      if (trial.isAugmented()) {
        Policy policy = settings.policy(trial.policy());
        return images
            .select("id", "label", "image")
            .union(
                AugmentJob.copies(images, policy, settings.training().copies(), trial.seed())
                    .select("id", "label", "image"));
      }
      if (trial.share() == 1) {
        return images.select("id", "label", "image");
      }
      // As many images an epoch as of the whole, so as many steps.
      return images
          .withColumn(
              "time",
              functions.explode(
                  functions.sequence(
                      functions.lit(1L), functions.lit(Math.round(1 / trial.share())))))
          .select(
              functions
                  .concat(functions.col("id"), functions.lit("*"), functions.col("time"))
                  .as("id"),
              functions.col("label"),
              functions.col("image"));
    }

    private Dataset<Row> seen(Trial trial, String split) {
      return run.read("corpus")
          .where(
              functions
                  .col("split")
                  .equalTo(split)
                  .and(functions.col("modality").notEqual(trial.heldOut())));
    }
  }
}
