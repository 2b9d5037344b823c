package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.custom.picture.OrientationTest;
import polymnist.custom.picture.PictureDecoderTest;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureLabel;
import polymnist.custom.show.Pasting;
import polymnist.custom.show.Plain;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.ink.ReadingStatus;
import polymnist.ink.choose.Decision;
import polymnist.input.InputFile;

class PictureReaderTest {
  private static PictureReading read(byte[] bytes) {
    ReadingOptions options =
        new ReadingOptions(
            Map.of("plain", new Plain()),
            "plain",
            new Pasting(List.of(), 7),
            1,
            new Decision(0, 0.9, CustomSettingsTest.WEIGHTS),
            true);
    return new PictureReader(options, PictureReaderTest::undecided, PictureReaderTest::undecided)
        .read(new PictureFile(InputFile.drawn("a.jpg"), PictureLabel.NOTHING), bytes);
  }

  private static double[][] undecided(List<Image> images) {
    double[][] answers = new double[images.size()][10];
    for (double[] answer : answers) {
      Arrays.fill(answer, 0.1);
    }
    return answers;
  }

  /** A phone that is held upright stores its pictures lying, and notes how to turn them: 6. */
  @Test
  void theThumbnailOfAPhoneHeldUprightIsUpright() throws UnreadableImage {
    byte[] lying =
        new Sketch(200, 100, Color.WHITE).stroke(Color.BLACK, 40, 20, -20, 20, 120).opaque("jpg");
    Image original = Png.decode(read(OrientationTest.tagged(lying, 6, false)).original());
    // The bar of 40 pixels at the left edge comes to the top; 200 pixels become 160.
    assertThat(original.width()).isEqualTo(80);
    assertThat(original.height()).isEqualTo(160);
    for (int x : List.of(3, 40, 76)) {
      assertThat(original.at(0, 10, x)).isLessThan(20);
      assertThat(original.at(0, 150, x)).isGreaterThan(235);
    }
  }

  @Test
  void aPictureThatIsNotReadHasAReasonAndNoAnswer() {
    PictureReading reading = read(PictureDecoderTest.heif("heic"));
    assertThat(reading.status()).isEqualTo(ReadingStatus.UNREADABLE);
    assertThat(reading.reason()).startsWith("is HEIC");
    assertThat(reading.probabilities()).isNull();
    assertThat(reading.original()).isNull();
  }
}
