package polymnist.train;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a copy of the network on the minibatches of one partition. DL4J's worker makes the copy
 * and brings the result back; this one sees to it that every minibatch is trained, and counted, and
 * that dropout depends on the minibatch alone.
 */
final class RoundWorker implements FlatMapFunction<Iterator<String>, RoundResult> {
  private static final long serialVersionUID = 1L;

  private final ParameterAveragingTrainingWorker worker;
  private final ShardStore store;
  private final long seed;

  RoundWorker(
      Broadcast<NetBroadcastTuple> network,
      WorkerConfiguration configuration,
      ShardStore store,
      long seed) {
    this.worker =
        new ParameterAveragingTrainingWorker(network, true, configuration, null, null, null);
    this.store = store;
    this.seed = seed;
  }

  @Override
  public Iterator<RoundResult> call(Iterator<String> addresses) {
    if (!addresses.hasNext()) {
      return Collections.emptyIterator();
    }
    NativeLibrary.prepare();
    ComputationGraph network = worker.getInitialModelGraph();
    Source source = new Source(store, seed);
    long examples = 0;
    double lossSum = 0;
    int minibatches = 0;
    long computeNanos = 0;
    while (addresses.hasNext()) {
      Minibatch minibatch = Minibatch.of(addresses.next());
      var data = source.load(minibatch);
      long start = System.nanoTime();
      Nd4j.getRandom().setSeed(Epoch.seed(seed, minibatch));
      network.fit(data);
      computeNanos += System.nanoTime() - start;
      examples += minibatch.images();
      lossSum += network.score() * minibatch.images();
      minibatches++;
    }
    ParameterAveragingTrainingResult trained = worker.getFinalResult(network);
    return Collections.singleton(
            new RoundResult(
                trained.getParameters().toFloatVector(),
                trained.getUpdaterState() == null
                    ? new float[0]
                    : trained.getUpdaterState().toFloatVector(),
                examples,
                lossSum,
                minibatches,
                computeNanos))
        .iterator();
  }

  /** Minibatches of a store; it keeps the shard that it read last, as neighbours follow. */
  static final class Source implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ShardStore store;
    private final long seed;
    private transient Shard shard;
    private transient int[] order;
    private int number = -1;
    private int epoch = -1;

    Source(ShardStore store, long seed) {
      this.store = store;
      this.seed = seed;
    }

    org.nd4j.linalg.dataset.DataSet load(Minibatch minibatch) {
      if (shard == null || minibatch.shard() != number) {
        shard = store.read(minibatch.shard());
        number = minibatch.shard();
        order = null;
      }
      if (order == null || minibatch.epoch() != epoch) {
        order = Shard.order(shard.images(), seed, number, minibatch.epoch());
        epoch = minibatch.epoch();
      }
      return shard.minibatch(order, minibatch.from(), minibatch.to());
    }
  }
}
