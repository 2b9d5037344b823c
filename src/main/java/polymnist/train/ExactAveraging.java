package polymnist.train;

import java.util.List;
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

/**
 * DL4J's parameter averaging, made exact. The master of 1.0.0-M2 cuts an epoch into splits and
 * silently leaves out what does not fit into them, weighs workers alike whatever they trained, adds
 * parameters up in the order in which tasks end, and counts iterations that never ran. Here one
 * call is one round: each partition of the given addresses is one worker's share, all of it is
 * trained, and results are averaged by their examples in the order of the partitions.
 */
final class ExactAveraging extends ParameterAveragingTrainingMaster {
  private final ShardStore store;
  private final long seed;
  private transient Broadcast<TrainingSetup> setup;
  private Round last;

  /**
   * What a round did.
   *
   * @param counts of all workers
   * @param seconds of all workers
   * @param averagingSeconds of the driver, sending the state, averaging and taking the average over
   * @param waitSeconds from the start of the job to its last result, less the longest task
   */
  record Round(
      RoundResult.Counts counts,
      RoundResult.Seconds seconds,
      double averagingSeconds,
      double waitSeconds) {}

  ExactAveraging(ShardStore store, int workers, int batchSize, int frequency, long seed) {
    super(
        new Builder(workers, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(frequency)
            .repartionData(Repartition.Never)
            .saveUpdater(true));
    this.store = store;
    this.seed = seed;
  }

  /** Returns what the latest round did. */
  Round last() {
    return last;
  }

  /** Trains one round; the addresses are those of {@link Minibatch#address}. */
  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> addresses,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    long begun = System.nanoTime();
    ComputationGraph net = graph.getNetwork();
    JavaSparkContext spark = graph.getSparkContext();
    if (setup == null) {
      String id = UUID.randomUUID().toString();
      setup = spark.broadcast(new TrainingSetup(id, net.getConfiguration().toJson(), store, seed));
    }
    Broadcast<NetworkState> sent = spark.broadcast(NetworkState.of(net));
    long broadcast = System.nanoTime();
    List<RoundResult> results = addresses.mapPartitions(new RoundWorker(setup, sent)).collect();
    long collected = System.nanoTime();
    sent.destroy();
    RoundResult.average(results).into(net);
    RoundResult.Counts counts = RoundResult.Counts.NONE;
    RoundResult.Seconds seconds = RoundResult.Seconds.NONE;
    double longest = 0;
    for (RoundResult result : results) {
      counts = counts.plus(result.counts());
      seconds = seconds.plus(result.seconds());
      longest = Math.max(longest, result.seconds().task());
    }
    last =
        new Round(
            counts,
            seconds,
            (broadcast - begun + System.nanoTime() - collected) / 1e9,
            Math.max(0, (collected - broadcast) / 1e9 - longest));
  }
}
