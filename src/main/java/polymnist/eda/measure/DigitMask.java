package polymnist.eda.measure;

import java.util.Locale;

/**
 * Which pixels of an image show ink; the array is owned by the mask.
 *
 * @param ink {@code height * width} pixels, row by row
 */
public record DigitMask(int width, int height, boolean[] ink) {
  public DigitMask {
    if (ink.length != width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a mask of %dx%d pixels needs %d, got %d",
              width,
              height,
              width * height,
              ink.length));
    }
  }

  /** Returns the number of pixels with ink. */
  int count() {
    int count = 0;
    for (boolean pixel : ink) {
      count += pixel ? 1 : 0;
    }
    return count;
  }

  /** Tells whether a pixel has ink; beyond the edge there is none. */
  boolean at(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && ink[y * width + x];
  }

  /** Returns a bit a pixel, row by row, the first pixel in the highest bit; 98 bytes of 28x28. */
  byte[] bits() {
    byte[] bits = new byte[(ink.length + 7) / 8];
    for (int i = 0; i < ink.length; i++) {
      if (ink[i]) {
        bits[i / 8] |= (byte) (0x80 >> (i % 8));
      }
    }
    return bits;
  }

  /** Returns 64 bits that are equal for equal masks, and for no others but by rare chance. */
  long hash() {
    long hash = 31L * width + height;
    for (byte eight : bits()) {
      hash = (hash ^ eight) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /**
   * Returns the share of the pixels with ink in both masks among those with ink in one:
   * intersection over union, 0 to 1, and 1 where neither has ink.
   */
  double overlap(DigitMask other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException("masks of different sizes do not overlap");
    }
    int both = 0;
    int either = 0;
    for (int i = 0; i < ink.length; i++) {
      both += ink[i] && other.ink[i] ? 1 : 0;
      either += ink[i] || other.ink[i] ? 1 : 0;
    }
    return either == 0 ? 1 : both / (double) either;
  }
}
