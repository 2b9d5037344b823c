package polymnist.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * How the workers of a barrier stage average without the driver: each puts its share into Spark's
 * block manager and reads what the others put. So an average costs a fraction of a Spark job of its
 * own, which would send every state to the driver and back. A worker that is lost fails the stage
 * as a whole. Spark's own {@code barrier()} is no way to wait for the others, as it looks once a
 * second whether they are there.
 */
final class StateExchange {
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);
  private static final long MILLISECONDS_BETWEEN_LOOKS = 1;

  private final BarrierTaskContext task;
  private final BlockManager blocks = SparkEnv.get().blockManager();
  private final int workers;
  private BlockId mine;
  private int round;

  private StateExchange(BarrierTaskContext task) {
    this.task = task;
    this.workers = task.getTaskInfos().length;
    task.addTaskFailureListener((TaskContext failed, Throwable cause) -> remove(mine));
  }

  /** Tells whether this task's stage is one whose workers meet. */
  static boolean isPossible() {
    return TaskContext.get() instanceof BarrierTaskContext;
  }

  /** Joins the other workers of this task's stage. */
  static StateExchange join() {
    return new StateExchange(BarrierTaskContext.get());
  }

  /**
   * Puts a network into the average state of all workers' networks, in the order of the partitions;
   * the same for each. All must call it equally often.
   *
   * @param examples how many images it trained since the last average; with none it does not count
   */
  void average(ComputationGraph network, long examples) {
    if (workers == 1) {
      return;
    }
    FloatBuffer parameters = NetworkState.floats(network.params());
    FloatBuffer updaterState = NetworkState.floats(network.getUpdater().getStateViewArray());
    int iteration = network.getConfiguration().getIterationCount();
    BlockId before = mine;
    Part own = Part.of(examples, iteration, parameters, updaterState);
    mine = put(own);
    List<Part> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      Part part = worker == task.partitionId() ? own : await(block(worker));
      if (part.examples() > 0) {
        parts.add(part);
      }
    }
    // Those who put a part of this round have read all of the round before.
    remove(before);
    round++;
    float[] weights = WeightedMean.shares(parts.stream().mapToLong(Part::examples).toArray());
    List<FloatBuffer> states = parts.stream().map(Part::state).toList();
    WeightedMean.into(parameters.rewind(), weights, states);
    WeightedMean.into(updaterState.rewind(), weights, states);
    network
        .getConfiguration()
        .setIterationCount(parts.stream().mapToInt(Part::iteration).max().orElseThrow());
  }

  /** A worker's part of an average, as bytes. */
  private record Part(ByteBuffer bytes) {
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    static Part of(long examples, int iteration, FloatBuffer parameters, FloatBuffer updaterState) {
      int numbers = examples == 0 ? 0 : parameters.remaining() + updaterState.remaining();
      Part part = new Part(ByteBuffer.allocate(HEAD + Float.BYTES * numbers));
      part.bytes.putLong(0, examples).putInt(Long.BYTES, iteration);
      if (numbers > 0) {
        part.state().put(parameters).put(updaterState);
      }
      return part;
    }

    long examples() {
      return bytes.getLong(bytes.position());
    }

    int iteration() {
      return bytes.getInt(bytes.position() + Long.BYTES);
    }

    /** Returns the parameters and the updater's state. */
    FloatBuffer state() {
      // The order of most processors, which copies without turning each number around.
      return bytes
          .slice(bytes.position() + HEAD, bytes.remaining() - HEAD)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    }
  }

  /** Names what this worker put last, which others may still read; null where it put nothing. */
  BlockId last() {
    return mine;
  }

  private BlockId block(int worker) {
    return new StreamBlockId(
        task.stageId(), ((long) task.stageAttemptNumber() << 48) | ((long) round << 16) | worker);
  }

  private BlockId put(Part part) {
    BlockId block = block(task.partitionId());
    if (!blocks.putBytes(
        block,
        new ChunkedByteBuffer(part.bytes().duplicate()),
        StorageLevel.MEMORY_AND_DISK_SER(),
        true,
        BYTES)) {
      throw new IllegalStateException("Spark kept no room for the block " + block);
    }
    return block;
  }

  private Part await(BlockId block) {
    while (true) {
      Option<BlockData> local = blocks.getLocalBytes(block);
      if (local.isDefined()) {
        try {
          return new Part(local.get().toByteBuffer());
        } finally {
          blocks.releaseLock(block, Option.apply(TaskContext.get()));
        }
      }
      Option<ChunkedByteBuffer> remote = blocks.getRemoteBytes(block);
      if (remote.isDefined()) {
        return new Part(remote.get().toByteBuffer());
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskKilledException("interrupted");
    }
    if (task.isInterrupted()) {
      throw new TaskKilledException("another worker was lost");
    }
  }

  private void remove(BlockId block) {
    if (block != null) {
      blocks.removeBlock(block, true);
    }
  }
}
