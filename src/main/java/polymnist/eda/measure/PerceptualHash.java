package polymnist.eda.measure;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import polymnist.image.LumaPlane;

/**
 * Hashes of what an image looks like, equal for images that differ by little. An image is seen
 * through five windows of 26x26 of its 28x28 pixels (other sizes are resized first): the middle one
 * and four that lie a pixel beside it. If one image is another one moved by a pixel in any
 * direction, a window of one shows what the middle window of the other shows.
 *
 * <p>Of each window, a discrete cosine transform gives the slowest waves. The signs of 63 of the
 * middle window are the hash (C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash
 * Functions", 2010). Their values in coarse steps, six waves at a time, are its bands: noise and
 * compression move a wave by less than a step, so that two images that look alike agree in one band
 * at least, and images that agree in no band need never be compared (M. Datar and others,
 * "Locality-Sensitive Hashing Scheme Based on p-Stable Distributions", SCG 2004).
 *
 * @param signs of the middle window's waves
 * @param windows the eight slowest waves of each window, the middle one first, a byte each: see
 *     {@link #near}
 * @param bands {@link #BANDS} hashes for each window in turn
 */
public record PerceptualHash(long signs, long[] windows, long[] bands) {
  /** Bands a window. */
  public static final int BANDS = 4;

  private static final int SIDE = POLYMNIST.side();
  private static final int WINDOW = SIDE - 2;
  private static final int WAVES = 8;
  private static final int WAVES_A_BAND = 6;

  /** Left and upper edges of the windows. */
  private static final int[][] WINDOWS = {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {0, 2}};

  /** The width of a step; noise of 8 sample values moves a wave by 5. */
  private static final double STEP = 60;

  /** Waves of a window that are kept to tell windows apart, in finer steps. */
  private static final int PACKED = 8;

  private static final double FINE_STEP = 16;

  /** The first wave is the mean, up to 26 * 255. */
  private static final double MEAN_STEP = 64;

  private static final double[][] COSINES = cosines();

  /** Row and column of the waves of the bands, the slowest first. */
  private static final int[][] SLOWEST = slowest();

  private static double[][] cosines() {
    double[][] cosines = new double[WAVES][WINDOW];
    for (int wave = 0; wave < WAVES; wave++) {
      for (int i = 0; i < WINDOW; i++) {
        cosines[wave][i] =
            Math.sqrt((wave == 0 ? 1.0 : 2.0) / WINDOW)
                * Math.cos(Math.PI * (2 * i + 1) * wave / (2.0 * WINDOW));
      }
    }
    return cosines;
  }

  private static int[][] slowest() {
    int[][] waves = new int[BANDS * WAVES_A_BAND][];
    int count = 0;
    for (int sum = 0; count < waves.length; sum++) {
      for (int row = 0; row <= sum && count < waves.length; row++) {
        waves[count++] = new int[] {row, sum - row};
      }
    }
    return waves;
  }

  /** Returns the hashes of an image. */
  public static PerceptualHash of(LumaPlane image) {
    int[] values =
        image.width() == SIDE && image.height() == SIDE
            ? image.values()
            : image.resized(SIDE, SIDE).values();
    double[][] rows = {rows(values, 0), rows(values, 1), rows(values, 2)};
    long signs = 0;
    long[] windows = new long[WINDOWS.length];
    long[] bands = new long[WINDOWS.length * BANDS];
    double[] waves = new double[WAVES * WAVES];
    for (int window = 0; window < WINDOWS.length; window++) {
      columns(rows[WINDOWS[window][0]], WINDOWS[window][1], waves);
      signs = window == 0 ? signs(waves) : signs;
      windows[window] = packed(waves);
      for (int band = 0; band < BANDS; band++) {
        bands[window * BANDS + band] = band(waves, band);
      }
    }
    return new PerceptualHash(signs, windows, bands);
  }

  private static double[] rows(int[] values, int left) {
    double[] rows = new double[SIDE * WAVES];
    for (int y = 0; y < SIDE; y++) {
      for (int wave = 0; wave < WAVES; wave++) {
        double[] cosine = COSINES[wave];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
          sum += cosine[i] * values[y * SIDE + left + i];
        }
        rows[y * WAVES + wave] = sum;
      }
    }
    return rows;
  }

  private static void columns(double[] rows, int top, double[] waves) {
    java.util.Arrays.fill(waves, 0);
    for (int row = 0; row < WAVES; row++) {
      for (int i = 0; i < WINDOW; i++) {
        double cosine = COSINES[row][i];
        int from = (top + i) * WAVES;
        for (int column = 0; column < WAVES; column++) {
          waves[row * WAVES + column] += cosine * rows[from + column];
        }
      }
    }
  }

  /** The first bit, of the mean, is 0. */
  private static long signs(double[] waves) {
    long bits = 0;
    for (int i = 1; i < waves.length; i++) {
      bits |= waves[i] > 0 ? 1L << i : 0;
    }
    return bits;
  }

  private static long packed(double[] waves) {
    long packed = 0;
    for (int i = 0; i < PACKED; i++) {
      double step = i == 0 ? MEAN_STEP : FINE_STEP;
      long value = Math.round(waves[SLOWEST[i][0] * WAVES + SLOWEST[i][1]] / step);
      packed = (packed << 8) | (Math.max(-128, Math.min(127, value)) & 0xff);
    }
    return packed;
  }

  /** Tells whether no wave of two windows differs by more than two fine steps. */
  public static boolean near(long a, long b) {
    for (int i = 0; i < PACKED; i++) {
      if (Math.abs((byte) (a >>> (8 * i)) - (byte) (b >>> (8 * i))) > 2) {
        return false;
      }
    }
    return true;
  }

  private static long band(double[] waves, int band) {
    long hash = 0x9e3779b97f4a7c15L * (band + 1);
    for (int i = band; i < SLOWEST.length; i += BANDS) {
      // Rounded, so that waves that are hardly there lie in the middle of a step.
      long step = Math.round(waves[SLOWEST[i][0] * WAVES + SLOWEST[i][1]] / STEP);
      hash = (hash ^ step) * 0xbf58476d1ce4e5b9L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
