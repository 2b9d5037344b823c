package polymnist.network.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution and its batch normalisation. In prediction, where the normalisation is the same for
 * all images, both are one convolution: scale times its weights, and the shift as its bias.
 */
public final class NormalisedConvolution implements Kernel, LayerWeights {
  private static final String BIAS = "bias";

  private final LayerWeights variables;
  private final Names names;
  private final Kernel convolution;
  private final Kernel normalisation;
  private final Kernel folded;
  private final INDArray weights;
  private final INDArray bias;

  /**
   * Names of variables.
   *
   * @param weights [out,in,kernel,kernel]
   * @param scaleShift [2,out]: gamma, beta
   * @param statistics [2,out]: running mean and variance
   */
  public record Names(String weights, String scaleShift, String statistics) {}

  /**
   * Makes a kernel.
   *
   * @param rectified whether a ReLU follows
   * @param inputGradient whether anything before it learns
   */
  public NormalisedConvolution(
      Kernels kernels,
      ConvolutionShape shape,
      LayerWeights variables,
      Names names,
      boolean rectified,
      boolean inputGradient) {
    this.variables = variables;
    this.names = names;
    convolution =
        kernels.convolution(shape, variables, names.weights(), null, false, inputGradient);
    normalisation =
        kernels.normalisation(
            shape.out(),
            shape.outSide(),
            variables,
            names.scaleShift(),
            names.statistics(),
            rectified);
    folded = kernels.convolution(shape, this, names.weights(), BIAS, rectified, false);
    weights = Nd4j.create(DataType.FLOAT, shape.out(), shape.in(), shape.kernel(), shape.kernel());
    bias = Nd4j.create(DataType.FLOAT, shape.out());
  }

  @Override
  public INDArray forward(INDArray input, boolean training) {
    if (training) {
      return normalisation.forward(convolution.forward(input, true), true);
    }
    fold();
    return folded.forward(input, false);
  }

  /** Done for each minibatch, as the variables may have changed; it is little beside the rest. */
  private void fold() {
    FoldedNormalisation fold =
        FoldedNormalisation.of(
            read(variables.value(names.weights())),
            read(variables.value(names.scaleShift())),
            read(variables.value(names.statistics())));
    Kernels.floats(weights).put(fold.weights());
    Kernels.floats(bias).put(fold.bias());
  }

  private static float[] read(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    Kernels.floats(array).get(values);
    return values;
  }

  /** Returns the folded weights or bias. */
  @Override
  public INDArray value(String name) {
    return name.equals(BIAS) ? bias : weights;
  }

  @Override
  public INDArray gradient(String name) {
    throw new UnsupportedOperationException("what is folded for prediction does not learn");
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    return convolution.backward(normalisation.backward(outputGradient));
  }

  @Override
  public void close() {
    convolution.close();
    normalisation.close();
    folded.close();
    weights.close();
    bias.close();
  }
}
