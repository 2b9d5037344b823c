package polymnist.image;

import java.util.Arrays;

/**
 * How wide the strokes of a mask are, in pixels. The estimates agree on long straight strokes;
 * where strokes cross or end they differ, so what compares widths takes all of them from one.
 */
public final class StrokeWidth {
  private StrokeWidth() {}

  /**
   * Returns the width of the strokes in pixels, at least 1: twice the distance to the ground along
   * their middle.
   *
   * @param share of the middle that is no wider, such as 0.5 for the typical width
   * @param inside the distance of each pixel to the nearest one of the ground, 0 on the ground
   */
  public static double alongMiddle(double share, float[] inside, int height, int width) {
    float[] ridge = new float[inside.length];
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        if (inside[at] > 0 && highest(inside, at, width)) {
          ridge[count++] = inside[at];
        }
      }
    }
    Arrays.sort(ridge, 0, count);
    return count == 0 ? 1 : 2 * ridge[(int) (share * (count - 1))] - 1;
  }

  private static boolean highest(float[] values, int at, int width) {
    float value = values[at];
    return value >= values[at - 1]
        && value >= values[at + 1]
        && value >= values[at - width]
        && value >= values[at + width]
        && value >= values[at - width - 1]
        && value >= values[at - width + 1]
        && value >= values[at + width - 1]
        && value >= values[at + width + 1];
  }

  /**
   * Returns twice the area by the length of the outline, which is the count of pixel edges between
   * ink and ground times pi / 4, its mean over all directions of an outline.
   *
   * @param area in pixels
   * @param edges between a pixel of ink and one of ground, at least one
   */
  public static double fromOutline(int area, int edges) {
    return 2 * area / (edges * Math.PI / 4);
  }

  /**
   * Returns four times the mean distance of the ink to its edge: of a long stroke that is its
   * width. The distance to the edge is that to the nearest pixel of ground, less half a pixel. For
   * masks of some hundred pixels, as it looks at all pairs.
   *
   * @param mask where ink is, row by row, with ink and ground
   */
  public static double fromDistances(boolean[] mask, int height, int width) {
    int[] edge = new int[mask.length];
    int edges = 0;
    for (int at = 0; at < mask.length; at++) {
      if (!mask[at] && besideInk(mask, at, height, width)) {
        edge[edges++] = at;
      }
    }
    double sum = 0;
    int pixels = 0;
    for (int at = 0; at < mask.length; at++) {
      if (mask[at]) {
        int nearest = Integer.MAX_VALUE;
        for (int e = 0; e < edges; e++) {
          int down = at / width - edge[e] / width;
          int right = at % width - edge[e] % width;
          nearest = Math.min(nearest, down * down + right * right);
        }
        sum += Math.sqrt(nearest) - 0.5;
        pixels++;
      }
    }
    return 4 * sum / pixels;
  }

  private static boolean besideInk(boolean[] mask, int at, int height, int width) {
    int y = at / width;
    int x = at % width;
    return (x > 0 && mask[at - 1])
        || (x + 1 < width && mask[at + 1])
        || (y > 0 && mask[at - width])
        || (y + 1 < height && mask[at + width]);
  }
}
