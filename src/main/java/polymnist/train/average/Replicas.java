package polymnist.train.average;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.network.layer.LayerBuffers;
import polymnist.network.layer.OptimiserStep;
import polymnist.train.shard.MinibatchReader;

/**
 * The copies of a network that this JVM trains, kept from stage to stage: a new one would have to
 * be laid out and its buffers freed, for some seconds of work. Only copies of one training are
 * kept; any worker may go on with any of them.
 */
public final class Replicas {
  private static final Deque<Replica> IDLE = new ArrayDeque<>();
  private static String training = "";

  private Replicas() {}

  /** A copy, what trains it, and the reader of its minibatches. */
  static final class Replica implements AutoCloseable {
    private static final int NONE = -1;

    private final ComputationGraph network;
    private final OptimiserStep step;
    private final MinibatchReader reader;

    /** How many updates the average has that the network is in, or none. */
    private int averaged = NONE;

    private Replica(ComputationGraph network, MinibatchReader reader) {
      this.network = network;
      this.step = new OptimiserStep(network);
      this.reader = reader;
    }

    ComputationGraph network() {
      return network;
    }

    OptimiserStep step() {
      return step;
    }

    MinibatchReader reader() {
      return reader;
    }

    /**
     * Puts the network into a state of its training. If it is in that state, as the average of a
     * stage before, the state is not fetched: a training has one average of so many updates.
     */
    void start(Broadcast<NetworkState> state, int iteration, int epoch) {
      if (averaged == iteration) {
        network.getConfiguration().setEpochCount(epoch);
      } else {
        state.value().into(network);
      }
      averaged = NONE;
    }

    /** Frees the buffers of the network and the reader. */
    @Override
    public void close() {
      LayerBuffers.free(network);
      reader.close();
    }

    /** Says that the network is in the average of all workers. */
    void markAveraged() {
      averaged = network.getConfiguration().getIterationCount();
    }
  }

  /** Returns a copy for the caller alone, until it is given back. */
  static Replica take(ReplicaSetup setup) {
    synchronized (IDLE) {
      if (!training.equals(setup.id())) {
        IDLE.forEach(Replica::close);
        IDLE.clear();
        training = setup.id();
      }
      if (!IDLE.isEmpty()) {
        return IDLE.pop();
      }
    }
    ComputationGraph network =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(setup.network()));
    network.init();
    return new Replica(network, new MinibatchReader(setup.store(), setup.seed()));
  }

  /** Keeps a copy for the next stage. */
  static void give(ReplicaSetup setup, Replica replica) {
    synchronized (IDLE) {
      if (training.equals(setup.id())) {
        IDLE.push(replica);
        return;
      }
    }
    replica.close();
  }
}
