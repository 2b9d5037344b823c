package polymnist.network.kernel;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes kernels. Those of one maker understand each other's arrays; from other layers, and to them,
 * go floats in C order.
 */
public interface Kernels {
  /** What is added to a variance before its root is taken. */
  float EPSILON = 1e-5f;

  /** The weight of a minibatch in the running mean and variance. */
  float FOLLOW = 0.1f;

  /**
   * Sets the "gradient" of running statistics, which an updater that takes gradients off as they
   * are turns into the next running statistics.
   */
  static void follow(INDArray running, INDArray batch, INDArray gradient) {
    // In a loop, as operations of ND4J take longer than to read so few numbers.
    FloatBuffer from = floats(running);
    FloatBuffer to = floats(batch);
    FloatBuffer difference = floats(gradient);
    for (int i = 0; i < running.length(); i++) {
      difference.put(i, (from.get(i) - to.get(i)) * FOLLOW);
    }
  }

  /** Returns the memory of an array in C order, which may begin within a longer row. */
  static FloatBuffer floats(INDArray array) {
    return array.data().asNioFloat().slice();
  }

  /**
   * Returns a convolution.
   *
   * @param weights name of the variable [out,in,kernel,kernel]
   * @param bias name of the variable [out], or null
   * @param rectified whether a ReLU follows
   * @param inputGradient whether anything before it learns
   */
  Kernel convolution(
      ConvolutionShape shape,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient);

  /**
   * Returns a batch normalisation over each channel (Ioffe, Szegedy, ICML 2015).
   *
   * @param scaleShift name of the variable [2,channels]: gamma, beta
   * @param statistics name of the variable [2,channels]: running mean and variance, whose
   *     "gradient" is what is to be taken off them
   * @param rectified whether a ReLU follows
   */
  Kernel normalisation(
      int channels,
      int side,
      LayerWeights variables,
      String scaleShift,
      String statistics,
      boolean rectified);

  /**
   * Returns a dense layer: from arrays of {@code in} numbers an image, in C order, to [N,out].
   *
   * @param weights name of the variable, [out,in] in C order
   * @param bias name of the variable [out]
   * @param rectified whether a ReLU follows
   * @param inputGradient whether anything before it learns
   */
  Kernel dense(
      int in,
      int out,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient);

  /** Returns the maximum of each 2x2 square of numbers that are at least zero. */
  Kernel maxPooling(int channels, int side);

  /** Returns the mean over each channel, from this maker's layout to [N,C]. */
  Kernel mean(int channels, int side);

  /** Returns a kernel whose output is [N,C,H,W] in C order, whatever this maker's layout is. */
  Kernel plain(int channels, int side);

  /** Returns ReLU of the sum of what two kernels make of the same input. */
  Kernel rectifiedSum(Kernel first, Kernel second, int channels, int side);

  /**
   * Returns what fills an array from bytes.
   *
   * @param floats in C order
   * @param scale what each byte is multiplied by
   */
  Widening widening(INDArray floats, float scale);

  /**
   * Returns the fastest kernels of a precision for this machine.
   *
   * @throws UnsupportedOperationException when its processor does not multiply in that precision
   */
  static Kernels of(Precision precision) {
    if (precision == Precision.BFLOAT16 && !Processor.hasBfloat16()) {
      throw new UnsupportedOperationException(
          Processor.lack() + ": set the precision to auto or float");
    }
    return new OneDnnKernels(Activations.best(precision));
  }

  /** Returns a kernel that gives its input back. */
  default Kernel identity() {
    return new Sequence(List.of());
  }
}
