package polymnist.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.model.ModelFile;
import polymnist.model.ModelRow;
import polymnist.model.NetworkChoice;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.layer.KernelLayer;
import polymnist.setting.UserError;
import polymnist.train.average.RoundResult;
import polymnist.train.shard.ShardStore;

/**
 * Trains networks: epochs of rounds, validation after each epoch, and the weights of the best epoch
 * kept.
 */
public final class Trainer {
  /**
   * How long a stage lasts, about: as long as one may wait for a sign of progress, and what is
   * trained again when an executor is lost, or a job is killed. A stage costs more than a tenth of
   * a second, so fewer of them cost less; the results are the same.
   */
  private static final Duration STAGE_LENGTH = Duration.ofSeconds(20);

  private final JavaSparkContext spark;
  private final TrainingOptions options;
  private final Path checkpoints;
  private final Consumer<List<LearningCurveRow>> watcher;
  private final Duration stageLength;
  private final List<Checkpoints> used = new ArrayList<>();

  /** What is to be trained: a network's name and settings, on a training corpus. */
  public record Task(String model, String trainingCorpus, NetworkSettings network, int epochs) {
    @Override
    public String toString() {
      return NetworkChoice.name(model, trainingCorpus);
    }
  }

  /** A trained network: its table rows but for the file's name, and the file. */
  public record TrainedNetwork(List<LearningCurveRow> curve, ModelRow row, byte[] file) {}

  /**
   * Makes a trainer.
   *
   * @param checkpoints the folder in which trainings keep their state, after the first epoch, the
   *     last, and others that end as long as a stage after the one before
   * @param watcher is told then of the epochs that are new
   */
  public Trainer(
      JavaSparkContext spark,
      TrainingOptions options,
      Path checkpoints,
      Consumer<List<LearningCurveRow>> watcher) {
    this(spark, options, checkpoints, watcher, STAGE_LENGTH);
  }

  /** Makes a trainer with stages of another length. */
  public Trainer(
      JavaSparkContext spark,
      TrainingOptions options,
      Path checkpoints,
      Consumer<List<LearningCurveRow>> watcher,
      Duration stageLength) {
    this.spark = spark;
    this.options = options;
    this.checkpoints = checkpoints;
    this.watcher = watcher;
    this.stageLength = stageLength;
  }

  /**
   * Trains one network, from where an interrupted training of the same left off.
   *
   * @throws IllegalStateException when the loss is no longer finite, naming epoch, round and
   *     learning rate
   */
  public TrainedNetwork train(Task task, ShardStore training, ShardStore validation) {
    NativeLibrary.prepare();
    TrainingPlan plan = plan(task, training);
    Checkpoints states =
        new Checkpoints(
            new Path(checkpoints, key(task, training, validation)), spark.hadoopConfiguration());
    used.add(states);
    Progress progress = resumed(task, plan, states);
    EpochStages epochs =
        new EpochStages(spark, options.job(), task, plan, training, progress.network, stageLength);
    long begin = System.nanoTime();
    int before = progress.curve.size();
    int kept = before;
    long due = begin;
    while (!isOver(task, progress)) {
      EpochStages.Result trained = epochs.train(progress.curve.size() + 1);
      LearningCurveRow row = endEpoch(task, trained, validation, progress);
      int epoch = progress.curve.size();
      if (System.nanoTime() >= due || isOver(task, progress)) {
        states.save(progress.state());
        watcher.accept(progress.curve.subList(kept, epoch));
        kept = epoch;
        due = System.nanoTime() + stageLength.toNanos();
      }
      double each = (System.nanoTime() - begin) / 1e9 / (epoch - before);
      TrainingProgress.report(task, row, each * (task.epochs() - epoch));
    }
    return new TrainedNetwork(progress.curve, row(task, progress), progress.best);
  }

  private boolean isOver(Task task, Progress progress) {
    return progress.curve.size() >= task.epochs()
        || EarlyStopping.isDue(progress.curve, options.patience());
  }

  private TrainingPlan plan(Task task, ShardStore training) {
    TrainingPlan plan =
        new TrainingPlan(
            training.sizes(),
            task.network(),
            options.workers(),
            task.epochs(),
            options.warmUp(),
            options.seed());
    if (options.workers() > plan.minibatches()) {
      throw UserError.request(
          String.format(
              Locale.ROOT,
              "%s.workers must be at most the %d minibatches of the training set %s, was %d",
              options.job(),
              plan.minibatches(),
              task.trainingCorpus(),
              options.workers()));
    }
    return plan;
  }

  /** How far a training is: the network, the epochs done, and the best of them, from 1. */
  private static final class Progress {
    private final ComputationGraph network;
    private final List<LearningCurveRow> curve = new ArrayList<>();
    private byte[] latest;
    private byte[] best;
    private int bestEpoch;

