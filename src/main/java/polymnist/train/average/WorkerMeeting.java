package polymnist.train.average;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * How the workers of a barrier stage find each other: each puts the address of its {@link
 * MeetingPoint} into Spark's block manager, and calls those before it. So none joins who cannot
 * read Spark's blocks. Spark's own {@code allGather} would do but for its looking only once a
 * second whether all are there.
 */
public final class WorkerMeeting {
  /** Each is connected to all others: about 5,000 connections. */
  public static final int MAX_WORKERS = 100;

  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);
  private static final long MILLISECONDS_BETWEEN_LOOKS = 1;

  private final BarrierTaskContext task;
  private final BlockManager blocks = SparkEnv.get().blockManager();

  private WorkerMeeting(BarrierTaskContext task) {
    this.task = task;
  }

  /** Tells whether this task's stage is one whose workers meet. */
  static boolean isPossible() {
    return TaskContext.get() instanceof BarrierTaskContext;
  }

  /**
   * Tells whether so many workers may meet, where there is room for them: not more than can be
   * connected; not where executors come and go; not where all that crosses the network is to be
   * encrypted, as what they send each other is not.
   */
  public static boolean isAllowed(SparkConf conf, int workers) {
    return workers <= MAX_WORKERS
        && !conf.getBoolean("spark.dynamicAllocation.enabled", false)
        && !conf.getBoolean("spark.network.crypto.enabled", false)
        && !conf.getBoolean("spark.authenticate.enableSaslEncryption", false);
  }

  /**
   * Connects this task to all others of its barrier stage, for as long as it runs.
   *
   * @param network whose state they average
   */
  static StateExchange join(ComputationGraph network) {
    BarrierTaskContext task = BarrierTaskContext.get();
    WorkerLinks links = new WorkerLinks(task::isInterrupted);
    task.addTaskCompletionListener((TaskCompletionListener) done -> links.close());
    int workers = task.getTaskInfos().length;
    if (workers > 1) {
      new WorkerMeeting(task).connect(links, workers, StateExchange.mostBytes(network, workers));
    }
    return new StateExchange(links, task.partitionId(), workers);
  }

  private void connect(WorkerLinks links, int workers, int bytes) {
    int own = task.partitionId();
    BlockId block = block(own);
    try (MeetingPoint point = new MeetingPoint(blocks.blockManagerId().host(), workers)) {
      put(block, point.address());
      for (int worker = 0; worker < own; worker++) {
        links.add(worker, MeetingPoint.call(await(block(worker)), own, bytes));
      }
      for (int there = own + 1; there < workers; there++) {
        point.answer(links, bytes, task::isInterrupted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      // All who need it have read it.
      blocks.removeBlock(block, true);
    }
  }

  private BlockId block(int worker) {
    return new StreamBlockId(task.stageId(), ((long) task.stageAttemptNumber() << 32) | worker);
  }

  private void put(BlockId block, MeetingPoint.Address address) {
    if (!blocks.putBytes(
        block,
        new ChunkedByteBuffer(address.bytes()),
        StorageLevel.MEMORY_AND_DISK_SER(),
        true,
        BYTES)) {
      throw new IllegalStateException("Spark kept no room for the block " + block);
    }
  }

  private MeetingPoint.Address await(BlockId block) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MeetingPoint.MILLISECONDS_TO_MEET);
    while (System.nanoTime() < end) {
      Option<BlockData> local = blocks.getLocalBytes(block);
      if (local.isDefined()) {
        try {
          return MeetingPoint.Address.of(local.get().toByteBuffer());
        } finally {
          blocks.releaseLock(block, Option.apply(TaskContext.get()));
        }
      }
      Option<ChunkedByteBuffer> remote = blocks.getRemoteBytes(block);
      if (remote.isDefined()) {
        return MeetingPoint.Address.of(remote.get().toByteBuffer());
      }
      pause();
    }
    throw new IllegalStateException("another worker did not say in time where it waits");
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
