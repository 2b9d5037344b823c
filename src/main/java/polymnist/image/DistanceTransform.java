package polymnist.image;

import java.util.Arrays;

/**
 * Euclidean distances on a grid of pixels (P. Felzenszwalb, D. Huttenlocher, "Distance Transforms
 * of Sampled Functions", Theory of Computing 8, 2012).
 */
public final class DistanceTransform {
  private static final double FAR = 1e12;

  private DistanceTransform() {}

  /**
   * Returns the distance of each pixel to the nearest one whose {@code mask} is {@code wanted}, in
   * pixels between centres; 0 on those themselves, huge where there is none.
   */
  public static float[] to(boolean wanted, boolean[] mask, int height, int width) {
    double[] squared = new double[mask.length];
    for (int i = 0; i < mask.length; i++) {
      squared[i] = mask[i] == wanted ? 0 : FAR;
    }
    for (int x = 0; x < width; x++) {
      column(squared, x, width);
    }
    for (int y = 0; y < height; y++) {
      line(squared, y * width, width);
    }
    float[] distances = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      distances[i] = (float) Math.sqrt(squared[i]);
    }
    return distances;
  }

  /** Replaces a column of 0 and {@link #FAR} by squared distances, looking down, then up. */
  private static void column(double[] values, int x, int width) {
    double away = Double.POSITIVE_INFINITY;
    for (int i = x; i < values.length; i += width) {
      away = values[i] == 0 ? 0 : away + 1;
      values[i] = Math.min(values[i], away * away);
    }
    away = Double.POSITIVE_INFINITY;
    for (int i = values.length - width + x; i >= 0; i -= width) {
      away = values[i] == 0 ? 0 : away + 1;
      values[i] = Math.min(values[i], away * away);
    }
  }

  /** Replaces a row by the lower envelope of the parabolas that stand on its values. */
  private static void line(double[] values, int first, int length) {
    double[] heights = new double[length];
    for (int i = 0; i < length; i++) {
      heights[i] = values[first + i];
    }
    int[] feet = new int[length];
    double[] from = new double[length + 1];
    Arrays.fill(from, Double.POSITIVE_INFINITY);
    from[0] = Double.NEGATIVE_INFINITY;
    int last = 0;
    for (int i = 1; i < length; i++) {
      double cut = cut(heights, feet[last], i);
      while (cut <= from[last]) {
        last--;
        cut = cut(heights, feet[last], i);
      }
      last++;
      feet[last] = i;
      from[last] = cut;
      from[last + 1] = Double.POSITIVE_INFINITY;
    }
    int current = 0;
    for (int i = 0; i < length; i++) {
      while (from[current + 1] < i) {
        current++;
      }
      double across = i - feet[current];
      values[first + i] = across * across + heights[feet[current]];
    }
  }

  private static double cut(double[] heights, int left, int right) {
    double square = (double) right * right - (double) left * left;
    return (heights[right] - heights[left] + square) / (2.0 * (right - left));
  }
}
