package polymnist.train.average;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * How the workers of a barrier stage average without the driver: each puts its state into Spark's
 * block manager and reads those of the others, as Spark's own broadcasts do. So what one sends
 * another goes where Spark's blocks go, and is encrypted where these are. A worker that is lost
 * fails the stage as a whole. Spark's own {@code allGather} is no way to wait for the others, as it
 * looks once a second whether they are there.
 */
final class StateExchange {
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  /** A worker's images, and 1 where it wants no further average. */
  private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

  private static final long MILLISECONDS_BETWEEN_LOOKS = 1;

  private final BarrierTaskContext task;
  private final long broadcast;
  private final int number;
  private final int workers;
  private final BlockManager blocks = SparkEnv.get().blockManager();

  /**
   * The states of this worker in even rounds and in odd ones: who puts a state of the next round
   * has read all of this one.
   */
  private final ByteBuffer[] states = new ByteBuffer[2];

  private int round;

  /**
   * Joins the other workers of a barrier stage.
   *
   * @param task of this worker
   * @param broadcast that this stage alone has: states go by its name, and with it
   */
  StateExchange(BarrierTaskContext task, long broadcast) {
    this.task = task;
    this.broadcast = broadcast;
    number = task.partitionId();
    workers = task.getTaskInfos().length;
    // Where the driver has given up before, nobody else would.
    task.addTaskFailureListener(
        (TaskContext failed, Throwable cause) -> blocks.removeBlock(block(number, round), true));
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
    NetworkState own = NetworkState.in(network);
    ByteBuffer mine = bytes(own, examples, last);
    put(mine.duplicate());
    List<ByteBuffer> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      all.add(worker == number ? mine : await(block(worker, round)));
    }
    if (round > 0) {
      // Those who put a state of this round have read all of the round before.
      blocks.removeBlock(block(number, round - 1), true);
    }
    round++;
    Contribution.average(
            all.stream().map(StateExchange::contribution).toList(),
            own.parameters(),
            own.updaterState())
        .countsInto(network);
    return isLast(all.get(0));
  }

  private ByteBuffer bytes(NetworkState state, long examples, boolean last) {
    if (states[round % 2] == null) {
      states[round % 2] = ByteBuffer.allocate(HEAD_BYTES + state.bytes());
    }
    ByteBuffer bytes = states[round % 2].clear();
    bytes.putLong(examples).putInt(last ? 1 : 0);
    state.put(bytes);
    return bytes.flip();
  }

  private static Contribution contribution(ByteBuffer bytes) {
    return new Contribution(
        NetworkState.of(bytes.slice(HEAD_BYTES, bytes.limit() - HEAD_BYTES)), bytes.getLong(0));
  }

  private static boolean isLast(ByteBuffer bytes) {
    return bytes.getInt(Long.BYTES) == 1;
  }

  private BlockId block(int worker, int ofRound) {
    return new BroadcastBlockId(
        broadcast, "state_" + task.stageAttemptNumber() + "_" + ofRound + "_" + worker);
  }

  private void put(ByteBuffer bytes) {
    BlockId block = block(number, round);
    if (!blocks.putBytes(
        block, new ChunkedByteBuffer(bytes), StorageLevel.MEMORY_AND_DISK_SER(), true, BYTES)) {
      throw new IllegalStateException("Spark kept no room for the block " + block);
    }
  }

  /** Returns the bytes of a block once it is there. */
  private ByteBuffer await(BlockId block) {
    while (true) {
      Option<BlockData> local = blocks.getLocalBytes(block);
      if (local.isDefined()) {
        try {
          return local.get().toByteBuffer();
        } finally {
          blocks.releaseLock(block, Option.apply(task));
        }
      }
      Option<ChunkedByteBuffer> remote = blocks.getRemoteBytes(block);
      if (remote.isDefined()) {
        return remote.get().toByteBuffer();
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
}