    Progress(ComputationGraph network) {
      this.network = network;
    }

    /** Adds an epoch and the network's file after it. */
    void add(LearningCurveRow row, byte[] file) {
      curve.add(row);
      latest = file;
      if (best == null
          || row.validationAccuracy() > curve.get(bestEpoch - 1).validationAccuracy()) {
        best = file;
        bestEpoch = curve.size();
      }
    }

    Checkpoints.State state() {
      return new Checkpoints.State(latest, best, bestEpoch, curve);
    }
  }

  /** Starts a training, from the latest checkpoint if there is one. */
  private Progress resumed(Task task, TrainingPlan plan, Checkpoints states) {
    ComputationGraph network = untrained(task, plan);
    Optional<Checkpoints.State> state = states.latest();
    if (state.isEmpty()) {
      return new Progress(network);
    }
    Progress progress = new Progress(state.get().open());
    if (progress.network.numParams() != network.numParams()) {
      throw new IllegalStateException(
          "the checkpoint in %s is of another network than %s.networks.%s: remove that folder"
              .formatted(states, options.job(), task.model()));
    }
    progress.curve.addAll(state.get().curve());
    progress.best = state.get().best();
    progress.bestEpoch = state.get().bestEpoch();
    System.err.printf("train %-20s resumes after epoch %d%n", task, progress.curve.size());
    return progress;
  }

  /** Validates the network after an epoch and adds that to its progress. */
  private LearningCurveRow endEpoch(
      Task task, EpochStages.Result trained, ShardStore validation, Progress progress) {
    int epoch = progress.curve.size() + 1;
    byte[] file = ModelFile.write(progress.network);
    spark.sc().setJobDescription(String.format(Locale.ROOT, "validate %s, epoch %d", task, epoch));
    Validation validated =
        Validation.of(spark, file, options.precision(), validation, options.workers());
    LearningCurveRow row = row(task, epoch, trained, validated);
    progress.add(row, file);
    return row;
  }

  /** Removes the checkpoints of all that was trained, once it is kept elsewhere. */
  public void removeCheckpoints() {
    used.forEach(Checkpoints::remove);
  }

  private ComputationGraph untrained(Task task, TrainingPlan plan) {
    NetworkFrame training =
        new NetworkFrame(
            options.seed(),
            plan.learningRate(),
            task.network().labelSmoothing(),
            options.precision());
    ComputationGraph network =
        new ComputationGraph(task.network().architecture().network(training));
    network.init();
    return network;
  }

  /**
   * Names all that a training depends on; another network's settings are no part of it, and not
   * where its images are.
   */
  private String key(Task task, ShardStore training, ShardStore validation) {
    String all =
        String.format(
            Locale.ROOT,
            "%s %s %s %s %s %d %s %d %s %d %d",
            task,
            task.network(),
            training.key(),
            training.fresh(),
            validation.key(),
            options.workers(),
            options.warmUp(),
            options.patience(),
            options.precision(),
            options.seed(),
            task.epochs());
    return DigestUtils.sha256Hex(all).substring(0, 16);
  }

  private static LearningCurveRow row(
      Task task, int epoch, EpochStages.Result trained, Validation validated) {
    RoundResult.Counts counts = trained.counts();
    return new LearningCurveRow(
        task.model(),
        task.trainingCorpus(),
        epoch,
        counts.loss(),
        counts.correct() / (double) counts.examples(),
        validated.loss(),
        validated.accuracy(),
        trained.learningRate(),
        counts.examples(),
        trained.rounds(),
        trained.seconds(),
        counts.examples() / trained.seconds(),
        trained.workers().data(),
        trained.workers().compute(),
        trained.averagingSeconds(),
        trained.waitSeconds());
  }

  private ModelRow row(Task task, Progress progress) {
    List<LearningCurveRow> curve = progress.curve;
    LearningCurveRow best = curve.get(progress.bestEpoch - 1);
    long examples = curve.stream().mapToLong(LearningCurveRow::examples).sum();
    double seconds = curve.stream().mapToDouble(LearningCurveRow::seconds).sum();
    return new ModelRow(
        task.model(),
        task.trainingCorpus(),
        task.network().architecture().name(),
        KernelLayer.precision(progress.network.getConfiguration()).toString(),
        progress.network.numParams(),
        task.epochs(),
        progress.bestEpoch,
        best.validationAccuracy(),
        best.validationLoss(),
        examples,
        seconds,
        examples / seconds,
        options.workers(),
        task.network().averagingFrequency(),
        task.network().batchSize(),
        task.model() + "-" + task.trainingCorpus() + ".zip",
        DigestUtils.sha256Hex(progress.best),
        ModelFile.weightsSha256(progress.best));
  }
}
