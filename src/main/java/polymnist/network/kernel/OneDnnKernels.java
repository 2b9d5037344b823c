package polymnist.network.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernels of oneDNN, which chooses its code by the processor: SSE 4.1, AVX2 or AVX-512.
 *
 * @param activations how they lie in memory from kernel to kernel
 */
record OneDnnKernels(Activations activations) implements Kernels {
  @Override
  public Kernel convolution(
      ConvolutionShape shape,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    return new OneDnnConvolution(
        activations, shape, variables, weights, bias, rectified, inputGradient);
  }

  @Override
  public Kernel normalisation(
      int channels,
      int side,
      LayerWeights variables,
      String scaleShift,
      String statistics,
      boolean rectified) {
    return new OneDnnNormalisation(
        activations, channels, side, variables, scaleShift, statistics, rectified);
  }

  @Override
  public Kernel dense(
      int in,
      int out,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    return new OneDnnDense(
        activations, in, out, variables, weights, bias, rectified, inputGradient);
  }

  @Override
  public Kernel maxPooling(int channels, int side) {
    return activations.rounded()
        ? new OneDnnMaxPooling(activations, channels, side)
        : new LoopedMaxPooling(activations, channels, side);
  }

  @Override
  public Kernel mean(int channels, int side) {
    Kernel mean = new LoopedMean(channels, side);
    return activations.rounded() ? new Sequence(List.of(plain(channels, side), mean)) : mean;
  }

  @Override
  public Kernel plain(int channels, int side) {
    return new OneDnnPlain(activations, channels, side);
  }

  @Override
  public Kernel rectifiedSum(Kernel first, Kernel second, int channels, int side) {
    return new OneDnnRectifiedSum(activations, first, second, channels, side);
  }

  @Override
  public Widening widening(INDArray floats, float scale) {
    return new OneDnnWidening(floats, scale);
  }
}
