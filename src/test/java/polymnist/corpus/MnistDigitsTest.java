package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** A file that is named .gz may be unpacked all the same, as some browsers do. */
  @ParameterizedTest
  @ValueSource(strings = {"-images-idx3-ubyte", "-images.idx3-ubyte", "-images.idx3-ubyte.gz"})
  void filesAreReadUnderTheirOtherNames(String images, @TempDir Path folder) throws IOException {
    Path published = Path.of("data/mnist");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(published.resolve("t10k-images-idx3-ubyte.gz")))) {
      Files.copy(in, folder.resolve("t10k" + images));
    }
    String labels = "t10k-labels-idx1-ubyte.gz";
    Files.copy(published.resolve(labels), folder.resolve("t10k-labels.idx1-ubyte.gz"));
    Files.createDirectory(folder.resolve("t10k-labels-idx1-ubyte"));
    MnistDigits test = MnistDigits.read(folder.toString(), MnistDigits.DigitSet.TEST, hadoop);
    assertThat(test.count()).isEqualTo(10_000);
    assertThat(test.image(7))
        .isEqualTo(
            MnistDigits.read(published.toString(), MnistDigits.DigitSet.TEST, hadoop).image(7));
  }

  @Test
  void aMissingFileNamesTheSetting(@TempDir Path folder) {
    assertThatThrownBy(() -> MnistDigits.read(folder.toString(), MnistDigits.DigitSet.TEST, hadoop))
        .hasMessageContaining("set synthesize.mnist to the folder of the four .gz files");
  }
}
