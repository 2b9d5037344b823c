package polymnist.train.average;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.apache.spark.storage.StorageUtils;

/**
 * Memory that two workers of one machine have in common: a file that both map. What one puts the
 * other takes, in turns, as a socket would carry it but without the system's copies in small
 * pieces. That something was put must be told in another way.
 *
 * <p>Each side has room for what it puts in two turns. Who puts for the next turn has heard of what
 * the other put in this one, which the other puts after it took that of the last: so that room is
 * free again.
 */
final class SharedMemory implements AutoCloseable {
  private static final int TURNS = 2;
  private static final int SIDES = 2;
  private static final int BLOCK = 1 << 20;

  private final MappedByteBuffer memory;
  private final int bytes;
  private final int side;
  private long puts;
  private long takes;

  private SharedMemory(MappedByteBuffer memory, int bytes, int side) {
    this.memory = memory;
    this.bytes = bytes;
    this.side = side;
  }

  /**
   * Makes and maps a file.
   *
   * @param file must not be there
   * @param bytes the most that is put in a turn
   * @throws IOException where there is no room for it, or it is larger than a map
   */
  static SharedMemory create(Path file, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW)) {
      // Written rather than left empty: to touch mapped memory for which there is no room is fatal.
      for (long left = size(bytes); left > 0; ) {
        left -= channel.write(ByteBuffer.allocate((int) Math.min(left, BLOCK)));
      }
      return map(channel, bytes, 0);
    }
  }

  /**
   * Maps a file that the other worker made. It may be deleted then.
   *
   * @param bytes as it was made for
   */
  static SharedMemory open(Path file, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return map(channel, bytes, 1);
    }
  }

  private static SharedMemory map(FileChannel channel, int bytes, int side) throws IOException {
    return new SharedMemory(
        channel.map(FileChannel.MapMode.READ_WRITE, 0, size(bytes)), bytes, side);
  }

  private static long size(int bytes) throws IOException {
    long size = (long) TURNS * SIDES * bytes;
    if (size > Integer.MAX_VALUE) {
      throw new IOException(
          String.format(Locale.ROOT, "%d bytes are more than can be mapped at once", size));
    }
    return size;
  }

  /** Puts the bytes that are left in some buffers, for the other's next take. */
  void put(ByteBuffer... sent) {
    ByteBuffer room = room(side, puts++);
    for (ByteBuffer part : sent) {
      room.put(part);
    }
    VarHandle.releaseFence();
  }

  /** Fills buffers with what the other put; to be called once it told so. */
  void take(ByteBuffer... received) {
    VarHandle.acquireFence();
    ByteBuffer room = room(1 - side, takes++);
    int taken = 0;
    for (ByteBuffer part : received) {
      int count = part.remaining();
      part.put(room.slice(taken, count));
      taken += count;
    }
  }

  private ByteBuffer room(int of, long turn) {
    return memory.slice((of * TURNS + (int) (turn % TURNS)) * bytes, bytes);
  }

  /** Gives the memory back at once; it must not be used any more. */
  @Override
  public void close() {
    StorageUtils.dispose(memory);
  }
}
