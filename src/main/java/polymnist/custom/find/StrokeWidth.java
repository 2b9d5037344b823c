package polymnist.custom.find;

import java.util.Arrays;

/** How wide the strokes of a mask are. */
final class StrokeWidth {
  private StrokeWidth() {}

  /**
   * Returns the width of the strokes in pixels, at least 1: twice the distance to the ground along
   * their middle.
   *
   * @param share of the middle that is no wider, such as 0.5 for the typical width
   * @param inside the distance of each pixel to the nearest one of the ground, 0 on the ground
   */
  static double of(double share, float[] inside, int height, int width) {
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
}
