package polymnist.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.MnistDigits;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.BestModel;
import polymnist.model.LayerRow;
import polymnist.model.ModelRow;
import polymnist.model.NetworkChoice;
import polymnist.setting.UserError;
import polymnist.train.shard.FreshCopies;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Trains networks by parameter averaging across Spark executors, each on the training images alone
 * with their augmented copies, and some on images that are made anew in every epoch.
 *
 * <p>Reads {@code corpus} and {@code augmented}, for pasted digits MNIST files and photos; writes
 * {@code layers} ({@link LayerRow}), {@code models} ({@link ModelRow}), {@code learning_curves}
 * ({@link LearningCurveRow}) and the folder {@code model_files}, one zip a network.
 *
 * <p>After an epoch the state is kept in the warehouse's cache until the run is published, not more
 * than 20 seconds after the one before: a job that was killed, and is started again, goes on there
 * and ends with the same weights, bit by bit.
 *
 * <pre>./spark-submit.sh train train.train=[vgg] train.networks.vgg.epochs=3</pre>
 */
public final class TrainJob implements Stage<TrainSettings> {

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "train",
        JobGroup.STUDY,
        "train the networks, without and with augmentation",
        "`corpus`, `augmented`; MNIST files and photos if `train.fresh-images.pasted`",
        List.of("layers", "models", "learning_curves", "model_files"));
  }

  @Override
  public List<String> tables(TrainSettings settings) {
    return settings.corpora().contains(TrainSettings.AUGMENTED)
        ? List.of("corpus", "augmented")
        : List.of("corpus");
  }

  @Override
  public List<InputFiles> files(TrainSettings settings) {
    return settings.freshImages().pasted() && !settings.fresh().isEmpty()
        ? List.of(
            MnistDigits.files(settings.freshImages().mnist()),
            Backgrounds.files(settings.freshImages().backgrounds()))
        : List.of();
  }

  @Override
  public void check(TrainSettings settings, Configuration hadoop) {
    settings.precision().check("train.precision");
  }

  @Override
  public void run(SparkSession spark, TrainSettings settings, StageRun run) {
    ShardStore validation =
        store(run, settings, "validation", run.read("corpus").where("split = 'validation'"));
    ShardStore plain = store(run, settings, TrainSettings.CORPUS, trainingImages(run));
    ShardStore fresh = settings.fresh().isEmpty() ? plain : fresh(settings, run, plain);
    Path checkpoints = run.cache("checkpoints");
    RunningCurves running = new RunningCurves(spark, run);
    Trainer trainer =
        new Trainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings.options(settings.precision().of(spark, run)),
            checkpoints,
            running::add);
    Trainings trainings = new Trainings(trainer, validation, run.files("model_files"), run);
    for (String corpus : settings.corpora()) {
      ShardStore training =
          corpus.equals(TrainSettings.CORPUS)
              ? plain
              : store(run, settings, corpus, withCopies(run));
      for (String name : settings.train()) {
        NetworkSettings network = settings.networks().get(name);
        int epochs =
            settings.schedule().equalSteps() ? epochs(network, plain, training) : network.epochs();
        trainings.add(new Trainer.Task(name, corpus, network, epochs), training);
      }
    }
    for (String name : settings.fresh()) {
      NetworkSettings network = settings.networks().get(name);
      trainings.add(
          new Trainer.Task(
              name,
              TrainSettings.FRESH,
              network,
              settings.freshImages().epochs() * network.epochs()),
          fresh);
    }
    run.writeSmall("layers", LayerRow.TYPE.table(spark, layers(settings)));
    run.writeSmall("models", ModelRow.TYPE.table(spark, trainings.models));
    run.writeSmall("learning_curves", LearningCurveRow.TYPE.table(spark, trainings.curves));
    run.found("training", best(run));
    run.afterPublication(trainer::removeCheckpoints);
  }

  /** Returns training images that are made anew in every epoch. */
  private static ShardStore fresh(TrainSettings settings, StageRun run, ShardStore plain) {
    return settings.freshImages().pasted()
        ? DigitStore.of(
                run.read("corpus").where("split = 'train'"),
                run.file(settings.freshImages().mnist()),
                run.file(settings.freshImages().backgrounds()),
                "train.fresh-images.pasted",
                digits -> store(run, settings, "digits", digits))
            .pasted(settings.freshPolicy(), settings.seed())
        : plain.madeAnew(new FreshCopies(settings.freshPolicy(), settings.seed()));
  }

  /** Trains one network after the other; their files are written at once, their rows kept. */
  private static final class Trainings {
    private final Trainer trainer;
    private final ShardStore validation;
    private final Path files;
    private final StageRun run;
    private final List<ModelRow> models = new ArrayList<>();
    private final List<LearningCurveRow> curves = new ArrayList<>();

    Trainings(Trainer trainer, ShardStore validation, Path files, StageRun run) {
      this.trainer = trainer;
      this.validation = validation;
      this.files = files;
      this.run = run;
    }

    void add(Trainer.Task task, ShardStore training) {
      Trainer.TrainedNetwork trained = trainer.train(task, training, validation);
      run.writeFile(new Path(files, trained.row().file()), trained.file());
      models.add(trained.row());
      curves.addAll(trained.curve());
    }
  }

  private static String best(StageRun run) {
    Row best = run.written("models").orderBy(BestModel.bestFirst()).head();
    return String.format(
        Locale.ROOT,
        "%d networks, the best of them %s, %.2f %% of the validation images",
        run.rowsWritten("models"),
        NetworkChoice.name(best.getAs("model"), best.getAs("training_corpus")),
        100 * best.<Double>getAs("validation_accuracy"));
  }

  private static List<LayerRow> layers(TrainSettings settings) {
    return settings.trained().stream()
        .flatMap(name -> LayerRow.of(name, settings.networks().get(name).architecture()).stream())
        .toList();
  }

  private static Dataset<Row> trainingImages(StageRun run) {
    return run.read("corpus").where("split = 'train'").select("id", "label", "image");
  }

  private static Dataset<Row> withCopies(StageRun run) {
    return trainingImages(run).union(run.read("augmented").select("id", "label", "image"));
  }

  private static ShardStore store(
      StageRun run, TrainSettings settings, String name, Dataset<Row> images) {
    if (images.isEmpty()) {
      throw UserError.request(
          "the corpus has no image to use as %s: make it with a larger validation-share or more"
                  .formatted(name)
              + " digits");
    }
    return ShardStore.of(
        run,
        name,
        name.equals(TrainSettings.AUGMENTED) ? List.of("corpus", "augmented") : List.of("corpus"),
        images,
        settings.shardImages(),
        settings.seed());
  }

  /** Returns how many epochs show a network as many images as its epochs on the plain corpus. */
  private static int epochs(NetworkSettings network, ShardStore plain, ShardStore training) {
    return (int)
        Math.max(1, Math.round(network.epochs() * (double) plain.images() / training.images()));
  }
}
