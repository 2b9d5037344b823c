package polymnist.train;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.factory.Nd4j;

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
  private RoundResult last;

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

  /** Returns the average of the latest round. */
  RoundResult last() {
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
    ComputationGraph net = graph.getNetwork();
    ComputationGraphConfiguration configuration = net.getConfiguration();
    JavaSparkContext spark = graph.getSparkContext();
    Broadcast<NetBroadcastTuple> sent =
        spark.broadcast(
            new NetBroadcastTuple(
                configuration, net.params(), net.getUpdater().getStateViewArray()));
    WorkerConfiguration unused =
        new WorkerConfiguration(true, batchSizePerWorker, batchSizePerWorker, 0, 0, false);
    List<RoundResult> results =
        addresses.mapPartitions(new RoundWorker(sent, unused, store, seed)).collect();
    sent.destroy();
    RoundResult average = RoundResult.average(results);
    net.setParams(Nd4j.create(average.parameters(), 1, average.parameters().length));
    if (average.updaterState().length > 0) {
      net.getUpdater()
          .setStateViewArray(Nd4j.create(average.updaterState(), 1, average.updaterState().length));
    }
    configuration.setIterationCount(configuration.getIterationCount() + average.minibatches());
    last = average;
  }
}
