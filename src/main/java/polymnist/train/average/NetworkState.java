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
 * All that training changes in a network. Of the rows of numbers, what is left in each is meant.
 *
 * @param parameters all weights
 * @param updaterState the moments of the updater
 * @param iteration how many updates were made
 * @param epoch how many epochs are done
 */
record NetworkState(FloatBuffer parameters, FloatBuffer updaterState, int iteration, int epoch)
    implements Serializable {
  private static final int HEAD_BYTES = 3 * Integer.BYTES;

  NetworkState {
    parameters = parameters.slice();
    updaterState = updaterState.slice();
  }

  /** What crosses the network, as buffers do not. */
  private record Packed(byte[] bytes) implements Serializable {
    private Object readResolve() {
      return of(ByteBuffer.wrap(bytes));
    }
  }

  private Object writeReplace() {
    ByteBuffer bytes = ByteBuffer.allocate(bytes());
    put(bytes);
    return new Packed(bytes.array());
  }

  /** Returns how many bytes the state takes. */
  int bytes() {
    return HEAD_BYTES + Float.BYTES * (parameters.remaining() + updaterState.remaining());
  }

  /** Writes the state at the position of a buffer, which is then behind it. */
  void put(ByteBuffer target) {
    ByteBuffer own = target.slice(target.position(), bytes()).order(ByteOrder.LITTLE_ENDIAN);
    own.putInt(parameters.remaining()).putInt(iteration).putInt(epoch);
    own.asFloatBuffer().put(parameters.duplicate()).put(updaterState.duplicate());
    target.position(target.position() + bytes());
  }

  /** Reads what {@link #put} wrote, up to the limit; the state is in the same memory. */
  static NetworkState of(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int parameters = in.getInt();
    int iteration = in.getInt();
    int epoch = in.getInt();
    FloatBuffer floats = in.asFloatBuffer();
    return new NetworkState(
        floats.slice(0, parameters),
        floats.slice(parameters, floats.remaining() - parameters),
        iteration,
        epoch);
  }

  /** Returns a copy of the state of a network. */
  static NetworkState of(ComputationGraph network) {
    NetworkState live = in(network);
    return new NetworkState(
        FloatBuffer.allocate(live.parameters.remaining()).put(live.parameters).flip(),
        FloatBuffer.allocate(live.updaterState.remaining()).put(live.updaterState).flip(),
        live.iteration,
        live.epoch);
  }

  /** Returns the state of a network in the network's own memory: it changes as that is trained. */
  static NetworkState in(ComputationGraph network) {
    return new NetworkState(
        floats(network.params()),
        floats(network.getUpdater().getStateViewArray()),
        network.getConfiguration().getIterationCount(),
        network.getConfiguration().getEpochCount());
  }

  /** Puts a network of the same architecture into this state. */
  void into(ComputationGraph network) {
    write(parameters, network.params());
    write(updaterState, network.getUpdater().getStateViewArray());
    countsInto(network);
  }

  /** Gives a network, which has the numbers, the counts too. */
  void countsInto(ComputationGraph network) {
    network.getConfiguration().setIterationCount(iteration);
    network.getConfiguration().setEpochCount(epoch);
  }

  private static void write(FloatBuffer values, INDArray row) {
    if (row.length() != values.remaining()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network has %d numbers where the state has %d",
              row.length(),
              values.remaining()));
    }
    floats(row).put(values.duplicate());
  }

  /** Returns the memory of a row of numbers, in the order of bytes of this processor. */
  private static FloatBuffer floats(INDArray row) {
    DataBuffer data = row.data();
    return data.asNio()
        .slice(
            Math.toIntExact(Float.BYTES * data.offset()),
            Math.toIntExact(Float.BYTES * row.length()))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
