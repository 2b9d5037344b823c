package polymnist.train.average;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.train.shard.Minibatch;
import polymnist.train.shard.ShardStore;
import scala.Function1;
import scala.collection.Iterator;

/**
 * Trains a network by parameter averaging. DL4J has the network and its updater, here and a replica
 * at each worker, which trains it; Spark shares the minibatches out to the workers and brings their
 * states together. DL4J's own master for Spark is not used: that of 1.0.0-M2 cuts an epoch into
 * splits and silently leaves out what does not fit into them, weighs workers alike whatever they
 * trained, adds parameters up in the order in which tasks end, and counts iterations that never
 * ran. Here all of a worker's minibatches are trained, and states are averaged by their images in
 * the order of the workers.
 *
 * <p>One call is one Spark job. Where workers meet, it is a barrier stage of as many rounds as some
 * seconds allow, after each of which they average among themselves; else it is one round, which
 * Spark's shuffle averages. Both give the same bits.
 */
public final class ExactAveraging {
  /**
   * That meet: each reads the states of all others, and asks the driver where they are. More are
   * averaged by the shuffle, of which a worker sends one state however many they are.
   */
  public static final int MAX_THAT_MEET = 16;

  private final JavaSparkContext spark;
  private final ComputationGraph network;
  private final Duration stageLength;
  private final Broadcast<ReplicaSetup> setup;

  /**
   * What a stage did.
   *
   * @param rounds of all workers, round by round, at least one
   * @param seconds of all workers
   * @param averagingSeconds of the driver, sending the state and taking the average over
   * @param waitSeconds from the start of the job to its last result, less the longest task; what a
   *     shuffle takes is part of it
   */
  public record StageResult(
      List<RoundResult.Counts> rounds,
      RoundResult.Seconds seconds,
      double averagingSeconds,
      double waitSeconds) {}

  /**
   * Starts with a network as it is.
   *
   * @param network is trained
   * @param store the training images
   * @param seed of all chance
   * @param stageLength after which time a stage ends in which workers meet, once a round is over
   */
  public ExactAveraging(
      JavaSparkContext spark,
      ComputationGraph network,
      ShardStore store,
      long seed,
      Duration stageLength) {
    this.spark = spark;
    this.network = network;
    this.stageLength = stageLength;
    String id = UUID.randomUUID().toString();
    setup = spark.broadcast(new ReplicaSetup(id, network.getConfiguration().toJson(), store, seed));
  }

  /**
   * Tells whether so many workers can meet: whether there is room for all of them at once, which
   * Spark does not promise where it allocates executors dynamically.
   */
  public static boolean canMeet(SparkContext spark, int workers) {
    return workers <= MAX_THAT_MEET
        && !spark.conf().getBoolean("spark.dynamicAllocation.enabled", false)
        && spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile())
            >= workers;
  }

  /**
   * Trains rounds until the stage ends: where workers meet as many as it has time for, else one.
   *
   * @param rounds each with a list of minibatches for each worker
   * @param meet whether the workers meet
   */
  public StageResult train(List<List<List<Minibatch>>> rounds, boolean meet) {
    long begun = System.nanoTime();
    NetworkState state = NetworkState.of(network);
    Broadcast<NetworkState> sent = spark.broadcast(state);
    long broadcast = System.nanoTime();
    List<RoundResult> results;
    try {
      RoundWorker worker =
          new RoundWorker(setup, sent, state.iteration(), state.epoch(), stageLength);
      results =
          meet
              ? meeting(shares(rounds)).mapPartitions(worker).collect()
              : SlicedAverage.collect(shares(rounds.subList(0, 1)).mapPartitions(worker));
    } finally {
      sent.destroy();
    }
    long collected = System.nanoTime();
    results.get(0).state().into(network);
    return new StageResult(
        counts(results),
        results.stream()
            .map(RoundResult::seconds)
            .reduce(RoundResult.Seconds.NONE, RoundResult.Seconds::plus),
        (broadcast - begun + System.nanoTime() - collected) / 1e9,
        (collected - broadcast) / 1e9
            - results.stream().mapToDouble(result -> result.seconds().task()).max().orElse(0));
  }

  /** Returns a partition for each worker, with an element for each round. */
  private JavaRDD<List<Minibatch>> shares(List<List<List<Minibatch>>> rounds) {
    int workers = rounds.get(0).size();
    List<List<Minibatch>> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      for (List<List<Minibatch>> round : rounds) {
        all.add(round.get(worker));
      }
    }
    // As partitions are cut at equal parts, each gets all rounds of its worker.
    return spark.parallelize(all, workers);
  }

  /** Makes the stage a barrier stage: Spark starts all of its tasks at once. */
  static <T> JavaRDD<T> meeting(JavaRDD<T> shares) {
    return shares
        .rdd()
        .barrier()
        .mapPartitions(
            (Function1<Iterator<T>, Iterator<T>> & Serializable) partition -> partition,
            false,
            shares.classTag())
        .toJavaRDD();
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
