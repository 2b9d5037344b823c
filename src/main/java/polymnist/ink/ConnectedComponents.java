package polymnist.ink;

import java.util.ArrayList;
import java.util.List;

/**
 * The connected parts of a mask.
 *
 * @param labels the number of each pixel's part, 1 and up, 0 where the mask is not set
 * @param parts in the order of their numbers
 */
record ConnectedComponents(int[] labels, List<Component> parts) {

  /**
   * A connected part.
   *
   * @param label its number in {@link #labels}
   * @param area in pixels
   * @param onBorder its pixels on the picture's border
   */
  record Component(int label, BoundingBox box, int area, int onBorder) {}

  /**
   * Finds the parts; pixels at most {@code reach} rows and columns apart belong together.
   *
   * @param reach at least 1
   */
  static ConnectedComponents of(boolean[] mask, int height, int width, int reach) {
    int[] labels = new int[mask.length];
    List<Component> parts = new ArrayList<>();
    int[] queue = new int[mask.length];
    for (int start = 0; start < mask.length; start++) {
      if (mask[start] && labels[start] == 0) {
        parts.add(fill(mask, labels, queue, start, parts.size() + 1, height, width, reach));
      }
    }
    return new ConnectedComponents(labels, parts);
  }

  private static Component fill(
      boolean[] mask,
      int[] labels,
      int[] queue,
      int start,
      int label,
      int height,
      int width,
      int reach) {
    int tail = 0;
    int onBorder = 0;
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    labels[start] = label;
    queue[tail++] = start;
    for (int head = 0; head < tail; head++) {
      int y = queue[head] / width;
      int x = queue[head] % width;
      top = Math.min(top, y);
      left = Math.min(left, x);
      bottom = Math.max(bottom, y);
      right = Math.max(right, x);
      onBorder += y == 0 || x == 0 || y == height - 1 || x == width - 1 ? 1 : 0;
      for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          int neighbour = v * width + u;
          if (mask[neighbour] && labels[neighbour] == 0) {
            labels[neighbour] = label;
            queue[tail++] = neighbour;
          }
        }
      }
    }
    return new Component(label, new BoundingBox(top, left, bottom, right), tail, onBorder);
  }
}
