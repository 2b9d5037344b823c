package polymnist.eda.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import polymnist.eda.measure.PerceptualHash;
import polymnist.image.Image;
import polymnist.image.LumaPlane;
import polymnist.image.ShiftedImage;

class NearDuplicatesTest {
  /** Waves of colour. */
  private static Image waves(double phase) {
    Image image = Image.black(3, 28, 28);
    for (int i = 0; i < image.samples().length; i++) {
      int channel = i / 784;
      int y = i / 28 % 28;
      double wave =
          Math.sin(phase + i % 28 * 0.4) + Math.cos(2 * phase + y * (0.2 + channel * 0.1));
      image.samples()[i] = (byte) Math.round(127 + 60 * wave);
    }
    return image;
  }

  private static Image noisy(Image image, double deviation) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] samples = image.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      double sample = (samples[i] & 0xff) + deviation * random.nextGaussian();
      samples[i] = (byte) Math.round(Math.max(0, Math.min(255, sample)));
    }
    return new Image(3, 28, 28, samples);
  }

  @Test
  void aMovedImageIsTheSameThroughAnotherWindow() {
    Image image = waves(1);
    PerceptualHash hash = PerceptualHash.of(LumaPlane.of(image));
    for (int direction = 1; direction <= 8; direction++) {
      PerceptualHash moved = PerceptualHash.of(LumaPlane.of(ShiftedImage.of(image, direction)));
      boolean seen =
          LongStream.of(moved.windows()).anyMatch(window -> window == hash.windows()[0])
              || LongStream.of(hash.windows()).anyMatch(window -> window == moved.windows()[0]);
      assertThat(seen).as("direction " + direction).isTrue();
    }
  }

  @Test
  void noiseLeavesABandAsItWas() {
    for (int i = 0; i < 50; i++) {
      Image image = waves(i);
      long[] bands = PerceptualHash.of(LumaPlane.of(image)).bands();
      long[] noisy = PerceptualHash.of(LumaPlane.of(noisy(image, 6))).bands();
      assertThat(LongStream.of(Arrays.copyOf(noisy, PerceptualHash.BANDS)))
          .anyMatch(
              band ->
                  LongStream.of(Arrays.copyOf(bands, PerceptualHash.BANDS))
                      .anyMatch(other -> other == band));
    }
  }

  @Test
  void theShiftOfAMovedImageIsTold() {
    Row difference = NearDuplicates.difference(waves(1), ShiftedImage.of(waves(1), 8));
    assertThat(difference.getInt(0)).isEqualTo(1);
    assertThat(difference.getInt(1)).isEqualTo(1);
    assertThat(difference.getDouble(2)).isZero();
  }

  @Test
  void aStrokeMoreIsNoNearDuplicate() {
    Image stroke = noisy(waves(1), 0);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 8; y < 20; y++) {
        for (int x = 13; x < 15; x++) {
          int at = channel * 784 + y * 28 + x;
          stroke.samples()[at] = (byte) Math.min(255, (stroke.samples()[at] & 0xff) + 45);
        }
      }
    }
    assertThat(NearDuplicates.difference(waves(1), stroke)).isNull();
    assertThat(NearDuplicates.difference(waves(1), noisy(waves(1), 8))).isNotNull();
  }

  @Test
  void imagesOfOtherSizesAreNoDuplicates() {
    assertThat(NearDuplicates.difference(waves(1), Image.black(3, 32, 32))).isNull();
  }
}
