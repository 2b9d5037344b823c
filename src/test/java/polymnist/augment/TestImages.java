package polymnist.augment;

import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;

/** Small pictures for the tests of this package. */
final class TestImages {
  private TestImages() {}

  /** Returns [3,H,W] with the same plane in all channels. */
  static Image grey(int[][] plane) {
    Image image = Image.black(3, plane.length, plane[0].length);
    int pixels = plane.length * plane[0].length;
    for (int y = 0; y < plane.length; y++) {
      for (int x = 0; x < plane[0].length; x++) {
        for (int channel = 0; channel < 3; channel++) {
          image.samples()[channel * pixels + y * plane[0].length + x] = (byte) plane[y][x];
        }
      }
    }
    return image;
  }

  /** Returns [3,28,28] with different pixels for each {@code number}, none black or white. */
  static Image coloured(int number) {
    Image image = Image.black(3, 28, 28);
    for (int i = 0; i < image.samples().length; i++) {
      image.samples()[i] = (byte) (50 + (i * 7 + i / 28 * 13 + number * 31) % 150);
    }
    return image;
  }

  /** Returns the row of {@link #coloured}. */
  static CorpusImage row(String split, int number) {
    byte[] encoded = Png.encode(coloured(number));
    return CorpusImage.of(
        "train", split, "m1", number % 10, number, 1000 + number, coloured(number), encoded, null);
  }
}
