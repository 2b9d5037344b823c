package polymnist.eda.measure;

import java.util.ArrayList;
import java.util.List;
import polymnist.image.Image;
import polymnist.image.LumaPlane;

/**
 * What the examination keeps of an image's samples.
 *
 * @param samples how many there are: pixels times channels
 * @param sampleSum of all of them
 * @param darkSamples the number of samples below {@link #DARK}
 * @param brightness the mean of all samples, 0 to 255
 * @param contrast the root of the mean squared distance of the samples from the mean of their
 *     channel, 0 to 127.5: an even colour has none, whichever colour it is
 * @param sharpness the standard deviation of the Laplacian of the luminance (the root of the
 *     measure of J. L. Pech-Pacheco and others, "Diatom autofocusing in brightfield microscopy",
 *     ICPR 2000); 0 where an image is less than three pixels high or wide
 * @param entropy of the luminance, 0 to 8 bits
 * @param planes one for each channel: grey, or red, green, blue
 * @param grid the mean luminance of each cell of a {@link #GRID} x {@link #GRID} grid, row by row,
 *     0 to 255
 */
public record ImageStatistics(
    long samples,
    long sampleSum,
    long darkSamples,
    double brightness,
    double contrast,
    double sharpness,
    double entropy,
    List<Plane> planes,
    byte[] grid) {

  /** Samples below this, a quarter of the range, are dark. */
  static final int DARK = 64;

  /** Cells a side of the grid; a PolyMNIST image has cells of 4 x 4 pixels. */
  static final int GRID = 7;

  static final int LEVELS = 256;

  public ImageStatistics {
    planes = List.copyOf(planes);
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
  public static ImageStatistics of(Image image) {
    return of(image, LumaPlane.of(image));
  }

  /** Measures an image whose luminance is known already. */
  public static ImageStatistics of(Image image, LumaPlane luminance) {
    List<String> channels = channels(image.channels());
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
    long samples = (long) pixels * channels.size();
    return new ImageStatistics(
        samples,
        sum,
        dark,
        sum / (double) samples,
        Math.sqrt(spread / samples),
        sharpness(luminance),
        entropy(luminance),
        planes,
        grid(luminance));
  }

  /**
   * Returns the names of an image's channels.
   *
   * @throws IllegalArgumentException unless there are 1 or 3
   */
  static List<String> channels(int count) {
    return switch (count) {
      case 1 -> List.of("grey");
      case 3 -> List.of("red", "green", "blue");
      default ->
          throw new IllegalArgumentException("statistics need 1 or 3 channels, got " + count);
    };
  }

  /** Returns how many samples of a channel have each value. */
  public static int[] histogram(Image image, int channel) {
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

  private static double sharpness(LumaPlane luminance) {
    int width = luminance.width();
    int[] values = luminance.values();
    long sum = 0;
    long squares = 0;
    int count = 0;
    for (int y = 1; y < luminance.height() - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        int laplacian =
            values[at - 1]
                + values[at + 1]
                + values[at - width]
                + values[at + width]
                - 4 * values[at];
        sum += laplacian;
        squares += (long) laplacian * laplacian;
        count++;
      }
    }
    return count == 0
        ? 0
        : Math.sqrt(Math.max(0, squares / (double) count - Math.pow(sum / (double) count, 2)));
  }

  private static double entropy(LumaPlane luminance) {
    int[] histogram = new int[LEVELS];
    for (int value : luminance.values()) {
      histogram[value]++;
    }
    double pixels = luminance.values().length;
    double entropy = 0;
    for (int count : histogram) {
      if (count > 0) {
        entropy -= count / pixels * Math.log(count / pixels);
      }
    }
    return entropy / Math.log(2);
  }

  private static byte[] grid(LumaPlane luminance) {
    int[] cells = luminance.resized(GRID, GRID).values();
    byte[] grid = new byte[cells.length];
    for (int i = 0; i < cells.length; i++) {
      grid[i] = (byte) cells[i];
    }
    return grid;
  }
}
