package polymnist.train.average;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import polymnist.train.shard.ShardStore;

/**
 * DL4J's parameter averaging, made exact. The master of 1.0.0-M2 cuts an epoch into splits and
 * silently leaves out what does not fit into them, weighs workers alike whatever they trained, adds
 * parameters up in the order in which tasks end, and counts iterations that never ran. Here each
 * partition of the given addresses is one worker's share, all of it is trained, and results are
 * averaged by their examples in the order of the partitions.
 *
 * <p>One call is one Spark stage. If it is a barrier stage, it holds as many of the given rounds as
 * some seconds allow, after each of which the workers average among themselves; else it holds one
 * round, which the driver averages, or Spark's shuffle where there are very many. All give the same
 * bits.
 */
public final class ExactAveraging extends ParameterAveragingTrainingMaster {
  private final ShardStore store;
  private final long seed;
  private final Duration stage;
  private transient Broadcast<ReplicaSetup> setup;
  private StageResult last;

  /**
   * What a stage did.
   *
   * @param rounds of all workers, round by round, at least one
   * @param seconds of all workers
   * @param averagingSeconds of the driver, sending the state, averaging and taking the average over
   * @param waitSeconds from the start of the job to its last result, less the longest task; what a
   *     shuffle takes is part of it
   */
  public record StageResult(
      List<RoundResult.Counts> rounds,
      RoundResult.Seconds seconds,
      double averagingSeconds,
      double waitSeconds) {}

  /**
   * Makes a master.
   *
   * @param store the training images
   * @param workers how many replicas are averaged
   * @param batchSize the most images in a worker's minibatch
   * @param frequency how many minibatches a worker trains in a round at the peak of the learning
   *     rate
   * @param seed of all chance
   * @param stage how long a stage lasts, about, in which workers average among themselves
   */
  public ExactAveraging(
      ShardStore store, int workers, int batchSize, int frequency, long seed, Duration stage) {
    super(
        new Builder(workers, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(frequency)
            .repartionData(Repartition.Never)
            .saveUpdater(true));
    this.store = store;
    this.seed = seed;
    this.stage = stage;
  }

  /** Returns what the latest stage did. */
  public StageResult last() {
    return last;
  }

  /**
   * Trains rounds until the stage ends; each element of a partition is a round as {@link
   * Minibatch#addresses} writes it, and all partitions have equally many.
   */
  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> rounds,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    long begun = System.nanoTime();
    ComputationGraph net = graph.getNetwork();
    JavaSparkContext spark = graph.getSparkContext();
    if (setup == null) {
      String id = UUID.randomUUID().toString();
      setup = spark.broadcast(new ReplicaSetup(id, net.getConfiguration().toJson(), store, seed));
    }
    NetworkState state = NetworkState.of(net);
    Broadcast<NetworkState> sent = spark.broadcast(state);
    long broadcast = System.nanoTime();
    List<RoundResult> results;
    try {
      JavaRDD<RoundResult> workers =
          rounds.mapPartitions(
              new RoundWorker(setup, sent, state.iteration(), state.epoch(), stage));
      results =
          workers.getNumPartitions() > WorkerMeeting.MAX_WORKERS
              ? SlicedAverage.collect(workers)
              : workers.collect();
    } finally {
      sent.destroy();
    }
    long collected = System.nanoTime();
    List<Contribution> shares =
        results.stream().map(RoundResult::share).filter(Objects::nonNull).toList();
    Contribution.average(shares).into(net);
    last =
        new StageResult(
            counts(results),
            results.stream()
                .map(RoundResult::seconds)
                .reduce(RoundResult.Seconds.NONE, RoundResult.Seconds::plus),
            (broadcast - begun + System.nanoTime() - collected) / 1e9,
            (collected - broadcast) / 1e9
                - results.stream().mapToDouble(result -> result.seconds().task()).max().orElse(0));
  }

  private static List<RoundResult.Counts> counts(List<RoundResult> results) {
    List<RoundResult.Counts> all = new ArrayList<>(results.get(0).rounds());
    for (RoundResult result : results.subList(1, results.size())) {
      for (int round = 0; round < all.size(); round++) {
        all.set(round, all.get(round).plus(result.rounds().get(round)));
      }
    }
    return all;
  }
}
