package polymnist.network.kernel;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The maximum of each 2x2 square of floats that are at least zero, as they are after a ReLU; of
 * equal ones the first counts, column by column. oneDNN's own writes down one by one which of the
 * four it was, which took 29 % of the training time of a small network on AVX2.
 *
 * <p>The bits of such numbers, read as integers, are in the order of the numbers; so a number is
 * chosen by the sign of a difference, where a comparison would have the processor guess.
 */
final class LoopedMaxPooling extends OneDnnKernel {
  private static final int SIGN = Integer.SIZE - 1;

  private final Activations activations;
  private final int channels;
  private final int side;

  LoopedMaxPooling(Activations activations, int channels, int side) {
    this.activations = activations;
    this.channels = channels;
    this.side = side;
  }

  @Override
  Passes passes(INDArray input) {
    return new Pooling(input);
  }

  private final class Pooling extends Passes {
    /** Channels side by side. */
    private final int block;

    private final int half = side / 2;

    /** Rows of squares of all images and blocks of channels. */
    private final int rows;

    private final INDArray output;

    /** What is in no square, in the last row and column of an odd side, stays zero. */
    private final INDArray result;

    private final int[] upper;
    private final int[] lower;
    private final int[] greaterOfRows;
    private final int[] chosen;
    private INDArray latest;

    Pooling(INDArray input) {
      block = (int) input.size(4);
      upper = new int[side * block];
      lower = new int[side * block];
      greaterOfRows = new int[side * block];
      chosen = new int[half * block];
      rows = Math.toIntExact(input.size(0) * input.size(1)) * half;
      output = owned(activations.zeroed(input.size(0), channels, half));
      result = owned(activations.zeroed(input.size(0), channels, side));
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      latest = input;
      IntBuffer in = bits(input);
      IntBuffer out = bits(output);
      for (int row = 0; row < rows; row++) {
        read(in, row);
        choose(upper, lower, greaterOfRows, chosen, block);
        out.put(row * chosen.length, chosen);
      }
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      IntBuffer in = bits(latest);
      IntBuffer outer = bits(outputGradient);
      IntBuffer inner = bits(result);
      for (int row = 0; row < rows; row++) {
        read(in, row);
        outer.get(row * chosen.length, chosen);
        spread(chosen, upper, lower, greaterOfRows, block);
        inner.put(first(row), upper, 0, 2 * chosen.length);
        inner.put(first(row) + upper.length, lower, 0, 2 * chosen.length);
      }
      return result;
    }

    private void read(IntBuffer in, int row) {
      in.get(first(row), upper);
      in.get(first(row) + upper.length, lower);
      unsigned(upper);
      unsigned(lower);
    }

    /** Returns where the upper row of a row of squares begins. */
    private int first(int row) {
      return (row / half * side + row % half * 2) * upper.length;
    }
  }

  /**
   * Chooses the largest of each square of two rows. Whole rows are compared first, in loops that
   * the JVM turns into vector instructions.
   */
  private static void choose(
      int[] upper, int[] lower, int[] greaterOfRows, int[] chosen, int block) {
    for (int i = 0; i < greaterOfRows.length; i++) {
      greaterOfRows[i] = larger(upper[i], lower[i]);
    }
    for (int to = 0; to < chosen.length; to += block) {
      for (int i = to; i < to + block; i++) {
        chosen[i] = larger(greaterOfRows[to + i], greaterOfRows[to + i + block]);
      }
    }
  }

  /** Puts the gradient of each square where its largest number was, and zero elsewhere. */
  private static void spread(
      int[] gradient, int[] upper, int[] lower, int[] greaterOfRows, int block) {
    for (int i = 0; i < greaterOfRows.length; i++) {
      greaterOfRows[i] = larger(upper[i], lower[i]);
    }
    for (int from = 0; from < gradient.length; from += block) {
      for (int i = from; i < from + block; i++) {
        int right = isLarger(greaterOfRows[from + i + block], greaterOfRows[from + i]);
        greaterOfRows[from + i] = gradient[i] & ~right;
        greaterOfRows[from + i + block] = gradient[i] & right;
      }
    }
    for (int i = 0; i < greaterOfRows.length; i++) {
      int below = isLarger(lower[i], upper[i]);
      upper[i] = greaterOfRows[i] & ~below;
      lower[i] = greaterOfRows[i] & below;
    }
  }

  /** Takes the signs away, as a ReLU makes negative zeros, too. */
  private static void unsigned(int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] &= Integer.MAX_VALUE;
    }
  }

  private static int larger(int first, int second) {
    return first ^ ((first ^ second) & isLarger(second, first));
  }

  /** Returns all bits where a number is larger than another, else none; both at least zero. */
  private static int isLarger(int number, int other) {
    return (other - number) >> SIGN;
  }

  private static IntBuffer bits(INDArray array) {
    return array
        .data()
        .asNio()
        .order(ByteOrder.nativeOrder())
        .asIntBuffer()
        .slice(Math.toIntExact(array.offset()), Math.toIntExact(array.length()));
  }
}
