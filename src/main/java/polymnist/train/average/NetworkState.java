package polymnist.train.average;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that training changes in a network.
 *
 * @param parameters all weights
 * @param updaterState the moments of the updater
 * @param iteration how many updates were made
 * @param epoch how many epochs are done
 */
public record NetworkState(float[] parameters, float[] updaterState, int iteration, int epoch)
    implements Serializable {

  /** What crosses the network: Java copies an array of bytes at once, one of floats by numbers. */
  private record Packed(byte[] bytes) implements Serializable {
    private Object readResolve() {
      return of(ByteBuffer.wrap(bytes));
    }
  }

  private Object writeReplace() {
    return new Packed(bytes().array());
  }

  /** Returns the state as bytes, which {@link #of(ByteBuffer)} reads. */
  public ByteBuffer bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(
                3 * Integer.BYTES + Float.BYTES * (parameters.length + updaterState.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(parameters.length).putInt(iteration).putInt(epoch);
    bytes.asFloatBuffer().put(parameters).put(updaterState);
    return bytes.rewind();
  }

  /** Reads what {@link #bytes} gave. */
  public static NetworkState of(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    float[] parameters = new float[in.getInt()];
    int iteration = in.getInt();
    int epoch = in.getInt();
    FloatBuffer floats = in.asFloatBuffer();
    floats.get(parameters);
    float[] updaterState = new float[floats.remaining()];
    floats.get(updaterState);
    return new NetworkState(parameters, updaterState, iteration, epoch);
  }

  public static NetworkState of(ComputationGraph network) {
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
          String.format(
              Locale.ROOT,
              "the network has %d numbers where the state has %d",
              row.length(),
              values.length));
    }
    floats(row).put(values);
  }

  /** Returns the memory of a row of numbers, in the order of bytes of this processor. */
  static ByteBuffer memory(INDArray row) {
    DataBuffer data = row.data();
    return data.asNio()
        .slice(
            Math.toIntExact(Float.BYTES * data.offset()),
            Math.toIntExact(Float.BYTES * row.length()))
        .order(ByteOrder.nativeOrder());
  }

  private static FloatBuffer floats(INDArray row) {
    return memory(row).asFloatBuffer();
  }
}
