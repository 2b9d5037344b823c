package polymnist.augment.pixel;

import polymnist.image.Image;

/**
 * An image while it is changed: samples [C,H,W] on the scale 0 to 255, with fractions and beyond
 * the ends of the scale. Only {@link #toImage} rounds and cuts, so that steps do not add up
 * rounding errors.
 */
public final class Canvas {
  private final int channels;
  private final int height;
  private final int width;
  private final float[] samples;

  private Canvas(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.samples = new float[channels * height * width];
  }

  static Canvas blank(int channels, int height, int width) {
    return new Canvas(channels, height, width);
  }

  static Canvas of(Image image) {
    Canvas canvas = new Canvas(image.channels(), image.height(), image.width());
    byte[] bytes = image.samples();
    for (int i = 0; i < bytes.length; i++) {
      canvas.samples[i] = bytes[i] & 0xff;
    }
    return canvas;
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Returns the number of samples of a channel. */
  public int plane() {
    return height * width;
  }

  /** Returns the samples themselves, to be changed. */
  public float[] samples() {
    return samples;
  }

  /** Returns the picture as it is now. */
  public Image toImage() {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      float sample = samples[i];
      // Compared, not by Math.max, which takes twice as long to treat zeros and NaN its own way.
      bytes[i] = (byte) (int) ((sample < 0 ? 0 : sample > 255 ? 255 : sample) + 0.5f);
    }
    return new Image(channels, height, width, bytes);
  }
}
