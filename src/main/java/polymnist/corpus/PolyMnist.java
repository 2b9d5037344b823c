package polymnist.corpus;

import java.util.Locale;
import java.util.random.RandomGenerator;
import polymnist.image.Image;

/**
 * The rule by which PolyMNIST is made (T. Sutter, I. Daunhawer, J. Vogt, "Generalized Multimodal
 * ELBO", ICLR 2021): a 28x28 crop of the modality's photo, unscaled, at a uniformly random place,
 * with its colours inverted where the MNIST digit is above 128.
 */
public final class PolyMnist {
  private static final int SIDE = CorpusShape.POLYMNIST.side();

  /** A digit's grey value above which the photo's colours are inverted. */
  public static final int THRESHOLD = 128;

  private PolyMnist() {}

  /**
   * Returns a digit on a crop of a photo, [3,28,28].
   *
   * @param digit 28 x 28 grey values, row by row; 255 is ink
   * @param photo [3,H,W], at least 28 pixels high and wide
   */
  public static Image paste(byte[] digit, Image photo, RandomGenerator random) {
    int left = random.nextInt(photo.width() - SIDE + 1);
    int top = random.nextInt(photo.height() - SIDE + 1);
    return paste(digit, photo, left, top);
  }

  /** Returns a digit on the crop of a photo whose upper left corner is given, [3,28,28]. */
  public static Image paste(byte[] digit, Image photo, int left, int top) {
    if (digit.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a digit has %d grey values, got %d", SIDE * SIDE, digit.length));
    }
    Image image = Image.black(CorpusShape.POLYMNIST.channels(), SIDE, SIDE);
    byte[] samples = image.samples();
    int at = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int ground = photo.at(channel, top + y, left + x);
          boolean ink = (digit[y * SIDE + x] & 0xff) > THRESHOLD;
          samples[at++] = (byte) (ink ? 255 - ground : ground);
        }
      }
    }
    return image;
  }
}
