package polymnist.train.average;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The mean of several rows of numbers, each with a weight. */
final class WeightedMean {
  /** Numbers at a time, so that a block of each row stays in the processor's first cache. */
  private static final int BLOCK = 1024;

  private WeightedMean() {}

  /** Returns the share of each of the numbers in their sum. */
  static float[] shares(long[] numbers) {
    double sum = Arrays.stream(numbers).sum();
    float[] shares = new float[numbers.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) (numbers[i] / sum);
    }
    return shares;
  }

  /**
   * Puts the weighted sum of the rows into a row, each from its position on, and moves all
   * positions to their ends. Sums are made in the order given, so that the same rows give the same
   * bits.
   *
   * @param weights as many as rows
   * @param mean may be one of the rows' own memory; as much of each row is read as has room in it
   */
  static void into(FloatBuffer mean, float[] weights, List<FloatBuffer> rows) {
    float[] sum = new float[BLOCK];
    float[] row = new float[BLOCK];
    while (mean.hasRemaining()) {
      int count = Math.min(BLOCK, mean.remaining());
      Arrays.fill(sum, 0);
      for (int i = 0; i < weights.length; i++) {
        rows.get(i).get(row, 0, count);
        add(sum, row, weights[i]);
      }
      mean.put(sum, 0, count);
    }
  }

  private static void add(float[] sum, float[] row, float weight) {
    for (int i = 0; i < BLOCK; i++) {
      sum[i] += weight * row[i];
    }
  }
}
