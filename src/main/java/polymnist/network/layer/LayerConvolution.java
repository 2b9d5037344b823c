package polymnist.network.layer;

import java.util.List;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.kernel.FoldedNormalisation;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;
import polymnist.network.kernel.NormalisedConvolution;

/**
 * A convolution of a layer, with batch normalisation or a bias.
 *
 * @param prefix of the names of its variables
 */
record LayerConvolution(String prefix, ConvolutionShape shape, boolean normalised) {
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

  /** Describes it as one convolution, with the normalisation in its weights. */
  String describe(Blueprint blueprint, String layer, String input, LayerWeights values) {
    String name = prefix.isEmpty() ? layer : layer + "-" + prefix.substring(0, prefix.length() - 1);
    float[] weights = values.value(weights()).dup('c').data().asFloat();
    if (!normalised) {
      return blueprint.convolution(
          name, input, shape, weights, values.value(bias()).toFloatVector());
    }
    FoldedNormalisation folded =
        FoldedNormalisation.of(
            weights,
            values.value(scaleShift()).dup('c').data().asFloat(),
            values.value(statistics()).dup('c').data().asFloat());
    return blueprint.convolution(name, input, shape, folded.weights(), folded.bias());
  }

  List<Kernel> kernels(
      Kernels kernels, LayerWeights variables, boolean rectified, boolean inputGradient) {
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
