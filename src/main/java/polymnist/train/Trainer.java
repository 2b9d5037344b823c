package polymnist.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import polymnist.corpus.CorpusImage;

/**
 * Trains networks: epochs of rounds, validation after each epoch, and the weights of the best epoch
 * kept.
 */
final class Trainer {
  private final JavaSparkContext spark;
  private final TrainSettings settings;

  /** What is to be trained: a network's name and settings, on a training corpus. */
  record Task(String model, String trainingCorpus, NetworkSettings network, int epochs) {
    @Override
    public String toString() {
      return model + " on " + trainingCorpus;
    }
  }

  /** A trained network: its table rows but for the file's name, and the file. */
  record Trained(List<LearningCurveRow> curve, ModelRow row, byte[] file) {}

  Trainer(JavaSparkContext spark, TrainSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Trains one network.
   *
   * @throws IllegalStateException when the loss is no longer finite, naming epoch, round and
   *     learning rate
   */
  Trained train(Task task, ShardStore training, ShardStore validation) {
    NativeLibrary.prepare();
    WarmUpCosine learningRate = learningRate(task, training);
    ComputationGraph network =
        new ComputationGraph(
            task.network().architecture().network(new Training(settings.seed(), learningRate)));
    network.init();
    ExactAveraging averaging =
        new ExactAveraging(
            training,
            settings.workers(),
            settings.batchSize(),
            task.network().averagingFrequency(),
            settings.seed());
    SparkComputationGraph onSpark = new SparkComputationGraph(spark, network, averaging);
    List<LearningCurveRow> curve = new ArrayList<>();
    byte[] best = null;
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= task.epochs(); epoch++) {
      LearningCurveRow row =
          epoch(task, epoch, onSpark, averaging, training, validation, learningRate);
      curve.add(row);
      boolean better =
          best == null || row.validationAccuracy() > curve.get(bestEpoch - 1).validationAccuracy();
      if (better) {
        best = ModelFile.write(network, ModelFile.Updater.WITH);
        bestEpoch = epoch;
      }
      report(task, row);
    }
    return new Trained(curve, row(task, network, curve, bestEpoch, best), best);
  }

  private WarmUpCosine learningRate(Task task, ShardStore training) {
    int anEpoch =
        rounds(training, task, 1).stream()
            .mapToInt(round -> round.stream().mapToInt(List::size).max().orElse(0))
            .sum();
    int iterations = anEpoch * task.epochs();
    return new WarmUpCosine(
        task.network().learningRate(),
        (int) Math.round(settings.warmUp() * iterations),
        iterations);
  }

  private List<List<List<Minibatch>>> rounds(ShardStore training, Task task, int epoch) {
    return Epoch.rounds(
        training.sizes(),
        settings.batchSize(),
        settings.workers(),
        task.network().averagingFrequency(),
        settings.seed(),
        epoch);
  }

  private LearningCurveRow epoch(
      Task task,
      int epoch,
      SparkComputationGraph onSpark,
      ExactAveraging averaging,
      ShardStore training,
      ShardStore validation,
      WarmUpCosine learningRate) {
    List<List<List<Minibatch>>> rounds = rounds(training, task, epoch);
    long examples = 0;
    double lossSum = 0;
    double computeSeconds = 0;
    long start = System.nanoTime();
    for (int i = 0; i < rounds.size(); i++) {
      spark
          .sc()
          .setJobDescription(
              "train %s, epoch %d, round %d of %d".formatted(task, epoch, i + 1, rounds.size()));
      averaging.executeTrainingPaths(null, onSpark, addresses(rounds.get(i)), null, null);
      RoundResult round = averaging.last();
      examples += round.examples();
      lossSum += round.lossSum();
      computeSeconds += round.computeNanos() / 1e9;
      if (!Double.isFinite(round.loss())) {
        throw new IllegalStateException(
            "the loss of %s is %s in epoch %d, round %d, at a learning rate of %.2g: lower %s"
                .formatted(
                    task,
                    round.loss(),
                    epoch,
                    i + 1,
                    learningRate.valueAt(iteration(onSpark), 0),
                    "train.networks." + task.model() + ".learning-rate"));
      }
    }
    onSpark.getNetwork().incrementEpochCount();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (examples != training.images()) {
      throw new IllegalStateException(
          "the training set has %d images, but %d were trained in epoch %d of %s"
              .formatted(training.images(), examples, epoch, task));
    }
    spark.sc().setJobDescription("validate %s, epoch %d".formatted(task, epoch));
    Validation validated =
        Validation.of(
            spark,
            ModelFile.write(onSpark.getNetwork(), ModelFile.Updater.WITHOUT),
            validation,
            settings.workers());
    return new LearningCurveRow(
        task.model(),
        task.trainingCorpus(),
        epoch,
        lossSum / examples,
        validated.loss(),
        validated.accuracy(),
        learningRate.valueAt(iteration(onSpark) - 1, 0),
        examples,
        rounds.size(),
        seconds,
        examples / seconds,
        computeSeconds);
  }

  private static int iteration(SparkComputationGraph onSpark) {
    return onSpark.getNetwork().getConfiguration().getIterationCount();
  }

  /** Returns a round's addresses, one partition a worker. */
  private JavaRDD<String> addresses(List<List<Minibatch>> round) {
    return spark
        .parallelize(round, round.size())
        .flatMap(share -> share.stream().map(Minibatch::address).iterator());
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
        task.network().architecture().getClass().getSimpleName().toLowerCase(Locale.ROOT),
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
        settings.batchSize(),
        task.model() + "-" + task.trainingCorpus() + ".zip",
        CorpusImage.sha256(file));
  }

  private static void report(Task task, LearningCurveRow row) {
    System.err.printf(
        Locale.ROOT,
        "train %-20s epoch %2d  loss %.4f  validation %.2f %%  %,.0f images/s%n",
        task,
        row.epoch(),
        row.trainingLoss(),
        100 * row.validationAccuracy(),
        row.imagesPerSecond());
  }
}
