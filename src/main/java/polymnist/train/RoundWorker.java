package polymnist.train;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.train.layer.SoftmaxLayer;

/**
 * Trains a copy of the network on the minibatches of one partition: every one of them, counted, and
 * so that dropout depends on the minibatch alone.
 */
final class RoundWorker implements FlatMapFunction<Iterator<String>, RoundResult> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<TrainingSetup> setup;
  private final Broadcast<NetworkState> state;

  RoundWorker(Broadcast<TrainingSetup> setup, Broadcast<NetworkState> state) {
    this.setup = setup;
    this.state = state;
  }

  @Override
  public Iterator<RoundResult> call(Iterator<String> addresses) {
    if (!addresses.hasNext()) {
      return Collections.emptyIterator();
    }
    long begun = System.nanoTime();
    NativeLibrary.prepare();
    int worker = TaskContext.getPartitionId();
    Replicas.Replica replica = Replicas.take(setup.value(), worker);
    ComputationGraph network = replica.network();
    state.value().into(network);
    RoundResult.Counts counts = RoundResult.Counts.NONE;
    long data = 0;
    long compute = 0;
    while (addresses.hasNext()) {
      long start = System.nanoTime();
      Minibatch minibatch = Minibatch.of(addresses.next());
      var images = replica.reader().read(minibatch);
      long read = System.nanoTime();
      Nd4j.getRandom().setSeed(Epoch.seed(setup.value().seed(), minibatch));
      network.fit(images);
      SoftmaxLayer output = (SoftmaxLayer) network.getOutputLayer(0);
      counts =
          counts.plus(
              new RoundResult.Counts(
                  minibatch.images(), output.correct(), network.score() * minibatch.images(), 1));
      data += read - start;
      compute += System.nanoTime() - read;
    }
    NetworkState trained = NetworkState.of(network);
    Replicas.give(setup.value(), worker, replica);
    return Collections.singleton(
            new RoundResult(
                trained,
                counts,
                new RoundResult.Seconds(
                    data / 1e9, compute / 1e9, (System.nanoTime() - begun) / 1e9)))
        .iterator();
  }
}
