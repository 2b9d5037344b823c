package polymnist.train.average;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How workers average without the driver. The state is cut into a slice for each worker, who gets
 * that slice of all others, averages it in the order of the workers, and sends the average to all.
 * So each sends and receives less than two states, however many they are (Rabenseifner,
 * "Optimization of Collective Reduction Operations", ICCS 2004), and each number is summed by one
 * alone: all get the same bits.
 */
final class StateExchange {
  /** A worker's images, its iteration, and 1 where it is the last average. */
  private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;

  private final WorkerLinks links;
  private final int own;
  private final int workers;

  /** The other workers' slices of what this one averages; made once. */
  private List<ByteBuffer> slices;

  /**
   * Makes an exchange.
   *
   * @param links to all other workers
   * @param own this worker's number, 0 to {@code workers - 1}
   */
  StateExchange(WorkerLinks links, int own, int workers) {
    this.links = links;
    this.own = own;
    this.workers = workers;
  }

  /** Returns the most bytes that a worker sends another at once. */
  static int mostBytes(ComputationGraph network, int workers) {
    long floats =
        network.numParams() / workers
            + network.getUpdater().getStateViewArray().length() / workers
            + 2;
    return Math.toIntExact(HEAD_BYTES + floats * Float.BYTES);
  }

  /**
   * Puts a network into the average state of all workers' networks, each weighed by its images. All
   * must call it equally often.
   *
   * @param examples how many images it trained since the last average; with none it does not count
   * @param last whether this worker wants no further average; that of worker 0 counts
   * @return whether worker 0 wants no further average
   */
  boolean average(ComputationGraph network, long examples, boolean last) {
    if (workers == 1) {
      return last;
    }
    ByteBuffer parameters = NetworkState.memory(network.params());
    ByteBuffer updaterState = NetworkState.memory(network.getUpdater().getStateViewArray());
    if (slices == null) {
      slices = slices(parameters, updaterState);
    }
    int iteration = network.getConfiguration().getIterationCount();
    List<ByteBuffer> heads = gather(parameters, updaterState, head(examples, iteration, last));
    average(parameters, updaterState, heads);
    spread(parameters, updaterState);
    network
        .getConfiguration()
        .setIterationCount(
            heads.stream()
                .filter(head -> examples(head) > 0)
                .mapToInt(head -> head.getInt(Long.BYTES))
                .max()
                .orElseThrow());
    return heads.get(0).getInt(Long.BYTES + Integer.BYTES) == 1;
  }

  private List<ByteBuffer> slices(ByteBuffer parameters, ByteBuffer updaterState) {
    int bytes = slice(parameters, own).remaining() + slice(updaterState, own).remaining();
    List<ByteBuffer> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      all.add(worker == own ? null : ByteBuffer.allocateDirect(HEAD_BYTES + bytes));
    }
    return all;
  }

  private static ByteBuffer head(long examples, int iteration, boolean last) {
    return ByteBuffer.allocate(HEAD_BYTES)
        .putLong(examples)
        .putInt(iteration)
        .putInt(last ? 1 : 0)
        .flip();
  }

  private static long examples(ByteBuffer head) {
    return head.getLong(0);
  }

  /** Gets this worker's slice of all, and returns what they say of it. */
  private List<ByteBuffer> gather(ByteBuffer parameters, ByteBuffer updaterState, ByteBuffer head) {
    List<WorkerLinks.Exchange> exchanges = new ArrayList<>();
    List<ByteBuffer> heads = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      if (worker == own) {
        exchanges.add(null);
        heads.add(head);
        continue;
      }
      exchanges.add(
          new WorkerLinks.Exchange(
              new ByteBuffer[] {
                head.duplicate(), slice(parameters, worker), slice(updaterState, worker)
              },
              new ByteBuffer[] {slices.get(worker).clear()}));
      heads.add(slices.get(worker).slice(0, HEAD_BYTES));
    }
    links.exchange(exchanges);
    return heads;
  }

  private void average(ByteBuffer parameters, ByteBuffer updaterState, List<ByteBuffer> heads) {
    FloatBuffer ownParameters = floats(slice(parameters, own));
    FloatBuffer ownUpdaterState = floats(slice(updaterState, own));
    List<Long> examples = new ArrayList<>();
    List<FloatBuffer> parameterRows = new ArrayList<>();
    List<FloatBuffer> updaterRows = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      if (examples(heads.get(worker)) == 0) {
        continue;
      }
      examples.add(examples(heads.get(worker)));
      if (worker == own) {
        parameterRows.add(ownParameters.duplicate());
        updaterRows.add(ownUpdaterState.duplicate());
      } else {
        FloatBuffer both = floats(slices.get(worker).position(HEAD_BYTES));
        parameterRows.add(both);
        updaterRows.add(both.duplicate().position(ownParameters.remaining()));
      }
    }
    float[] weights = WeightedMean.shares(examples.stream().mapToLong(Long::longValue).toArray());
    WeightedMean.into(ownParameters, weights, parameterRows);
    WeightedMean.into(ownUpdaterState, weights, updaterRows);
  }

  /** Sends the average of this worker's slice to all and gets theirs. */
  private void spread(ByteBuffer parameters, ByteBuffer updaterState) {
    List<WorkerLinks.Exchange> exchanges = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      exchanges.add(
          new WorkerLinks.Exchange(
              new ByteBuffer[] {slice(parameters, own), slice(updaterState, own)},
              new ByteBuffer[] {slice(parameters, worker), slice(updaterState, worker)}));
    }
    links.exchange(exchanges);
  }

  /** Returns a worker's slice of a row of floats. */
  private ByteBuffer slice(ByteBuffer row, int worker) {
    int from = part(row, worker);
    return row.slice(from, part(row, worker + 1) - from);
  }

  private int part(ByteBuffer row, int worker) {
    long floats = row.capacity() / Float.BYTES;
    return Math.toIntExact(floats * worker / workers * Float.BYTES);
  }

  private static FloatBuffer floats(ByteBuffer bytes) {
    return bytes.slice().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
