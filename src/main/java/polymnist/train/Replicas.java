package polymnist.train;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.train.layer.TrainingStep;

/**
 * The copies of a network that this JVM trains, kept from round to round: a new one would have to
 * be laid out, its buffers freed, and its shard read again, for some seconds of work. Only copies
 * of one training are kept. What a copy was before does not matter, as each round gives it the
 * whole state.
 */
final class Replicas {
  private static final Map<Integer, Replica> IDLE = new HashMap<>();
  private static String training = "";

  private Replicas() {}

  /** A copy, what trains it, and the reader of its minibatches. */
  record Replica(ComputationGraph network, TrainingStep step, MinibatchReader reader) {}

  /** Returns a worker's copy for the caller alone, until it is given back. */
  static Replica take(TrainingSetup setup, int worker) {
    synchronized (IDLE) {
      if (!training.equals(setup.id())) {
        IDLE.values().forEach(replica -> close(replica.network));
        IDLE.clear();
        training = setup.id();
      }
      Replica idle = IDLE.remove(worker);
      if (idle != null) {
        return idle;
      }
    }
    ComputationGraph network =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(setup.network()));
    network.init();
    return new Replica(
        network, new TrainingStep(network), new MinibatchReader(setup.store(), setup.seed()));
  }

  /** Keeps a copy for the worker's next round. */
  static void give(TrainingSetup setup, int worker, Replica replica) {
    synchronized (IDLE) {
      if (training.equals(setup.id()) && IDLE.putIfAbsent(worker, replica) == null) {
        return;
      }
    }
    close(replica.network);
  }

  /** Frees the buffers of a network's layers. */
  static void close(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
  }
}
