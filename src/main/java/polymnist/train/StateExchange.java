package polymnist.train;

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
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.apache.spark.util.io.ChunkedByteBuffer;
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
   * Returns the average of all workers' shares, in the order of the partitions; the same for each.
   * All must call it equally often.
   *
   * @param own of this worker; its examples may be 0, then the state does not count
   */
  NetworkState average(Share own) {
    if (workers == 1) {
      return own.state();
    }
    BlockId before = mine;
    mine = put(own);
    List<Share> shares = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      Share share = worker == task.partitionId() ? own : await(block(worker));
      if (share.examples() > 0) {
        shares.add(share);
      }
    }
    // Those who put a share of this round have read all of the round before.
    remove(before);
    round++;
    return Share.average(shares);
  }

  /** Names what this worker put last, which others may still read; null where it put nothing. */
  BlockId last() {
    return mine;
  }

  private BlockId block(int worker) {
    return new StreamBlockId(
        task.stageId(), ((long) task.stageAttemptNumber() << 48) | ((long) round << 16) | worker);
  }

  private BlockId put(Share share) {
    ByteBuffer state = share.examples() == 0 ? ByteBuffer.allocate(0) : share.state().bytes();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + state.remaining());
    bytes.putLong(share.examples()).put(state).rewind();
    BlockId block = block(task.partitionId());
    if (!blocks.putBytes(
        block, new ChunkedByteBuffer(bytes), StorageLevel.MEMORY_AND_DISK_SER(), true, BYTES)) {
      throw new IllegalStateException("Spark kept no room for the block " + block);
    }
    return block;
  }

  private Share await(BlockId block) {
    while (true) {
      Option<BlockData> local = blocks.getLocalBytes(block);
      if (local.isDefined()) {
        try {
          return share(local.get().toByteBuffer());
        } finally {
          blocks.releaseLock(block, Option.apply(TaskContext.get()));
        }
      }
      Option<ChunkedByteBuffer> remote = blocks.getRemoteBytes(block);
      if (remote.isDefined()) {
        return share(remote.get().toByteBuffer());
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

  private static Share share(ByteBuffer bytes) {
    long examples = bytes.getLong();
    return new Share(examples == 0 ? null : NetworkState.of(bytes), examples);
  }

  private void remove(BlockId block) {
    if (block != null) {
      blocks.removeBlock(block, true);
    }
  }
}
