package polymnist.network.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels of oneDNN, which chooses its code by the processor: SSE 4.1, AVX2 or AVX-512. */
final class OneDnnKernels implements Kernels {
  @Override
  public Kernel convolution(
      ConvolutionShape shape,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    return new OneDnnConvolution(shape, variables, weights, bias, rectified, inputGradient);
  }

  @Override
  public Kernel normalisation(
      int channels,
      int side,
      LayerWeights variables,
      String scaleShift,
      String statistics,
      boolean rectified) {
    return new OneDnnNormalisation(channels, side, variables, scaleShift, statistics, rectified);
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
    return new OneDnnDense(in, out, variables, weights, bias, rectified, inputGradient);
  }

  @Override
  public Kernel maxPooling(int channels, int side) {
    return new LoopedMaxPooling(channels, side);
  }

  @Override
  public Kernel mean(int channels, int side) {
    return new LoopedMean(channels, side);
  }

  @Override
  public Kernel plain(int channels, int side) {
    return new OneDnnPlain(channels, side);
  }

  @Override
  public Kernel rectifiedSum(Kernel first, Kernel second, int channels, int side) {
    return new OneDnnRectifiedSum(first, second, channels, side);
  }

  @Override
  public Widening widening(INDArray floats, float scale) {
    return new OneDnnWidening(floats, scale);
  }
}
