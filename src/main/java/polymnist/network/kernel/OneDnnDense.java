package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** A dense layer, with its ReLU in the same primitive. */
final class OneDnnDense extends OneDnnKernel {
  private final int in;
  private final int out;
  private final LayerWeights variables;
  private final String weights;
  private final String bias;
  private final boolean rectified;
  private final boolean inputGradient;

  OneDnnDense(
      int in,
      int out,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
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
    private final memory gradient;
    private final memory weightsGradient;
    private final memory biasGradient;
    private final Call multiply;
    private final Call unrectify;
    private final Call toWeights;
    private final Call toInput;

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
                  prop_kind.forward_training, sourceShape, weightsShape, biasShape, targetShape),
              rectified ? OneDnn.rectifying() : OneDnn.attributes(),
              OneDnn.cpu());
      multiply =
          call(new inner_product_forward(forward))
              .with(DNNL_ARG_SRC, source)
              .with(DNNL_ARG_WEIGHTS, theWeights)
              .with(DNNL_ARG_BIAS, theBias)
              .with(DNNL_ARG_DST, target);
      outer = OneDnn.of(targetShape, output);
      if (rectified) {
        gradient = OneDnn.of(targetShape, plain(images, out));
        unrectify = unrectify(targetShape, target, outer, gradient);
      } else {
        gradient = outer;
        unrectify = null;
      }
      toWeights =
          call(new inner_product_backward_weights(
                  new inner_product_backward_weights.primitive_desc(
                      new inner_product_backward_weights.desc(
                          sourceShape, weightsShape, biasShape, targetShape),
                      OneDnn.attributes(),
                      OneDnn.cpu(),
                      forward)))
              .with(DNNL_ARG_SRC, source)
              .with(DNNL_ARG_DIFF_DST, gradient)
              .with(DNNL_ARG_DIFF_WEIGHTS, weightsGradient)
              .with(DNNL_ARG_DIFF_BIAS, biasGradient);
      toInput =
          inputGradient
              ? call(new inner_product_backward_data(
                      new inner_product_backward_data.primitive_desc(
                          new inner_product_backward_data.desc(
                              sourceShape, weightsShape, targetShape),
                          OneDnn.attributes(),
                          OneDnn.cpu(),
                          forward)))
                  .with(DNNL_ARG_DIFF_DST, gradient)
                  .with(DNNL_ARG_WEIGHTS, theWeights)
                  .with(DNNL_ARG_DIFF_SRC, OneDnn.of(sourceShape, result))
              : null;
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(source, input);
      OneDnn.move(theWeights, variables.value(weights));
      OneDnn.move(theBias, variables.value(bias));
      multiply.run();
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outer, outputGradient);
      OneDnn.move(weightsGradient, variables.gradient(weights));
      OneDnn.move(biasGradient, variables.gradient(bias));
      if (rectified) {
        unrectify.run();
      }
      toWeights.run();
      if (inputGradient) {
        toInput.run();
      }
      return result;
    }
  }
}
