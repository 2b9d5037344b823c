package polymnist.train;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.corpus.CorpusImage;
import polymnist.job.Fingerprint;
import polymnist.job.UserError;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;

/**
 * Trains networks: epochs of rounds, validation after each epoch, and the weights of the best epoch
 * kept.
 */
final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /**
   * How long a stage lasts, about: as long as one may wait for a sign of progress, and what is
   * trained again when an executor is lost. A stage costs more than a tenth of a second, so fewer
   * of them cost less; the results are the same.
   */
  private static final Duration STAGE = Duration.ofSeconds(20);

  private final JavaSparkContext spark;
  private final TrainSettings settings;
  private final Path checkpoints;
  private final Consumer<LearningCurveRow> watcher;
  private final Duration stage;
  private final List<Checkpoints> used = new ArrayList<>();

  /** What is to be trained: a network's name and settings, on a training corpus. */
  record Task(String model, String trainingCorpus, NetworkSettings network, int epochs) {
    @Override
    public String toString() {
      return model + " on " + trainingCorpus;
    }
  }

  /** A trained network: its table rows but for the file's name, and the file. */
  record Trained(List<LearningCurveRow> curve, ModelRow row, byte[] file) {}

  /**
   * Makes a trainer.
   *
   * @param checkpoints the folder in which trainings keep their state after each epoch
   * @param watcher is told of each epoch
   */
  Trainer(
      JavaSparkContext spark,
      TrainSettings settings,
      Path checkpoints,
      Consumer<LearningCurveRow> watcher) {
    this(spark, settings, checkpoints, watcher, STAGE);
  }

  /** Makes a trainer with stages of another length. */
  Trainer(
      JavaSparkContext spark,
      TrainSettings settings,
      Path checkpoints,
      Consumer<LearningCurveRow> watcher,
      Duration stage) {
    this.spark = spark;
    this.settings = settings;
    this.checkpoints = checkpoints;
    this.watcher = watcher;
    this.stage = stage;
  }

  /**
   * Trains one network, from where an interrupted training of the same left off.
   *
   * @throws IllegalStateException when the loss is no longer finite, naming epoch, round and
   *     learning rate
   */
  Trained train(Task task, ShardStore training, ShardStore validation) {
    NativeLibrary.prepare();
    int minibatches =
        Epoch.minibatches(training.sizes(), workerBatch(task), settings.seed(), 1).size();
    if (settings.workers() > minibatches) {
      throw UserError.request(
          "train.workers must be at most the %d minibatches of the training set %s, was %d"
              .formatted(minibatches, task.trainingCorpus(), settings.workers()));
    }
    WarmUpCosine learningRate = learningRate(task, training);
    Checkpoints states =
        new Checkpoints(
            new Path(checkpoints, key(task, training, validation)), spark.hadoopConfiguration());
    used.add(states);
    Optional<Checkpoints.State> state = states.latest();
    ComputationGraph network = untrained(task, learningRate);
    if (state.isPresent()) {
      ComputationGraph resumed = state.get().open();
      if (resumed.numParams() != network.numParams()) {
        throw new IllegalStateException(
            "the checkpoint in %s is of another network than train.networks.%s: remove that folder"
                .formatted(states, task.model()));
      }
      network = resumed;
    }
    ExactAveraging averaging =
        new ExactAveraging(
            training,
            settings.workers(),
            workerBatch(task),
            frequency(task),
            settings.seed(),
            stage);
    SparkComputationGraph onSpark = new SparkComputationGraph(spark, network, averaging);
    List<LearningCurveRow> curve = new ArrayList<>();
    byte[] best = null;
    int bestEpoch = 0;
    if (state.isPresent()) {
      curve.addAll(state.get().curve());
      best = state.get().best();
      bestEpoch = state.get().bestEpoch();
      System.err.printf("train %-20s resumes after epoch %d%n", task, curve.size());
    }
    while (curve.size() < task.epochs() && !EarlyStopping.isDue(curve, settings.patience())) {
      int epoch = curve.size() + 1;
      Rounds rounds = trainEpoch(task, epoch, onSpark, averaging, training, learningRate);
      byte[] trained = ModelFile.write(network);
      spark.sc().setJobDescription("validate %s, epoch %d".formatted(task, epoch));
      Validation validated = Validation.of(spark, trained, validation, settings.workers());
      LearningCurveRow row = row(task, epoch, rounds, validated);
      curve.add(row);
      if (best == null
          || row.validationAccuracy() > curve.get(bestEpoch - 1).validationAccuracy()) {
        best = trained;
        bestEpoch = epoch;
      }
      states.save(new Checkpoints.State(trained, best, bestEpoch, curve));
      Progress.report(task, row);
      watcher.accept(row);
    }
    return new Trained(curve, row(task, network, curve, bestEpoch, best), best);
  }

  /** Removes the checkpoints of all that was trained, once it is kept elsewhere. */
  void removeCheckpoints() {
    used.forEach(Checkpoints::remove);
  }

  private ComputationGraph untrained(Task task, WarmUpCosine learningRate) {
    ComputationGraph network =
        new ComputationGraph(
            task.network().architecture().network(new Training(settings.seed(), learningRate)));
    network.init();
    return network;
  }

  /** Names all that a training depends on; another network's settings are no part of it. */
  private String key(Task task, ShardStore training, ShardStore validation) {
    String all =
        "%s %s %s %s %s %d %s %d %d %d %s"
            .formatted(
                task,
                task.network(),
                training.folder(),
                training.fresh(),
                validation.folder(),
                settings.workers(),
                settings.warmUp(),
                settings.patience(),
                settings.seed(),
                task.epochs(),
                Fingerprint.ofCode());
    return CorpusImage.sha256(all).substring(0, 16);
  }

  /**
   * Returns the learning rate: Adam divides a gradient by its size, of which noise is the most, and
   * a k-th of a minibatch has the noise of the whole times the root of k. So that k workers learn
   * as much from an update as one, the rate is multiplied by that root (Malladi et al., "On the
   * SDEs and Scaling Rules for Adaptive Gradient Algorithms", NeurIPS 2022).
   */
  private WarmUpCosine learningRate(Task task, ShardStore training) {
    int iterations = longest(task, training) * task.epochs();
    return new WarmUpCosine(
        task.network().learningRate() * Math.sqrt(settings.workers()),
        (int) Math.round(settings.warmUp() * iterations),
        iterations);
  }

  /**
   * Returns how many minibatches a worker trains in a round at the peak of the learning rate. What
   * k workers are apart from their average grows with k - 1, and with the length of a round. One
   * worker is its own average, so its rounds are as long as one may wait for a sign of progress.
   */
  private int frequency(Task task) {
    int frequency = task.network().averagingFrequency();
    return settings.workers() == 1
        ? RoundSchedule.LONGEST * frequency
        : Math.max(1, frequency / (settings.workers() - 1));
  }

  private int workerBatch(Task task) {
    return task.network().workerBatch(settings.workers());
  }

  private int longest(Task task, ShardStore training) {
    return Epoch.longest(training.sizes(), workerBatch(task), settings.workers());
  }

  /** What the rounds of an epoch did. */
  private record Rounds(
      int count,
      RoundResult.Counts counts,
      RoundResult.Seconds workers,
      double averagingSeconds,
      double waitSeconds,
      double seconds,
      double learningRate) {}

  private Rounds trainEpoch(
      Task task,
      int epoch,
      SparkComputationGraph onSpark,
      ExactAveraging averaging,
      ShardStore training,
      WarmUpCosine learningRate) {
    int before = iteration(onSpark);
    List<Integer> ends =
        RoundSchedule.ends(longest(task, training), frequency(task), before, learningRate);
    List<List<List<Minibatch>>> rounds =
        Epoch.rounds(
            training.sizes(), workerBatch(task), settings.workers(), ends, settings.seed(), epoch);
    RoundResult.Counts counts = RoundResult.Counts.NONE;
    RoundResult.Seconds workers = RoundResult.Seconds.NONE;
    double averagingSeconds = 0;
    double waitSeconds = 0;
    long start = System.nanoTime();
    int done = 0;
    int failures = 0;
    while (done < ends.size()) {
      boolean meet = failures < mostFailures() && workersFit();
      String where = "epoch %d, from round %d of %d".formatted(epoch, done + 1, ends.size());
      spark.sc().setJobDescription("train %s, %s".formatted(task, where));
      JavaRDD<String> addresses = addresses(rounds.subList(done, meet ? ends.size() : done + 1));
      try {
        averaging.executeTrainingPaths(
            null, onSpark, meet ? meeting(addresses) : addresses, null, null);
      } catch (Exception e) { // Spark's are checked, but its Java methods do not declare them.
        if (!meet) {
          throw e;
        }
        failures++;
        LOG.warn(
            "{}, {}, failed and is repeated from the last average{}",
            task,
            where,
            failures < mostFailures() ? "" : "; the rest of the epoch is averaged by the driver",
            e);
        continue;
      }
      ExactAveraging.Stage stage = averaging.last();
      int next = done + stage.rounds().size();
      for (int i = done; i < next; i++) {
        RoundResult.Counts round = stage.rounds().get(i - done);
        counts = counts.plus(round);
        if (!Double.isFinite(round.loss())) {
          double rate = learningRate.valueAt(before + (i == 0 ? 0 : ends.get(i - 1)), 0);
          throw new IllegalStateException(
              "the loss of %s is %s in epoch %d, round %d, which began at a learning rate of %.2g: "
                      .formatted(task, round.loss(), epoch, i + 1, rate)
                  + "lower train.networks.%s.learning-rate".formatted(task.model()));
        }
      }
      workers = workers.plus(stage.seconds());
      averagingSeconds +=
          stage.averagingSeconds() + stage.seconds().averaging() / settings.workers();
      waitSeconds += stage.waitSeconds();
      done = next;
      Progress.show(
          task,
          "epoch %d, round %d of %d".formatted(epoch, done, ends.size()),
          counts,
          (System.nanoTime() - start) / 1e9);
    }
    onSpark.getNetwork().incrementEpochCount();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (counts.examples() != training.images()) {
      throw new IllegalStateException(
          "the training set has %d images, but %d were trained in epoch %d of %s"
              .formatted(training.images(), counts.examples(), epoch, task));
    }
    return new Rounds(
        ends.size(),
        counts,
        workers,
        averagingSeconds,
        waitSeconds,
        seconds,
        learningRate.valueAt(iteration(onSpark) - 1, 0));
  }

  /**
   * Tells whether the cluster has room for all workers at once, so that they can average among
   * themselves.
   */
  private boolean workersFit() {
    SparkContext context = spark.sc();
    return !context.conf().getBoolean("spark.dynamicAllocation.enabled", false)
        && WorkerMeeting.isAllowed(context.conf())
        && context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile())
            >= settings.workers();
  }

  /**
   * Returns how often stages of an epoch may fail in which workers meet, before the driver averages
   * instead: Spark repeats tasks but no barrier stage with results, and workers of some clusters
   * cannot reach each other.
   */
  private int mostFailures() {
    return spark.isLocal() ? 1 : spark.sc().conf().getInt("spark.task.maxFailures", 4);
  }

  /** Makes the stage a barrier stage: Spark starts all of its tasks at once. */
  private static JavaRDD<String> meeting(JavaRDD<String> rounds) {
    return rounds
        .rdd()
        .barrier()
        .mapPartitions(
            (Function1<Iterator<String>, Iterator<String>> & Serializable) partition -> partition,
            false,
            ClassTag$.MODULE$.<String>apply(String.class))
        .toJavaRDD();
  }

  private static LearningCurveRow row(Task task, int epoch, Rounds rounds, Validation validated) {
    RoundResult.Counts counts = rounds.counts();
    return new LearningCurveRow(
        task.model(),
        task.trainingCorpus(),
        epoch,
        counts.loss(),
        counts.correct() / (double) counts.examples(),
        validated.loss(),
        validated.accuracy(),
        rounds.learningRate(),
        counts.examples(),
        rounds.count(),
        rounds.seconds(),
        counts.examples() / rounds.seconds(),
        rounds.workers().data(),
        rounds.workers().compute(),
        rounds.averagingSeconds(),
        rounds.waitSeconds());
  }

  private static int iteration(SparkComputationGraph onSpark) {
    return onSpark.getNetwork().getConfiguration().getIterationCount();
  }

  /**
   * Returns the addresses of some rounds: a partition for each worker, an element for each round.
   */
  private JavaRDD<String> addresses(List<List<List<Minibatch>>> rounds) {
    List<String> all = new ArrayList<>();
    for (int worker = 0; worker < settings.workers(); worker++) {
      for (List<List<Minibatch>> round : rounds) {
        all.add(Minibatch.addresses(round.get(worker)));
      }
    }
    // As partitions are cut at equal parts, each gets all rounds of its worker.
    return spark.parallelize(all, settings.workers());
  }

  private ModelRow row(
      Task task,
      ComputationGraph network,
      List<LearningCurveRow> curve,
      int bestEpoch,
      byte[] file) {
    LearningCurveRow best = curve.get(bestEpoch - 1);
    long examples = curve.stream().mapToLong(LearningCurveRow::examples).sum();
    double seconds = curve.stream().mapToDouble(LearningCurveRow::seconds).sum();
    return new ModelRow(
        task.model(),
        task.trainingCorpus(),
        task.network().architecture().name(),
        network.numParams(),
        task.epochs(),
        bestEpoch,
        best.validationAccuracy(),
        best.validationLoss(),
        examples,
        seconds,
        examples / seconds,
        settings.workers(),
        task.network().averagingFrequency(),
        task.network().batchSize(),
        task.model() + "-" + task.trainingCorpus() + ".zip",
        CorpusImage.sha256(file),
        ModelFile.weightsSha256(file));
  }
}
