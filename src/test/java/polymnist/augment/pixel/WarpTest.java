package polymnist.augment.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;

class WarpTest {
  private static double sample(Image image, int channel, double x, double y) {
    double heldX = Math.max(0, Math.min(image.width() - 1, x));
    double heldY = Math.max(0, Math.min(image.height() - 1, y));
    int left = (int) heldX;
    int top = (int) heldY;
    int right = Math.min(left + 1, image.width() - 1);
    int bottom = Math.min(top + 1, image.height() - 1);
    double upper =
        image.at(channel, top, left) * (1 - heldX + left)
            + image.at(channel, top, right) * (heldX - left);
    double lower =
        image.at(channel, bottom, left) * (1 - heldX + left)
            + image.at(channel, bottom, right) * (heldX - left);
    return upper * (1 - heldY + top) + lower * (heldY - top);
  }

  private static Image noise(int height, int width) {
    Image image = Image.black(3, height, width);
    new SplittableRandom(4).nextBytes(image.samples());
    return image;
  }

  @Test
  void aPositionOfWholePartsIsInterpolatedExactly() {
    Image image = noise(5, 7);
    Canvas target = Canvas.blank(3, 5, 7);
    int[] x = {0, 1, 63, 64, 65, 200, 384};
    int[] y = {256, 255, 130, 64, 33, 1, 0};
    new PackedPixels(image).read(x, y, target, 2);
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 7; i++) {
        assertThat((double) target.samples()[channel * 35 + 2 * 7 + i])
            .isEqualTo(sample(image, channel, x[i] / 64.0, y[i] / 64.0));
      }
    }
  }

  @Test
  void everyPixelComesFromWhereTheMapSays() {
    // A ramp of 2 a column and 1 a row: a position that is off by a 128th is a difference of 3/128.
    Image ramp = Image.black(3, 60, 90);
    for (int i = 0; i < ramp.samples().length; i++) {
      ramp.samples()[i] = (byte) (i % 90 * 2 + i / 90 % 60);
    }
    Warp warp = new Warp(60, 90);
    warp.then(PlaneMap.rotation(20));
    warp.then(PlaneMap.translation(1.3, -2.7));
    warp.then(PlaneMap.scaling(0.9));
    PlaneMap back =
        PlaneMap.rotation(20)
            .then(PlaneMap.translation(1.3, -2.7))
            .then(PlaneMap.scaling(0.9))
            .inverse();
    float[] warped = warp.resample(ramp).samples();
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 90; x++) {
        double fromX = back.xx() * (x - 44.5) + back.xy() * (y - 29.5) + back.x0() + 44.5;
        double fromY = back.yx() * (x - 44.5) + back.yy() * (y - 29.5) + back.y0() + 29.5;
        assertThat((double) warped[y * 90 + x])
            .isCloseTo(sample(ramp, 0, fromX, fromY), within(0.03));
      }
    }
  }

  @Test
  void theFarEndOfALargeImageIsFound() {
    Image image = noise(2, 8192);
    Warp warp = new Warp(2, 8192);
    warp.then(PlaneMap.translation(-8000.25, 0));
    Canvas warped = warp.resample(image);
    assertThat((double) warped.samples()[100]).isEqualTo(sample(image, 0, 8100.25, 0));
    assertThat((double) warped.samples()[8000]).isEqualTo(sample(image, 0, 8191, 0));
  }
}
