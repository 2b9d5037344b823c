package polymnist.ink;

import java.util.Arrays;

/**
 * Statistics of the square around each pixel, {@code reach} pixels to every side, cut at the edge.
 */
final class Neighbourhood {
  private Neighbourhood() {}

  /** Returns the mean of each square. */
  static Grey mean(Grey grey, int reach) {
    return lines(grey, (from, length, to) -> meanLine(from, length, reach, to));
  }

  /** Returns the greatest value of each square: a dilation. */
  static Grey greatest(Grey grey, int reach) {
    return lines(grey, (from, length, to) -> greatestLine(from, length, reach, 1, to));
  }

  /** Returns the least value of each square: an erosion. */
  static Grey least(Grey grey, int reach) {
    return lines(grey, (from, length, to) -> greatestLine(from, length, reach, -1, to));
  }

  private interface LineFilter {
    void apply(float[] from, int length, float[] to);
  }

  /** Filters all rows, then all columns. */
  private static Grey lines(Grey grey, LineFilter filter) {
    int height = grey.height();
    int width = grey.width();
    float[] values = grey.values().clone();
    float[] from = new float[Math.max(height, width)];
    float[] to = new float[from.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, y * width, from, 0, width);
      filter.apply(from, width, to);
      System.arraycopy(to, 0, values, y * width, width);
    }
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        from[y] = values[y * width + x];
      }
      filter.apply(from, height, to);
      for (int y = 0; y < height; y++) {
        values[y * width + x] = to[y];
      }
    }
    return new Grey(height, width, values);
  }

  private static void meanLine(float[] from, int length, int reach, float[] to) {
    double sum = 0;
    for (int i = 0; i < Math.min(reach, length); i++) {
      sum += from[i];
    }
    for (int i = 0; i < length; i++) {
      if (i + reach < length) {
        sum += from[i + reach];
      }
      if (i - reach - 1 >= 0) {
        sum -= from[i - reach - 1];
      }
      to[i] = (float) (sum / (Math.min(length - 1, i + reach) - Math.max(0, i - reach) + 1));
    }
  }

  /** Opens a line: the greatest of the least values of {@code 2 * reach + 1} neighbours. */
  static void openLine(float[] line, int length, int reach, float[] opened) {
    float[] least = new float[length];
    greatestLine(line, length, reach, -1, least);
    greatestLine(least, length, reach, 1, opened);
  }

  /**
   * The greatest of each window from those of the parts in two blocks of its length (M. van Herk,
   * "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels",
   * Pattern Recognition Letters 13, 1992); {@code sign} -1 makes it the least.
   */
  private static void greatestLine(float[] from, int length, int reach, int sign, float[] to) {
    int window = 2 * reach + 1;
    float[] begun = new float[length + 2 * reach];
    float[] ended = new float[begun.length];
    Arrays.fill(begun, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i++) {
      begun[reach + i] = sign * from[i];
    }
    System.arraycopy(begun, 0, ended, 0, begun.length);
    for (int block = 0; block < begun.length; block += window) {
      int end = Math.min(begun.length, block + window);
      float most = Float.NEGATIVE_INFINITY;
      for (int i = block; i < end; i++) {
        most = begun[i] > most ? begun[i] : most;
        begun[i] = most;
      }
      most = Float.NEGATIVE_INFINITY;
      for (int i = end - 1; i >= block; i--) {
        most = ended[i] > most ? ended[i] : most;
        ended[i] = most;
      }
    }
    for (int i = 0; i < length; i++) {
      to[i] = sign * Math.max(ended[i], begun[i + window - 1]);
    }
  }
}
