package polymnist.eda;

import java.util.ArrayList;
import java.util.List;
import polymnist.corpus.Image;

/**
 * What the examination keeps of an image's pixels. Counts and sums are exact, so that sums over
 * images do not depend on their order.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes one for each channel: grey, or red, green, blue
 * @param brightness the mean of all samples, 0 to 255
 * @param contrast the root of the mean squared distance of the samples from the mean of their
 *     channel, 0 to 127.5: an even colour has none, whichever colour it is
 * @param darkSamples the number of samples below {@link #DARK}
 * @param features the mean luminance of each cell of a {@link #GRID} x {@link #GRID} grid, row by
 *     row, 0 to 255, rounded to 1/256
 */
record ImageStatistics(
    int width,
    int height,
    List<Plane> planes,
    double brightness,
    double contrast,
    long darkSamples,
    List<Float> features) {

  /** Samples below this, a quarter of the range, are dark. */
  static final int DARK = 64;

  /** Cells a side of the feature grid; a PolyMNIST image has cells of 4 x 4 pixels. */
  static final int GRID = 7;

  // Sums of multiples of 1/256 are exact in double precision, in any order, up to 10^11 images.
  private static final float FEATURE_STEP = 256;

  private static final int LEVELS = 256;

  ImageStatistics {
    planes = List.copyOf(planes);
    features = List.copyOf(features);
  }

  /**
   * The samples of one channel.
   *
   * @param channel {@code grey}, {@code red}, {@code green} or {@code blue}
   * @param sum of the samples
   * @param squares the sum of the squared samples
   * @param minimum the least sample
   * @param maximum the greatest sample
   */
  record Plane(String channel, long sum, long squares, int minimum, int maximum) {}

  /**
   * Measures an image.
   *
   * @throws IllegalArgumentException unless it has 1 or 3 channels
   */
  static ImageStatistics of(Image image) {
    List<String> channels = channels(image);
    int pixels = image.width() * image.height();
    List<Plane> planes = new ArrayList<>();
    long sum = 0;
    double spread = 0;
    long dark = 0;
    for (int channel = 0; channel < channels.size(); channel++) {
      int[] histogram = histogram(image, channel);
      Plane plane = plane(channels.get(channel), histogram);
      planes.add(plane);
      sum += plane.sum();
      spread += spread(histogram, (double) plane.sum() / pixels);
      dark += countBelow(DARK, histogram);
    }
    double samples = (double) pixels * channels.size();
    return new ImageStatistics(
        image.width(),
        image.height(),
        planes,
        sum / samples,
        Math.sqrt(spread / samples),
        dark,
        features(image));
  }

  /** Returns the number of samples: pixels times channels. */
  long samples() {
    return (long) width * height * planes.size();
  }

  /** Returns the sum of all samples. */
  long sampleSum() {
    return planes.stream().mapToLong(Plane::sum).sum();
  }

  private static List<String> channels(Image image) {
    return switch (image.channels()) {
      case 1 -> List.of("grey");
      case 3 -> List.of("red", "green", "blue");
      default ->
          throw new IllegalArgumentException(
              "statistics need 1 or 3 channels, got " + image.channels());
    };
  }

  private static int[] histogram(Image image, int channel) {
    int[] histogram = new int[LEVELS];
    int plane = image.width() * image.height();
    for (int i = channel * plane; i < (channel + 1) * plane; i++) {
      histogram[image.samples()[i] & 0xff]++;
    }
    return histogram;
  }

  private static Plane plane(String channel, int[] histogram) {
    long sum = 0;
    long squares = 0;
    int minimum = LEVELS;
    int maximum = -1;
    for (int level = 0; level < LEVELS; level++) {
      if (histogram[level] > 0) {
        sum += (long) histogram[level] * level;
        squares += (long) histogram[level] * level * level;
        minimum = Math.min(minimum, level);
        maximum = level;
      }
    }
    return new Plane(channel, sum, squares, minimum, maximum);
  }

  private static double spread(int[] histogram, double mean) {
    double spread = 0;
    for (int level = 0; level < LEVELS; level++) {
      spread += histogram[level] * (level - mean) * (level - mean);
    }
    return spread;
  }

  private static long countBelow(int limit, int[] histogram) {
    long count = 0;
    for (int level = 0; level < limit; level++) {
      count += histogram[level];
    }
    return count;
  }

  private static List<Float> features(Image image) {
    List<Float> features = new ArrayList<>(GRID * GRID);
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        double mean =
            meanLuminance(
                image,
                first(column, image.width()),
                end(column, image.width()),
                first(row, image.height()),
                end(row, image.height()));
        features.add(Math.round(mean * FEATURE_STEP) / FEATURE_STEP);
      }
    }
    return features;
  }

  private static int first(int cell, int side) {
    return (int) ((long) cell * side / GRID);
  }

  /** Rounds up: neighbours share a line where the grid does not fit, and no cell is empty. */
  private static int end(int cell, int side) {
    return (int) (((cell + 1L) * side + GRID - 1) / GRID);
  }

  private static double meanLuminance(Image image, int left, int right, int top, int bottom) {
    boolean grey = image.channels() == 1;
    long thousandths = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        thousandths +=
            grey
                ? 1000L * image.at(0, y, x)
                : luminance(image.at(0, y, x), image.at(1, y, x), image.at(2, y, x));
      }
    }
    return thousandths / (1000.0 * (right - left) * (bottom - top));
  }

  /** Returns thousandths of luma by Recommendation ITU-R BT.601-7, 2011. */
  private static int luminance(int red, int green, int blue) {
    return 299 * red + 587 * green + 114 * blue;
  }
}
