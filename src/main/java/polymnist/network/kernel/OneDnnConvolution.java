package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** A convolution, with its bias and ReLU in the same primitive. */
final class OneDnnConvolution extends OneDnnKernel {
  private final ConvolutionShape shape;
  private final LayerWeights variables;
  private final String weights;
  private final String bias;
  private final boolean rectified;
  private final boolean inputGradient;

  OneDnnConvolution(
      ConvolutionShape shape,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    this.shape = shape;
    this.variables = variables;
    this.weights = weights;
    this.bias = bias;
    this.rectified = rectified;
    this.inputGradient = inputGradient;
  }

  @Override
  Passes passes(INDArray input) {
    return new Convolving(input);
  }

  private final class Convolving extends Passes {
    private final long images;
    private final memory.desc source;
    private final memory.desc target;
    private final memory.desc plainWeights =
        OneDnn.plain(shape.out(), shape.in(), shape.kernel(), shape.kernel());
    private final memory.desc anyWeights =
        OneDnn.any(shape.out(), shape.in(), shape.kernel(), shape.kernel());
    private final memory.desc anyBias = OneDnn.plain(shape.out());
    private final long[] strides = {shape.stride(), shape.stride()};
    private final long[] padding = {shape.padding(), shape.padding()};

    private final convolution_forward.primitive_desc forwardShape;
    private final INDArray output;
    private final memory in;
    private final memory theWeights;
    private final memory theBias;
    private final Call order;
    private final Call convolve;
    private Backward backward;

    Convolving(INDArray input) {
      images = input.size(0);
      source = OneDnn.activation(input, shape.in(), shape.side());
      target = OneDnn.blocked(images, shape.out(), shape.outSide(), shape.outSide());
      forwardShape =
          new convolution_forward.primitive_desc(
              description(), rectified ? OneDnn.rectifying() : OneDnn.attributes(), OneDnn.cpu());
      output = activation(images, shape.out(), shape.outSide());
      in = OneDnn.of(source, input);
      theWeights = OneDnn.of(plainWeights, variables.value(weights));
      memory ordered = own(forwardShape.weights_desc());
      order = reorder(theWeights, ordered);
      convolve =
          call(new convolution_forward(forwardShape))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_WEIGHTS, ordered)
              .with(DNNL_ARG_DST, OneDnn.of(target, output));
      theBias = bias == null ? null : OneDnn.of(anyBias, variables.value(bias));
      if (bias != null) {
        convolve.with(DNNL_ARG_BIAS, theBias);
      }
    }

    private convolution_forward.desc description() {
      return bias == null
          ? new convolution_forward.desc(
              prop_kind.forward_training,
              algorithm.convolution_direct,
              source,
              anyWeights,
              target,
              strides,
              padding,
              padding)
          : new convolution_forward.desc(
              prop_kind.forward_training,
              algorithm.convolution_direct,
              source,
              anyWeights,
              anyBias,
              target,
              strides,
              padding,
              padding);
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(in, input);
      OneDnn.move(theWeights, variables.value(weights));
      if (bias != null) {
        OneDnn.move(theBias, variables.value(bias));
      }
      order.run();
      convolve.run();
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      if (backward == null) {
        backward = makeAndKeep(() -> new Backward(outputGradient));
      }
      return backward.run(outputGradient);
    }

    /** Set up by the first backward pass: a network that only predicts needs none of it. */
    private final class Backward {
      private final memory gradient = OneDnn.of(target, output);
      private final memory outer;
      private final memory weightsGradient;
      private final memory biasGradient;
      private final Call unrectify;
      private final Call toWeights;
      private final Call toPlainWeights;
      private final Call order;
      private final Call toInput;
      private final INDArray result;

      Backward(INDArray outputGradient) {
        outer = OneDnn.of(target, outputGradient);
        if (rectified) {
          INDArray unrectified = activation(images, shape.out(), shape.outSide());
          OneDnn.move(gradient, unrectified);
          unrectify = unrectify(target, OneDnn.of(target, output), outer, gradient);
        } else {
          unrectify = null;
        }
        weightsGradient = OneDnn.of(plainWeights, variables.gradient(weights));
        biasGradient = bias == null ? null : OneDnn.of(anyBias, variables.gradient(bias));
        var weightsShape =
            new convolution_backward_weights.primitive_desc(
                weightsDescription(), OneDnn.attributes(), OneDnn.cpu(), forwardShape);
        memory ordered = own(weightsShape.diff_weights_desc());
        toWeights =
            call(new convolution_backward_weights(weightsShape))
                .with(DNNL_ARG_SRC, in)
                .with(DNNL_ARG_DIFF_DST, gradient)
                .with(DNNL_ARG_DIFF_WEIGHTS, ordered);
        if (bias != null) {
          toWeights.with(DNNL_ARG_DIFF_BIAS, biasGradient);
        }
        toPlainWeights = reorder(ordered, weightsGradient);
        if (inputGradient) {
          var dataShape =
              new convolution_backward_data.primitive_desc(
                  new convolution_backward_data.desc(
                      algorithm.convolution_direct,
                      source,
                      anyWeights,
                      target,
                      strides,
                      padding,
                      padding),
                  OneDnn.attributes(),
                  OneDnn.cpu(),
                  forwardShape);
          memory weightsForData = own(dataShape.weights_desc());
          order = reorder(theWeights, weightsForData);
          result = activation(images, shape.in(), shape.side());
          toInput =
              call(new convolution_backward_data(dataShape))
                  .with(DNNL_ARG_DIFF_DST, gradient)
                  .with(DNNL_ARG_WEIGHTS, weightsForData)
                  .with(DNNL_ARG_DIFF_SRC, OneDnn.of(source, result));
        } else {
          order = null;
          toInput = null;
          result = null;
        }
      }

      private convolution_backward_weights.desc weightsDescription() {
        return bias == null
            ? new convolution_backward_weights.desc(
                algorithm.convolution_direct, source, anyWeights, target, strides, padding, padding)
            : new convolution_backward_weights.desc(
                algorithm.convolution_direct,
                source,
                anyWeights,
                anyBias,
                target,
                strides,
                padding,
                padding);
      }

      INDArray run(INDArray outputGradient) {
        if (rectified) {
          OneDnn.move(outer, outputGradient);
          unrectify.run();
        } else {
          OneDnn.move(gradient, outputGradient);
        }
        OneDnn.move(weightsGradient, variables.gradient(weights));
        if (bias != null) {
          OneDnn.move(biasGradient, variables.gradient(bias));
        }
        toWeights.run();
        toPlainWeights.run();
        if (inputGradient) {
          order.run();
          toInput.run();
        }
        return result;
      }
    }
  }
}
