package polymnist.network.layer;

import java.util.List;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.NormalisedConvolution;
import polymnist.network.kernel.Variables;

/**
 * A convolution of a layer, with batch normalisation or a bias.
 *
 * @param prefix of the names of its variables
 */
record Convolved(String prefix, ConvolutionShape shape, boolean normalised) {
  private String weights() {
    return prefix + "weights";
  }

  private String bias() {
    return prefix + "bias";
  }

  private String scaleShift() {
    return prefix + "scaleShift";
  }

  private String statistics() {
    return prefix + "statistics";
  }

  List<Variable> variables() {
    Variable weights =
        new Variable(
            weights(),
            new long[] {shape.out(), shape.in(), shape.kernel(), shape.kernel()},
            Variable.Start.HE);
    long[] rows = {2, shape.out()};
    return normalised
        ? List.of(
            weights,
            new Variable(scaleShift(), rows, Variable.Start.SCALE_SHIFT),
            new Variable(statistics(), rows, Variable.Start.STATISTICS))
        : List.of(weights, new Variable(bias(), new long[] {shape.out()}, Variable.Start.ZERO));
  }

  List<Kernel> kernels(
      Kernels kernels, Variables variables, boolean rectified, boolean inputGradient) {
    return normalised
        ? List.of(
            new NormalisedConvolution(
                kernels,
                shape,
                variables,
                new NormalisedConvolution.Names(weights(), scaleShift(), statistics()),
                rectified,
                inputGradient))
        : List.of(
            kernels.convolution(shape, variables, weights(), bias(), rectified, inputGradient));
  }
}
