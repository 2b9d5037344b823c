package polymnist.eda.similar;

import polymnist.image.Image;
import polymnist.image.Luma;

/**
 * How an image differs from another one that is moved against it.
 *
 * @param dx how far right the second is moved, in pixels
 * @param dy how far down
 * @param rootMeanSquare of the differences of all samples that both show, 0 to 255
 * @param block the greatest difference of the mean luminances of a block of 4x4 pixels, 0 to 255
 */
record PixelDifference(int dx, int dy, double rootMeanSquare, double block) {
  /** Compression that keeps colours at half the resolution stays below at the edges of ink. */
  private static final double MAX_ROOT_MEAN_SQUARE = 32;

  /** Independent noise of 8 stays well below; a stroke that one of the images lacks does not. */
  private static final double MAX_BLOCK = 10;

  private static final int BLOCK = 4;

  static PixelDifference of(Image first, Image second, int dx, int dy) {
    int width = first.width() - Math.abs(dx);
    int height = first.height() - Math.abs(dy);
    if (width < 1 || height < 1) {
      return new PixelDifference(dx, dy, 255, 255);
    }
    int left = Math.max(0, -dx);
    int top = Math.max(0, -dy);
    double[] luminance = new double[width * height];
    long squares = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] difference = new int[first.channels()];
        for (int channel = 0; channel < difference.length; channel++) {
          difference[channel] =
              first.at(channel, top + y, left + x)
                  - second.at(channel, top + dy + y, left + dx + x);
          squares += (long) difference[channel] * difference[channel];
        }
        luminance[y * width + x] =
            difference.length == 3
                ? Luma.of((double) difference[0], (double) difference[1], (double) difference[2])
                : difference[0];
      }
    }
    double samples = (double) width * height * first.channels();
    return new PixelDifference(
        dx, dy, Math.sqrt(squares / samples), greatestBlock(luminance, width, height));
  }

  /** Blocks overlap by half, so that a stroke falls well into one of them. */
  private static double greatestBlock(double[] luminance, int width, int height) {
    double greatest = 0;
    for (int top = 0; top + BLOCK <= height; top += BLOCK / 2) {
      for (int left = 0; left + BLOCK <= width; left += BLOCK / 2) {
        double sum = 0;
        for (int y = top; y < top + BLOCK; y++) {
          for (int x = left; x < left + BLOCK; x++) {
            sum += luminance[y * width + x];
          }
        }
        greatest = Math.max(greatest, Math.abs(sum) / (BLOCK * BLOCK));
      }
    }
    return greatest;
  }

  /** Tells whether the images are nearly the same. */
  boolean isSmall() {
    return rootMeanSquare <= MAX_ROOT_MEAN_SQUARE && block <= MAX_BLOCK;
  }
}
