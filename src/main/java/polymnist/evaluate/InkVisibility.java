package polymnist.evaluate;

import java.util.Locale;
import polymnist.image.Image;
import polymnist.image.StrokeWidth;

/**
 * What the digit of an image is like, given where its ink is.
 *
 * <p>PolyMNIST inverts the colours of the photo under the ink. Where the photo is of a middle grey,
 * or as restless as the inversion is strong, little shows. What shows is the outline, so an image
 * is measured by the steps of its samples across it.
 *
 * @param meanStrokeWidth in pixels, by {@link StrokeWidth#fromDistances}
 * @param visibility the mean step of samples between a pixel of ink and a neighbour that is none,
 *     as a multiple of that between two neighbours of ground; 0 where nothing shows
 */
record InkVisibility(double meanStrokeWidth, double visibility) {
  /**
   * Below this visibility an image is called unreadable: chosen by eye on training digits, of which
   * about one of a hundred is below it and can hardly be made out.
   */
  static final double MIN_VISIBILITY = 2.5;

  /** Steps of less than one grey value are not to be seen, however even the ground is. */
  private static final double MIN_STEP = 1;

  /**
   * Measures an image.
   *
   * @param mask where ink is, row by row, of the image's height and width
   * @return null where there is no ink or no ground
   */
  static InkVisibility of(boolean[] mask, Image image) {
    int height = image.height();
    int width = image.width();
    if (mask.length != height * width) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a mask of %d pixels does not fit %s", mask.length, image));
    }
    Steps outline = new Steps();
    Steps ground = new Steps();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (x + 1 < width) {
          step(mask, at, at + 1, image, outline, ground);
        }
        if (y + 1 < height) {
          step(mask, at, at + width, image, outline, ground);
        }
      }
    }
    if (outline.count == 0) {
      return null;
    }
    return new InkVisibility(
        StrokeWidth.fromDistances(mask, height, width),
        outline.mean() / Math.max(MIN_STEP, ground.mean()));
  }

  private static void step(
      boolean[] mask, int at, int next, Image image, Steps outline, Steps ground) {
    if (mask[at] && mask[next]) {
      return;
    }
    byte[] samples = image.samples();
    int pixels = mask.length;
    Steps steps = mask[at] == mask[next] ? ground : outline;
    for (int channel = 0; channel < image.channels(); channel++) {
      steps.add(
          (samples[channel * pixels + at] & 0xff) - (samples[channel * pixels + next] & 0xff));
    }
  }

  /** Differences of neighbouring samples. */
  private static final class Steps {
    private long sum;
    private long count;

    void add(int difference) {
      sum += Math.abs(difference);
      count++;
    }

    double mean() {
      return count == 0 ? 0 : sum / (double) count;
    }
  }
}
