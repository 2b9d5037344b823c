package polymnist.train;

import java.util.ArrayDeque;
import java.util.Deque;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The copies of a network that this JVM trains, kept from round to round: a new one would have to
 * be laid out, and its buffers freed, for some seconds of work. Only copies of one training are
 * kept. What a copy was before does not matter, as each round gives it the whole state.
 */
final class Replicas {
  private static final Deque<ComputationGraph> IDLE = new ArrayDeque<>();
  private static String training = "";

  private Replicas() {}

  /**
   * Returns a copy for the caller alone, until it is given back.
   *
   * @param wanted names the training
   */
  static ComputationGraph take(String wanted, String configuration) {
    synchronized (IDLE) {
      if (!training.equals(wanted)) {
        IDLE.forEach(Replicas::close);
        IDLE.clear();
        training = wanted;
      }
      if (!IDLE.isEmpty()) {
        return IDLE.pop();
      }
    }
    ComputationGraph network =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    network.init();
    return network;
  }

  /** Keeps a copy for the next round. */
  static void give(String owner, ComputationGraph network) {
    synchronized (IDLE) {
      if (training.equals(owner)) {
        IDLE.push(network);
        return;
      }
    }
    close(network);
  }

  /** Frees the buffers of a network's layers. */
  static void close(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
  }
}
