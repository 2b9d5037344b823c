package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {
  private static final int BYTES = 4;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("memory");
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static byte[] taken(SharedMemory memory, int count) {
    ByteBuffer taken = ByteBuffer.allocate(count);
    memory.take(taken);
    assertThat(taken.hasRemaining()).isFalse();
    return taken.array();
  }

  /** One may be a turn ahead: it puts the next before the other took the last. */
  @Test
  void whatOnePutsTheOtherTakesTurnByTurn() throws IOException {
    try (SharedMemory first = SharedMemory.create(file, BYTES);
        SharedMemory second = SharedMemory.open(file, BYTES)) {
      Files.delete(file);
      for (int turn = 0; turn < 3; turn++) {
        first.put(bytes(1, 2), bytes(3, turn));
        second.put(bytes(5, 6, 7, turn));
        assertThat(taken(first, BYTES)).containsExactly(5, 6, 7, turn);
        first.put(bytes(8, turn));
        assertThat(taken(second, BYTES)).containsExactly(1, 2, 3, turn);
        second.put(bytes(9));
        assertThat(taken(second, 2)).containsExactly(8, turn);
        assertThat(taken(first, 1)).containsExactly(9);
      }
    }
  }

  @Test
  void itTakesIntoSeveralBuffersInTheirOrder() throws IOException {
    try (SharedMemory first = SharedMemory.create(file, BYTES);
        SharedMemory second = SharedMemory.open(file, BYTES)) {
      first.put(bytes(1, 2, 3));
      ByteBuffer one = ByteBuffer.allocate(1);
      ByteBuffer two = ByteBuffer.allocate(2);
      second.take(one, two);
      assertThat(one.array()).containsExactly(1);
      assertThat(two.array()).containsExactly(2, 3);
    }
  }

  @Test
  void moreThanOneMapHoldsIsRefused() {
    assertThatThrownBy(() -> SharedMemory.create(file, 1 << 29))
        .isInstanceOf(IOException.class)
        .hasMessage("2147483648 bytes are more than can be mapped at once");
  }

  @Test
  void aFileOfAnotherIsLeftAlone() throws IOException {
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> SharedMemory.create(file, BYTES)).isInstanceOf(IOException.class);
    assertThat(file).hasContent("mine");
  }
}
