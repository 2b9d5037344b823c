package polymnist.network.layer;

import polymnist.network.kernel.ConvolutionShape;

/**
 * Takes down what a network computes in prediction, one operation after the other, so that it can
 * be built elsewhere. Each operation gives the name of its result, which later ones may read.
 */
public interface Blueprint {
  /**
   * A convolution, padded with zeros: [N,in,S,S] to [N,out,T,T].
   *
   * @param name no other operation has it
   * @param weights [out,in,kernel,kernel] in C order
   * @param bias [out]
   */
  String convolution(
      String name, String input, ConvolutionShape shape, float[] weights, float[] bias);

  /**
   * A dense layer: [N,...], read in C order, to [N,out].
   *
   * @param weights [out,in] in C order
   * @param bias [out]
   */
  String dense(String name, String input, float[] weights, float[] bias);

  /** The greater of 0 and each number. */
  String rectified(String name, String input);

  /** The sum of two results of one shape. */
  String sum(String name, String first, String second);

  /** The maximum of each 2x2 square, a row or column left over not counted. */
  String maxPooling(String name, String input);

  /** The mean of each channel: [N,C,H,W] to [N,C]. */
  String mean(String name, String input);
}
