package polymnist.eda.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import polymnist.eda.measure.ImageStatistics.Plane;
import polymnist.image.Image;

class ImageStatisticsTest {
  /** Two rows of three pixels. */
  private static final Image GREY = image(1, 2, 3, 10, 20, 30, 40, 50, 60);

  /** No red, full green, and blue in the lower row. */
  private static final Image COLOUR =
      image(3, 2, 3, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 100, 100, 100);

  @Test
  void sumsOfAGreyImageAreExact() {
    ImageStatistics statistics = ImageStatistics.of(GREY);
    assertThat(statistics.planes()).containsExactly(new Plane("grey", 210, 9100, 10, 60));
    assertThat(statistics.samples()).isEqualTo(6);
    assertThat(statistics.sampleSum()).isEqualTo(210);
  }

  @Test
  void brightnessIsTheMeanAndContrastTheDeviation() {
    ImageStatistics statistics = ImageStatistics.of(GREY);
    assertThat(statistics.brightness()).isEqualTo(35.0);
    // (25^2 + 15^2 + 5^2) * 2 / 6
    assertThat(statistics.contrast()).isCloseTo(Math.sqrt(1750 / 6.0), within(1e-12));
  }

  @Test
  void eachChannelOfAColourImageHasItsSums() {
    assertThat(ImageStatistics.of(COLOUR).planes())
        .containsExactly(
            new Plane("red", 0, 0, 0, 0),
            new Plane("green", 1530, 390_150, 255, 255),
            new Plane("blue", 300, 30_000, 0, 100));
  }

  @Test
  void contrastOfAColourImageIsMeasuredWithinItsChannels() {
    ImageStatistics statistics = ImageStatistics.of(COLOUR);
    assertThat(statistics.samples()).isEqualTo(18);
    assertThat(statistics.brightness()).isCloseTo(1830 / 18.0, within(1e-12));
    // Six samples of blue lie 50 from their mean, twelve others on theirs.
    assertThat(statistics.contrast()).isCloseTo(Math.sqrt(6 * 2500 / 18.0), within(1e-12));
  }

  @Test
  void anEvenColourHasNoContrast() {
    assertThat(ImageStatistics.of(image(3, 1, 2, 255, 255, 128, 128, 0, 0)).contrast()).isZero();
  }

  @Test
  void samplesBelow64AreDark() {
    assertThat(ImageStatistics.of(image(1, 1, 4, 0, 63, 64, 255)).darkSamples()).isEqualTo(2);
  }

  @Test
  void gridCellsOfAPolyMnistImageAreFourPixelsWide() {
    Image image = Image.black(1, 28, 28);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        image.samples()[y * 28 + x] = (byte) (y / 4 * 7 + x / 4);
      }
    }
    byte[] grid = ImageStatistics.of(image).grid();
    assertThat(grid).hasSize(49);
    for (int cell = 0; cell < 49; cell++) {
      assertThat(grid[cell]).isEqualTo((byte) cell);
    }
  }

  @Test
  void gridCellsOfASmallImageShareItsPixels() {
    byte[] grid = ImageStatistics.of(GREY).grid();
    assertThat(Arrays.copyOf(grid, 7)).containsExactly(10, 10, 15, 20, 25, 30, 30);
    assertThat(Arrays.copyOfRange(grid, 42, 49)).containsExactly(40, 40, 45, 50, 55, 60, 60);
  }

  @Test
  void luminanceIsRounded() {
    byte[] grid = ImageStatistics.of(COLOUR).grid();
    // 0.587 * 255 = 149.685, and 0.114 * 100 more in the lower row.
    assertThat(grid[0] & 0xff).isEqualTo(150);
    assertThat(grid[48] & 0xff).isEqualTo(161);
  }

  @Test
  void entropyOfFourEquallyFrequentLevelsIsTwoBits() {
    assertThat(ImageStatistics.of(image(1, 2, 2, 0, 80, 160, 240)).entropy())
        .isCloseTo(2, within(1e-12));
  }

  @Test
  void sharpnessIsTheDeviationOfTheLaplacian() {
    Image image = image(1, 3, 4, 0, 0, 10, 10, 0, 10, 20, 20, 0, 0, 0, 0);
    // Pixel (1,1) = 10: 0 + 20 + 0 + 0 - 40 = -20. Pixel (2,1) = 20: 10 + 20 + 10 + 0 - 80 = -40.
    assertThat(ImageStatistics.of(image).sharpness()).isCloseTo(10, within(1e-12));
    assertThat(ImageStatistics.of(GREY).sharpness()).isZero();
  }

  @Test
  void twoChannelsAreRefused() {
    assertThatThrownBy(() -> ImageStatistics.of(Image.black(2, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("statistics need 1 or 3 channels, got 2");
  }

  private static Image image(int channels, int height, int width, int... samples) {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return new Image(channels, height, width, bytes);
  }
}
