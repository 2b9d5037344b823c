package polymnist.train;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.train.average.ExactAveraging;
import polymnist.train.average.RoundResult;
import polymnist.train.shard.Minibatch;
import polymnist.train.shard.ShardStore;

/**
 * Trains the epochs of one network on the cluster: the rounds of an epoch, in as many stages as
 * they take. Where the workers can, they meet in a stage and average among themselves; else each
 * stage is a round, which Spark's shuffle averages.
 */
final class EpochStages {
  private static final Logger LOG = LoggerFactory.getLogger(EpochStages.class);

  private final JavaSparkContext spark;
  private final String job;
  private final Trainer.Task task;
  private final TrainingPlan plan;
  private final ShardStore training;
  private final ComputationGraph network;
  private final ExactAveraging averaging;

  /**
   * What an epoch did.
   *
   * @param rounds how many there were
   * @param workers seconds of all workers
   * @param averagingSeconds of the driver, and the mean of the workers
   * @param waitSeconds of the driver, beyond the longest task of each stage
   * @param seconds in all
   * @param learningRate of the last update
   */
  record Result(
      int rounds,
      RoundResult.Counts counts,
      RoundResult.Seconds workers,
      double averagingSeconds,
      double waitSeconds,
      double seconds,
      double learningRate) {}

  /** Stages in a row in which workers failed to meet, over all epochs. */
  private int failures;

  /**
   * Trains {@code network} by stages of Spark.
   *
   * @param job whose settings are at fault where the loss is, for the message
   * @param network is trained
   * @param stageLength how long a stage lasts, about, in which workers meet
   */
  EpochStages(
      JavaSparkContext spark,
      String job,
      Trainer.Task task,
      TrainingPlan plan,
      ShardStore training,
      ComputationGraph network,
      Duration stageLength) {
    this.spark = spark;
    this.job = job;
    this.task = task;
    this.plan = plan;
    this.training = training;
    this.network = network;
    averaging = new ExactAveraging(spark, network, training, plan.seed(), stageLength);
  }

  /**
   * Trains an epoch.
   *
   * @param epoch from 1
   * @throws IllegalStateException when the loss is no longer finite, naming epoch, round and
   *     learning rate, or not every image was trained once
   */
  Result train(int epoch) {
    int before = iteration();
    List<Integer> ends = plan.ends(before);
    List<List<List<Minibatch>>> rounds = plan.rounds(epoch, ends);
    RoundResult.Counts counts = RoundResult.Counts.NONE;
    RoundResult.Seconds workers = RoundResult.Seconds.NONE;
    double averagingSeconds = 0;
    double waitSeconds = 0;
    long start = System.nanoTime();
    int done = 0;
    while (done < ends.size()) {
      boolean meet =
          failures < mostFailures() && ExactAveraging.canMeet(spark.sc(), plan.workers());
      String where =
          String.format(Locale.ROOT, "epoch %d, from round %d of %d", epoch, done + 1, ends.size());
      Optional<ExactAveraging.StageResult> over =
          stage(rounds.subList(done, ends.size()), where, meet);
      if (over.isEmpty()) {
        failures++;
        if (failures == mostFailures()) {
          LOG.warn("{}, epoch {}: from here on workers do not meet", task, epoch);
        }
        continue;
      }
      if (meet) {
        failures = 0;
      }
      ExactAveraging.StageResult stage = over.get();
      int next = done + stage.rounds().size();
      for (int i = done; i < next; i++) {
        RoundResult.Counts round = stage.rounds().get(i - done);
        counts = counts.plus(round);
        checkFinite(round.loss(), epoch, i + 1, before + (i == 0 ? 0 : ends.get(i - 1)));
      }
      workers = workers.plus(stage.seconds());
      averagingSeconds += stage.averagingSeconds() + stage.seconds().averaging() / plan.workers();
      waitSeconds += stage.waitSeconds();
      done = next;
      TrainingProgress.show(
          task,
          String.format(Locale.ROOT, "epoch %d, round %d of %d", epoch, done, ends.size()),
          counts,
          (System.nanoTime() - start) / 1e9);
    }
    network.incrementEpochCount();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (counts.examples() != training.images()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the training set has %d images, but %d were trained in epoch %d of %s",
              training.images(),
              counts.examples(),
              epoch,
              task));
    }
    return new Result(
        ends.size(),
        counts,
        workers,
        averagingSeconds,
        waitSeconds,
        seconds,
        plan.learningRate().valueAt(iteration() - 1, 0));
  }

  /**
   * Runs a stage, whose workers may meet. Of one in which they do, Spark repeats no task: where it
   * fails the network is left as it was, and nothing is returned. What Spark did not throw, such as
   * an interrupt, ends the training.
   */
  private Optional<ExactAveraging.StageResult> stage(
      List<List<List<Minibatch>>> rounds, String where, boolean meet) {
    spark.sc().setJobDescription("train %s, %s".formatted(task, where));
    try {
      return Optional.of(averaging.train(rounds, meet));
    } catch (Exception e) { // Spark's are checked, but its Java methods do not declare them.
      if (!meet || !(e instanceof SparkException)) {
        throw e;
      }
      LOG.warn("{}, {}, failed and is repeated from the last average", task, where, e);
      return Optional.empty();
    }
  }

  private void checkFinite(double loss, int epoch, int round, int updatesBefore) {
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          String.format(
                  Locale.ROOT,
                  "the loss of %s is %s in epoch %d, round %d, which began at a learning rate of %.2g: ",
                  task,
                  loss,
                  epoch,
                  round,
                  plan.learningRate().valueAt(updatesBefore, 0))
              + "lower %s.networks.%s.learning-rate".formatted(job, task.model()));
    }
  }

  /**
   * Returns how often in a row stages may fail in which workers meet, before they no longer do:
   * Spark repeats tasks but no barrier stage with results.
   */
  private int mostFailures() {
    return spark.isLocal() ? 1 : spark.sc().conf().getInt("spark.task.maxFailures", 4);
  }

  private int iteration() {
    return network.getConfiguration().getIterationCount();
  }
}
