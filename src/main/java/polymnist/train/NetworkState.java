package polymnist.train;

import java.io.Serializable;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that training changes in a network.
 *
 * @param parameters all weights
 * @param updaterState the moments of the updater
 * @param iteration how many updates were made
 * @param epoch how many epochs are done
 */
record NetworkState(float[] parameters, float[] updaterState, int iteration, int epoch)
    implements Serializable {

  static NetworkState of(ComputationGraph network) {
    return new NetworkState(
        read(network.params()),
        read(network.getUpdater().getStateViewArray()),
        network.getConfiguration().getIterationCount(),
        network.getConfiguration().getEpochCount());
  }

  /** Puts a network of the same architecture into this state. */
  void into(ComputationGraph network) {
    write(parameters, network.params());
    write(updaterState, network.getUpdater().getStateViewArray());
    network.getConfiguration().setIterationCount(iteration);
    network.getConfiguration().setEpochCount(epoch);
  }

  private static float[] read(INDArray row) {
    float[] values = new float[Math.toIntExact(row.length())];
    floats(row).get(values);
    return values;
  }

  private static void write(float[] values, INDArray row) {
    if (row.length() != values.length) {
      throw new IllegalArgumentException(
          "the network has %d numbers where the state has %d"
              .formatted(row.length(), values.length));
    }
    floats(row).put(values);
  }

  private static FloatBuffer floats(INDArray row) {
    return row.data().asNioFloat().slice();
  }
}
