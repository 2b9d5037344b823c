package polymnist.eda.similar;

import java.io.Serializable;
import java.util.Arrays;
import polymnist.eda.measure.DigitShape;

/**
 * Handwritings that others are compared with, ordered by label. Distances are Euclidean and come
 * from scalar products of whole numbers of 0 to 255, which are exact in single precision below
 * 2^24: the order of summation does not matter.
 */
final class References implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Handwritings that are compared at a time. */
  static final int BLOCK = 4;

  /** References at a time: their products stay in the cache. */
  private static final int STRIP = 512;

  private static final int NEAREST = 3;

  private final long[] handwriting;
  private final int[] firstOfLabel;
  private final float[] squares;

  /** For each strip, for each number of a shape, that number of all its references. */
  private final float[][] strips;

  /**
   * Keeps references.
   *
   * @param labels ascending, 0 to 9
   * @param shapes as {@link DigitShape} makes them
   */
  References(long[] handwriting, int[] labels, byte[][] shapes) {
    int count = labels.length;
    this.handwriting = handwriting;
    this.firstOfLabel = new int[Neighbours.LABELS + 1];
    for (int label : labels) {
      firstOfLabel[label + 1]++;
    }
    for (int label = 0; label < Neighbours.LABELS; label++) {
      firstOfLabel[label + 1] += firstOfLabel[label];
    }
    squares = new float[count];
    strips = new float[(count + STRIP - 1) / STRIP][STRIP * DigitShape.SIZE];
    for (int i = 0; i < count; i++) {
      for (int number = 0; number < DigitShape.SIZE; number++) {
        float value = shapes[i][number] & 0xff;
        strips[i / STRIP][number * STRIP + i % STRIP] = value;
        squares[i] += value * value;
      }
    }
  }

  /**
   * Returns, for each of {@code count} handwritings and each label, the mean distance to the three
   * nearest references of that label (fewer where it has no more), null where it has none. A
   * handwriting is not compared with itself.
   *
   * @param own the hashes of {@link #BLOCK} handwritings
   * @param shapes of these handwritings; those from {@code count} on are ignored
   */
  Double[][] nearest(long[] own, byte[][] shapes, int count) {
    float[] distances = new float[BLOCK * squares.length];
    float[] sums = new float[BLOCK * STRIP];
    float[] values = new float[BLOCK * DigitShape.SIZE];
    float[] square = new float[BLOCK];
    for (int query = 0; query < count; query++) {
      for (int number = 0; number < DigitShape.SIZE; number++) {
        float value = shapes[query][number] & 0xff;
        values[query * DigitShape.SIZE + number] = value;
        square[query] += value * value;
      }
    }
    for (int strip = 0; strip < strips.length; strip++) {
      multiply(strips[strip], values, sums);
      int first = strip * STRIP;
      int size = Math.min(STRIP, squares.length - first);
      for (int query = 0; query < count; query++) {
        for (int i = 0; i < size; i++) {
          distances[query * squares.length + first + i] =
              square[query] + squares[first + i] - 2 * sums[query * STRIP + i];
        }
      }
    }
    Double[][] nearest = new Double[count][Neighbours.LABELS];
    for (int query = 0; query < count; query++) {
      for (int label = 0; label < Neighbours.LABELS; label++) {
        nearest[query][label] =
            nearest(
                distances,
                query * squares.length,
                firstOfLabel[label],
                firstOfLabel[label + 1],
                own[query]);
      }
    }
    return nearest;
  }

  /** The products of one strip with four handwritings at once: each number is loaded once. */
  private static void multiply(float[] strip, float[] values, float[] sums) {
    float[] a = new float[STRIP];
    float[] b = new float[STRIP];
    float[] c = new float[STRIP];
    float[] d = new float[STRIP];
    for (int number = 0; number < DigitShape.SIZE; number++) {
      float first = values[number];
      float second = values[DigitShape.SIZE + number];
      float third = values[2 * DigitShape.SIZE + number];
      float fourth = values[3 * DigitShape.SIZE + number];
      int from = number * STRIP;
      for (int i = 0; i < STRIP; i++) {
        float value = strip[from + i];
        a[i] += first * value;
        b[i] += second * value;
        c[i] += third * value;
        d[i] += fourth * value;
      }
    }
    System.arraycopy(a, 0, sums, 0, STRIP);
    System.arraycopy(b, 0, sums, STRIP, STRIP);
    System.arraycopy(c, 0, sums, 2 * STRIP, STRIP);
    System.arraycopy(d, 0, sums, 3 * STRIP, STRIP);
  }

  private Double nearest(float[] distances, int row, int from, int to, long own) {
    float[] least = new float[NEAREST];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    for (int i = from; i < to; i++) {
      float distance = distances[row + i];
      if (distance < least[NEAREST - 1] && handwriting[i] != own) {
        int at = NEAREST - 1;
        while (at > 0 && least[at - 1] > distance) {
          least[at] = least[at - 1];
          at--;
        }
        least[at] = distance;
      }
    }
    double sum = 0;
    int count = 0;
    for (float square : least) {
      if (square < Float.POSITIVE_INFINITY) {
        sum += Math.sqrt(Math.max(0, square));
        count++;
      }
    }
    return count == 0 ? null : sum / count;
  }
}
