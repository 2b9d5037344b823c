package polymnist.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.image.UnreadableImage;
import polymnist.train.FaultyFiles;

class InputBytesTest {
  private final Configuration hadoop = new Configuration();
  @TempDir private Path folder;

  @BeforeEach
  void faulty() {
    hadoop.set("fs.faulty.impl", FaultyFiles.class.getName());
  }

  private InputFile file(String scheme, String content) throws IOException {
    Path file = folder.resolve("shard-1.png");
    Files.writeString(file, content);
    return new InputFile("shard-1.png", scheme + ":" + file, content.length(), null);
  }

  @Test
  void aFaultOfTheMachineIsTriedAgain() throws Exception {
    FaultyFiles.FAILURES.set(2);
    assertThat(new String(InputBytes.read(file("faulty", "abc"), 10, hadoop), UTF_8))
        .isEqualTo("abc");
    assertThat(FaultyFiles.FAILURES).hasValue(0);
  }

  @Test
  void aFaultThatStaysFailsAndIsNotTheFiles() throws Exception {
    FaultyFiles.FAILURES.set(3);
    InputFile file = file("faulty", "abc");
    assertThatThrownBy(() -> InputBytes.read(file, 10, hadoop))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read %s, tried 3 times".formatted(file.location()))
        .hasRootCauseMessage("the disk is busy");
  }

  @Test
  void sizeIsCheckedBeforeAndWhileReading() throws Exception {
    InputFile listed = file("file", "abcd");
    assertThat(InputBytes.read(listed, 4, hadoop)).hasSize(4);
    assertThatThrownBy(() -> InputBytes.read(listed, 3, hadoop))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is too large: it has 4 bytes, at most 3 are read");
    InputFile grown = new InputFile(listed.path(), listed.location(), 2, null);
    assertThatThrownBy(() -> InputBytes.read(grown, 3, hadoop))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is too large: it has 4 bytes, at most 3 are read");
  }

  @Test
  void aHugeFileCostsNoMemory() throws Exception {
    Path huge = folder.resolve("huge.png");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    InputFile file = InputFolder.list(folder.toString(), hadoop).get(0);
    assertThatThrownBy(() -> InputBytes.read(file, InputBytes.MAX_PICTURE_BYTES, hadoop))
        .hasMessage("is too large: it has 3,221,225,472 bytes, at most 67,108,864 are read");
  }

  @Test
  void aFileThatIsGoneIsToldOfTheFile() throws Exception {
    InputFile file = file("file", "abc");
    Files.delete(folder.resolve("shard-1.png"));
    assertThatThrownBy(() -> InputBytes.read(file, 10, hadoop))
        .isInstanceOf(UnreadableImage.class)
        .hasMessageStartingWith("cannot be read: ");
  }
}
