package polymnist.statistics;

import java.util.HashMap;
import java.util.Map;

/**
 * How many images of the same handwritings say as much as one of a handwriting of its own: so many
 * images count as one (J. Rao, A. Scott, "A Simple Method for the Analysis of Clustered Binary
 * Data", Biometrics, 1992). It is at least 1, and 1 where no handwriting has two images.
 *
 * <p>Few mistakes say little of whether they come together, so one more is counted whose
 * handwriting is wrong as a whole: where none is made, a handwriting counts as one image.
 */
public final class DesignEffect {
  private final Map<Object, double[]> handwritings = new HashMap<>();
  private double squares;

  /**
   * Adds an image.
   *
   * @param value 0 or 1 for an answer, -1, 0 or 1 for the difference of two
   */
  public void add(Object handwriting, int value) {
    double[] own = handwritings.computeIfAbsent(handwriting, any -> new double[2]);
    own[0] += value;
    own[1]++;
    squares += Math.abs(value);
  }

  /** Returns the effect on the mean of the values; 1 of no images. */
  public double value() {
    double total = 0;
    double images = 0;
    double together = 0;
    double products = 0;
    double sizes = 0;
    for (double[] own : handwritings.values()) {
      total += own[0];
      images += own[1];
      together += own[0] * own[0];
      products += own[0] * own[1];
      sizes += own[1] * own[1];
    }
    return of(total, squares, images, together, products, sizes);
  }

  /**
   * Returns the effect on a mean.
   *
   * @param total of all images' values
   * @param squares their sum over images
   * @param together the sum of the squares of each handwriting's total
   * @param products the sum of each handwriting's total times its images
   * @param sizes the sum of the squares of each handwriting's images
   */
  public static double of(
      double total, double squares, double images, double together, double products, double sizes) {
    if (sizes == images) {
      return 1;
    }
    double mean = total / images;
    double apart = squares - mean * total;
    double clustered = together - 2 * mean * products + mean * mean * sizes;
    return Math.max(1, (clustered + sizes / images) / (apart + 1));
  }
}
