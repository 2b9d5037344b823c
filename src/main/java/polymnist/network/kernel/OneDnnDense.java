package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/**
 * A dense layer, with its ReLU in the same primitive. Arrays are floats before it and behind it; in
 * bfloat16 what it multiplies is rounded.
 */
final class OneDnnDense extends OneDnnKernel {
  private final Activations activations;
  private final int in;
  private final int out;
  private final LayerWeights variables;
  private final String weights;
  private final String bias;
  private final boolean rectified;
  private final boolean inputGradient;

  OneDnnDense(
      Activations activations,
      int in,
      int out,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    this.activations = activations;
    this.in = in;
    this.out = out;
    this.variables = variables;
    this.weights = weights;
    this.bias = bias;
    this.rectified = rectified;
    this.inputGradient = inputGradient;
  }

  @Override
  Passes passes(INDArray input) {
    return new Multiplying(input);
  }

  private final class Multiplying extends Passes {
    private final INDArray output;
    private final INDArray result;
    private final memory source;
    private final memory theWeights;
    private final memory theBias;
    private final memory outer;
    private final memory weightsGradient;
    private final memory biasGradient;
    private final List<Call> calls = new ArrayList<>();
    private final List<Call> callsBack = new ArrayList<>();

    Multiplying(INDArray input) {
      long images = input.size(0);
      memory.desc sourceShape = OneDnn.plain(images, in);
      memory.desc targetShape = OneDnn.plain(images, out);
      memory.desc weightsShape = OneDnn.plain(out, in);
      memory.desc biasShape = OneDnn.plain(out);
      output = plain(images, out);
      result = inputGradient ? plain(input.shape()) : null;
      source = OneDnn.of(sourceShape, input);
      theWeights = OneDnn.of(weightsShape, variables.value(weights));
      theBias = OneDnn.of(biasShape, variables.value(bias));
      weightsGradient = OneDnn.of(weightsShape, variables.value(weights));
      biasGradient = OneDnn.of(biasShape, variables.value(bias));
      memory target = OneDnn.of(targetShape, output);
      var forward =
          new inner_product_forward.primitive_desc(
              new inner_product_forward.desc(
                  prop_kind.forward_training,
                  operand(images, in),
                  operand(out, in),
                  biasShape,
                  targetShape),
              rectified ? OneDnn.rectifying() : OneDnn.attributes(),
              OneDnn.cpu());
      memory multiplied = as(forward.src_desc(), source, calls);
      memory by = as(forward.weights_desc(), theWeights, calls);
      calls.add(
          call(new inner_product_forward(forward))
              .with(DNNL_ARG_SRC, multiplied)
              .with(DNNL_ARG_WEIGHTS, by)
              .with(DNNL_ARG_BIAS, theBias)
              .with(DNNL_ARG_DST, target));
      outer = OneDnn.of(targetShape, output);
      memory gradient = outer;
      if (rectified) {
        gradient = OneDnn.of(targetShape, plain(images, out));
        callsBack.add(unrectify(targetShape, target, outer, gradient));
      }
      var toWeights =
          new inner_product_backward_weights.primitive_desc(
              new inner_product_backward_weights.desc(
                  forward.src_desc(),
                  activations.rounded() ? OneDnn.any(out, in) : weightsShape,
                  biasShape,
                  operand(images, out)),
              OneDnn.attributes(),
              OneDnn.cpu(),
              forward);
      memory rounded = as(toWeights.diff_dst_desc(), gradient, callsBack);
      memory ordered = like(toWeights.diff_weights_desc(), weightsGradient);
      callsBack.add(
          call(new inner_product_backward_weights(toWeights))
              .with(DNNL_ARG_SRC, multiplied)
              .with(DNNL_ARG_DIFF_DST, rounded)
              .with(DNNL_ARG_DIFF_WEIGHTS, ordered)
              .with(DNNL_ARG_DIFF_BIAS, biasGradient));
      copy(ordered, weightsGradient, callsBack);
      if (inputGradient) {
        var toInput =
            new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(
                    sourceShape, operand(out, in), toWeights.diff_dst_desc()),
                OneDnn.attributes(),
                OneDnn.cpu(),
                forward);
        callsBack.add(
            call(new inner_product_backward_data(toInput))
                .with(DNNL_ARG_DIFF_DST, rounded)
                .with(DNNL_ARG_WEIGHTS, as(toInput.weights_desc(), by, callsBack))
                .with(DNNL_ARG_DIFF_SRC, OneDnn.of(sourceShape, result)));
      }
    }

    private memory.desc operand(long... dims) {
      return activations.rounded() ? activations.any(dims) : OneDnn.plain(dims);
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(source, input);
      OneDnn.move(theWeights, variables.value(weights));
      OneDnn.move(theBias, variables.value(bias));
      calls.forEach(Call::run);
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outer, outputGradient);
      OneDnn.move(weightsGradient, variables.gradient(weights));
      OneDnn.move(biasGradient, variables.gradient(bias));
      callsBack.forEach(Call::run);
      return result;
    }
  }
}
