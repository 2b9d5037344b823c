package polymnist.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * A picture of 8-bit samples in [C,H,W] order; the array is owned by the image and must not be
 * changed by others. Two images are equal when shape and samples are.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param samples {@code channels * height * width} unsigned bytes
 */
public record Image(int channels, int height, int width, byte[] samples) implements Serializable {

  public Image {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "shape [%d,%d,%d] must be positive", channels, height, width));
    }
    if (samples.length != channels * height * width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape [%d,%d,%d] needs %d samples, got %d",
              channels,
              height,
              width,
              channels * height * width,
              samples.length));
    }
  }

  /** Returns a black image. */
  public static Image black(int channels, int height, int width) {
    return new Image(channels, height, width, new byte[channels * height * width]);
  }

  /** Returns a sample, 0 to 255. */
  public int at(int channel, int y, int x) {
    return samples[(channel * height + y) * width + x] & 0xff;
  }

  /**
   * Returns a part.
   *
   * @param top its upper row
   * @param left its leftmost column
   * @param rows its height in pixels
   * @param columns its width in pixels
   */
  public Image part(int top, int left, int rows, int columns) {
    Image part = black(channels, rows, columns);
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < rows; y++) {
        System.arraycopy(
            samples,
            (channel * height + top + y) * width + left,
            part.samples,
            (channel * rows + y) * columns,
            columns);
      }
    }
    return part;
  }

  /** Returns a grey image, of one channel, with three equal ones; any other image as it is. */
  public Image inColour() {
    if (channels != 1) {
      return this;
    }
    Image colour = black(3, height, width);
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(samples, 0, colour.samples, channel * samples.length, samples.length);
    }
    return colour;
  }

  /** Tells whether shape and samples are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && channels == image.channels
        && height == image.height
        && width == image.width
        && Arrays.equals(samples, image.samples);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(samples) * 31 + width;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Image[%d,%d,%d]", channels, height, width);
  }
}
