package polymnist.eda.measure;

import java.util.Arrays;
import polymnist.image.Image;

/**
 * Estimates the mask of a digit from the image alone. Under ink, the colours of the background are
 * inverted, so it is known up to a sign a pixel: a sample is {@code 127.5 + s d}, where {@code d}
 * is the background's distance from mid-grey and {@code s} is -1 under ink. Backgrounds are smooth,
 * so two neighbours should have the same sign where the difference of their distances is smaller
 * than the sum, and different signs where it is larger. That is an Ising model with couplings of
 * both signs. It is solved in two steps: the strongest couplings join pixels first, as in Kruskal's
 * spanning tree, each joint set keeping the relative signs of its pixels; then pixels whose
 * neighbours outvote them change sign. The border of the image is ground.
 */
public final class MaskEstimate {
  /** How much an edge of ink must explain before it is believed, in sample values a channel. */
  private static final int EDGE_COST = 30;

  private static final int SWEEPS = 6;

  private final int width;
  private final int height;

  /** Of each pixel to its right neighbour and to the one below; positive for equal signs. */
  private final int[] right;

  private final int[] below;

  private MaskEstimate(Image image) {
    this.width = image.width();
    this.height = image.height();
    this.right = new int[width * height];
    this.below = new int[width * height];
    int plane = width * height;
    byte[] samples = image.samples();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (x + 1 < width) {
          right[at] = coupling(samples, plane, image.channels(), at, at + 1);
        }
        if (y + 1 < height) {
          below[at] = coupling(samples, plane, image.channels(), at, at + width);
        }
      }
    }
  }

  private static int coupling(byte[] samples, int plane, int channels, int a, int b) {
    int same = 0;
    int opposite = 0;
    for (int channel = 0; channel < channels; channel++) {
      int first = 2 * (samples[channel * plane + a] & 0xff) - 255;
      int second = 2 * (samples[channel * plane + b] & 0xff) - 255;
      same += Math.abs(first - second);
      opposite += Math.abs(first + second);
    }
    return (opposite - same) / 2 + EDGE_COST * channels;
  }

  /** Returns the mask that explains the image best. */
  public static DigitMask of(Image image) {
    MaskEstimate estimate = new MaskEstimate(image);
    boolean[] ink = estimate.joined();
    estimate.groundAtTheBorder(ink);
    estimate.vote(ink);
    return new DigitMask(image.width(), image.height(), ink);
  }

  private boolean[] joined() {
    int pixels = width * height;
    int[] edges = strongestFirst();
    int[] parent = new int[pixels];
    boolean[] flipped = new boolean[pixels];
    for (int i = 0; i < pixels; i++) {
      parent[i] = i;
    }
    int[] size = new int[pixels];
    Arrays.fill(size, 1);
    for (int edge : edges) {
      int a = edge >> 1;
      int b = (edge & 1) == 0 ? a + 1 : a + width;
      int weight = (edge & 1) == 0 ? right[a] : below[a];
      int rootA = root(a, parent, flipped);
      int rootB = root(b, parent, flipped);
      if (rootA != rootB) {
        boolean flip = (weight < 0) ^ sign(a, rootA, flipped) ^ sign(b, rootB, flipped);
        boolean swap = size[rootA] < size[rootB];
        int kept = swap ? rootB : rootA;
        int joined = swap ? rootA : rootB;
        parent[joined] = kept;
        flipped[joined] = flip;
        size[kept] += size[joined];
      }
    }
    boolean[] ink = new boolean[pixels];
    for (int i = 0; i < pixels; i++) {
      ink[i] = sign(i, root(i, parent, flipped), flipped);
    }
    return ink;
  }

  /** Returns the root of a pixel's set, and hangs the pixel below it. */
  private static int root(int pixel, int[] parent, boolean[] flipped) {
    int root = pixel;
    boolean flip = false;
    while (parent[root] != root) {
      flip ^= flipped[root];
      root = parent[root];
    }
    int at = pixel;
    while (parent[at] != root && at != root) {
      int next = parent[at];
      boolean own = flipped[at];
      parent[at] = root;
      flipped[at] = flip;
      flip ^= own;
      at = next;
    }
    return root;
  }

  /** Tells whether a pixel that hangs below its root, or is it, has the other sign. */
  private static boolean sign(int pixel, int root, boolean[] flipped) {
    return pixel != root && flipped[pixel];
  }

  /** Returns twice the pixel, and one more for its lower edge; by strength, then by place. */
  private int[] strongestFirst() {
    int pixels = width * height;
    long[] keys = new long[2 * pixels - width - height];
    int count = 0;
    for (int i = 0; i < pixels; i++) {
      if (i % width + 1 < width) {
        keys[count++] = key(right[i], 2 * i);
      }
      if (i + width < pixels) {
        keys[count++] = key(below[i], 2 * i + 1);
      }
    }
    Arrays.sort(keys);
    int[] edges = new int[count];
    for (int i = 0; i < count; i++) {
      edges[i] = (int) keys[i];
    }
    return edges;
  }

  private static long key(int weight, int edge) {
    return (long) -Math.abs(weight) << 32 | edge;
  }

  private void groundAtTheBorder(boolean[] ink) {
    int border = 0;
    int marked = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
          border++;
          marked += ink[y * width + x] ? 1 : 0;
        }
      }
    }
    if (2 * marked > border) {
      for (int i = 0; i < ink.length; i++) {
        ink[i] = !ink[i];
      }
    }
  }

  private void vote(boolean[] ink) {
    boolean changed = true;
    for (int sweep = 0; sweep < SWEEPS && changed; sweep++) {
      changed = false;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = y * width + x;
          int sum = 0;
          sum += x > 0 ? vote(right[at - 1], ink[at - 1]) : vote(GROUND, false);
          sum += x + 1 < width ? vote(right[at], ink[at + 1]) : vote(GROUND, false);
          sum += y > 0 ? vote(below[at - width], ink[at - width]) : vote(GROUND, false);
          sum += y + 1 < height ? vote(below[at], ink[at + width]) : vote(GROUND, false);
          boolean better = sum < 0;
          if (sum != 0 && better != ink[at]) {
            ink[at] = better;
            changed = true;
          }
        }
      }
    }
  }

  /** The ground beyond the edge binds a pixel of the border. */
  private static final int GROUND = 1000;

  /** Positive for ground. */
  private static int vote(int coupling, boolean neighbour) {
    return neighbour ? -coupling : coupling;
  }
}
