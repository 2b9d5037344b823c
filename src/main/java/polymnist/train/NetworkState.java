package polymnist.train;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** What crosses the network: Java copies an array of bytes at once, one of floats by numbers. */
  private record Packed(byte[] values, int parameters, int iteration, int epoch)
      implements Serializable {
    private Object readResolve() {
      FloatBuffer floats = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] first = new float[parameters];
      floats.get(first);
      float[] second = new float[floats.remaining()];
      floats.get(second);
      return new NetworkState(first, second, iteration, epoch);
    }
  }

  private Object writeReplace() {
    ByteBuffer values =
        ByteBuffer.allocate(Float.BYTES * (parameters.length + updaterState.length));
    values.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(parameters).put(updaterState);
    return new Packed(values.array(), parameters.length, iteration, epoch);
  }

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
