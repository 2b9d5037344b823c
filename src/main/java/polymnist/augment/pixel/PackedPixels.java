package polymnist.augment.pixel;

import polymnist.image.Image;

/**
 * An image to read between its pixels, bilinearly. The channels of a pixel stand side by side in
 * one long, so that one multiplication weighs all of them. Positions are in {@link #PARTS} of a
 * pixel; what that leaves out is less than rounding to whole samples does.
 */
final class PackedPixels {
  /** Of a pixel, in either direction; OpenCV has 32. */
  static final int PARTS = 64;

  private static final int SHIFT = 6;

  /** A channel: eight bits of a sample and twelve of the weights of four pixels, which sum to 1. */
  private static final int LANE = 8 + 2 * SHIFT;

  private static final long IN_LANE = (1L << LANE) - 1;

  private static final float UNIT = 1f / (PARTS * PARTS);

  private final int height;
  private final int width;
  private final int stride;
  private final long[] pixels;

  /** Packs an image [3,H,W]. */
  PackedPixels(Image image) {
    height = image.height();
    width = image.width();
    stride = width + 1;
    pixels = new long[(height + 1) * stride];
    // The last row and column occur twice, so that every position has four pixels around it.
    for (int y = 0; y <= height; y++) {
      pack(image, Math.min(y, height - 1), y * stride);
    }
  }

  private void pack(Image image, int row, int to) {
    byte[] samples = image.samples();
    int plane = height * width;
    int from = row * width;
    for (int x = 0; x < width; x++) {
      pixels[to + x] =
          (samples[from + x] & 0xff)
              | (long) (samples[plane + from + x] & 0xff) << LANE
              | (long) (samples[2 * plane + from + x] & 0xff) << (2 * LANE);
    }
    pixels[to + width] = pixels[to + width - 1];
  }

  /**
   * Reads one row of a changed image.
   *
   * @param x positions in {@link #PARTS} of a pixel, within the image
   * @param y as many
   * @param row of {@code target}, where the samples go, all channels
   */
  void read(int[] x, int[] y, Canvas target, int row) {
    float[] samples = target.samples();
    int plane = target.plane();
    int at = row * width;
    for (int i = 0; i < width; i++, at++) {
      long sum = weighed(x[i], y[i]);
      samples[at] = (int) (sum & IN_LANE) * UNIT;
      samples[plane + at] = (int) ((sum >>> LANE) & IN_LANE) * UNIT;
      samples[2 * plane + at] = (int) (sum >>> (2 * LANE)) * UNIT;
    }
  }

  /** Returns the four pixels around a position, weighed by how near they are. */
  private long weighed(int x, int y) {
    int corner = (y >> SHIFT) * stride + (x >> SHIFT);
    int right = x & PARTS - 1;
    int below = y & PARTS - 1;
    int both = right * below;
    int above = right * PARTS - both;
    int left = below * PARTS - both;
    return pixels[corner] * (PARTS * PARTS - above - left - both)
        + pixels[corner + 1] * above
        + pixels[corner + stride] * left
        + pixels[corner + stride + 1] * both;
  }
}
