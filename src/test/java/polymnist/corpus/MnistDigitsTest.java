package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.setting.UserError;

class MnistDigitsTest {
  private final Configuration hadoop = new Configuration();

  @Test
  void theEmbeddedFilesAreThePublishedOnes() {
    MnistDigits train = MnistDigits.read("data/mnist", MnistDigits.DigitSet.TRAIN, hadoop);
    MnistDigits test = MnistDigits.read("data/mnist", MnistDigits.DigitSet.TEST, hadoop);
    assertThat(train.count()).isEqualTo(60_000);
    assertThat(test.count()).isEqualTo(10_000);
    // The first digits of the training set, as every tutorial shows them.
    assertThat(new int[] {train.label(0), train.label(1), train.label(2), train.label(3)})
        .containsExactly(5, 0, 4, 1);
    assertThat(test.label(0)).isEqualTo(7);
    assertThat(test.image(0)).hasSize(784);
  }

  @Test
  void anotherFileOfThatNameIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t10k-images-idx3-ubyte.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[16]);
    }
    assertThatThrownBy(() -> MnistDigits.read(folder.toString(), MnistDigits.DigitSet.TEST, hadoop))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not the published MNIST file: SHA-256 of the unpacked file must");
  }

  @Test
  void aCutFileIsRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("data/mnist/t10k-images-idx3-ubyte.gz"));
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte.gz"), java.util.Arrays.copyOf(whole, 100_000));
    assertThatThrownBy(() -> MnistDigits.read(folder.toString(), MnistDigits.DigitSet.TEST, hadoop))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void aMissingFileNamesTheSetting(@TempDir Path folder) {
    assertThatThrownBy(() -> MnistDigits.read(folder.toString(), MnistDigits.DigitSet.TEST, hadoop))
        .hasMessageContaining("set synthesize.mnist to the folder of the four .gz files");
  }
}
