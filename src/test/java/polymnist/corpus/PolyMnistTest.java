package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

class PolyMnistTest {
  private static final Path SAMPLES = Path.of("../shared/data/polymnist-samples");

  private static Image photo(int height, int width) {
    Image photo = Image.black(3, height, width);
    for (int i = 0; i < photo.samples().length; i++) {
      photo.samples()[i] = (byte) (i % 251);
    }
    return photo;
  }

  @Test
  void coloursAreInvertedWhereTheDigitIsAbove128AndNowhereElse() {
    byte[] digit = new byte[784];
    digit[0] = (byte) 129;
    digit[1] = (byte) 128;
    digit[2] = (byte) 255;
    Image photo = photo(40, 50);
    Image image = PolyMnist.paste(digit, photo, 7, 3);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(image.at(channel, 0, 0)).isEqualTo(255 - photo.at(channel, 3, 7));
      assertThat(image.at(channel, 0, 1)).isEqualTo(photo.at(channel, 3, 8));
      assertThat(image.at(channel, 0, 2)).isEqualTo(255 - photo.at(channel, 3, 9));
      assertThat(image.at(channel, 27, 27)).isEqualTo(photo.at(channel, 30, 34));
    }
  }

  @Test
  void cropsReachEveryPlaceOfThePhoto() {
    boolean[][] seen = new boolean[3][4];
    Image photo = Image.black(3, 30, 31);
    photo.samples()[0] = 1;
    SplittableRandom random = new SplittableRandom(1);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 31; x++) {
        photo.samples()[y * 31 + x] = (byte) (y * 16 + x);
      }
    }
    for (int i = 0; i < 500; i++) {
      Image crop = PolyMnist.paste(new byte[784], photo, random);
      seen[crop.at(0, 0, 0) / 16][crop.at(0, 0, 0) % 16] = true;
    }
    assertThat(seen).isDeepEqualTo(new boolean[][] {all(4), all(4), all(4)});
  }

  private static boolean[] all(int length) {
    boolean[] all = new boolean[length];
    java.util.Arrays.fill(all, true);
    return all;
  }

  @Test
  void aDigitOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> PolyMnist.paste(new byte[783], photo(28, 28), 0, 0))
        .hasMessage("a digit has 784 grey values, got 783");
  }

  /**
   * Undoing the rule with the right digit leaves a bare, smooth photo; with any other digit edges
   * remain. So the smoothest digit of the test set is the one that a published image was made of.
   */
  @Test
  void publishedImagesWereMadeByThisRule() throws IOException, UnreadableImage {
    Assumptions.assumeTrue(Files.isDirectory(SAMPLES), "no published samples here");
    MnistDigits mnist =
        MnistDigits.read("data/mnist", MnistDigits.DigitSet.TEST, new Configuration());
    List<String> lines = Files.readAllLines(SAMPLES.resolve("samples.csv"));
    int checked = 0;
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      if (cells[0].startsWith("test_")) {
        Image image = Png.decode(Files.readAllBytes(SAMPLES.resolve(cells[0])));
        assertThat(smoothest(image, mnist)).as(cells[0]).isEqualTo(Integer.parseInt(cells[4]));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(8);
  }

  private static int smoothest(Image image, MnistDigits mnist) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int digit = 0; digit < mnist.count(); digit++) {
      Image bare = PolyMnist.paste(mnist.image(digit), image, 0, 0);
      long roughness = 0;
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < 27; y++) {
          for (int x = 0; x < 27; x++) {
            int here = bare.at(channel, y, x);
            roughness += Math.abs(here - bare.at(channel, y + 1, x));
            roughness += Math.abs(here - bare.at(channel, y, x + 1));
          }
        }
      }
      if (roughness < least) {
        least = roughness;
        best = digit;
      }
    }
    return best;
  }
}
