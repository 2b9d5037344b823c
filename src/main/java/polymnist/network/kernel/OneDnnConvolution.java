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
  private final Activations activations;
  private final ConvolutionShape shape;
  private final LayerWeights variables;
  private final String weights;
  private final String bias;
  private final boolean rectified;
  private final boolean inputGradient;

  OneDnnConvolution(
      Activations activations,
      ConvolutionShape shape,
      LayerWeights variables,
      String weights,
      String bias,
      boolean rectified,
      boolean inputGradient) {
    this.activations = activations;
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
    private final boolean readsImages;
    private final memory.desc plainWeights =
        OneDnn.plain(shape.out(), shape.in(), shape.kernel(), shape.kernel());
    private final memory.desc anyBias = OneDnn.plain(shape.out());
    private final long[] strides = {shape.stride(), shape.stride()};
    private final long[] padding = {shape.padding(), shape.padding()};

    private final INDArray output;
    private final memory given;
    private final memory in;
    private final memory theWeights;
    private final memory theBias;
    private final List<Call> calls = new ArrayList<>();
    private Backward backward;

    Convolving(INDArray input) {
      images = input.size(0);
      readsImages = input.rank() == 4;
      output = owned(activations.zeroed(images, shape.out(), shape.outSide()));
      given = OneDnn.of(readsImages ? image() : source(activations), input);
      theWeights = OneDnn.of(plainWeights, variables.value(weights));
      theBias = bias == null ? null : OneDnn.of(anyBias, variables.value(bias));
      var made = activations.fastest(this::forward);
      in = as(made.src_desc(), given, calls);
      memory out = OneDnn.of(target(activations), output);
      memory convolved = like(made.dst_desc(), out);
      Call convolve =
          call(new convolution_forward(made))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_WEIGHTS, as(made.weights_desc(), theWeights, calls))
              .with(DNNL_ARG_DST, convolved);
      if (bias != null) {
        convolve.with(DNNL_ARG_BIAS, theBias);
      }
      calls.add(convolve);
      copy(convolved, out, calls);
    }

    private memory.desc image() {
      return OneDnn.plain(images, shape.in(), shape.side(), shape.side());
    }

    /** Images are read as they are, or brought into the layout that the operation wants. */
    private memory.desc source(Activations form) {
      if (!readsImages) {
        return form.of(images, shape.in(), shape.side());
      }
      return form.rounded() ? form.any(images, shape.in(), shape.side(), shape.side()) : image();
    }

    private memory.desc target(Activations form) {
      return form.of(images, shape.out(), shape.outSide());
    }

    private memory.desc anyWeights(memory.data_type type) {
      return new memory.desc(
          new long[] {shape.out(), shape.in(), shape.kernel(), shape.kernel()},
          type,
          memory.format_tag.any);
    }

    private convolution_forward.primitive_desc forward(Activations form) {
      memory.desc from = source(form);
      memory.desc by = anyWeights(form.type());
      memory.desc to = target(form);
      return new convolution_forward.primitive_desc(
          bias == null
              ? new convolution_forward.desc(
                  prop_kind.forward_training,
                  algorithm.convolution_direct,
                  from,
                  by,
                  to,
                  strides,
                  padding,
                  padding)
              : new convolution_forward.desc(
                  prop_kind.forward_training,
                  algorithm.convolution_direct,
                  from,
                  by,
                  anyBias,
                  to,
                  strides,
                  padding,
                  padding),
          rectified ? OneDnn.rectifying() : OneDnn.attributes(),
          OneDnn.cpu());
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(given, input);
      OneDnn.move(theWeights, variables.value(weights));
      if (bias != null) {
        OneDnn.move(theBias, variables.value(bias));
      }
      calls.forEach(Call::run);
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
      private final memory gradient = OneDnn.of(target(activations), output);
      private final memory outer;
      private final memory weightsGradient;
      private final memory biasGradient;
      private final List<Call> calls = new ArrayList<>();
      private final INDArray result;

      Backward(INDArray outputGradient) {
        memory.desc layout = target(activations);
        outer = OneDnn.of(layout, outputGradient);
        if (rectified) {
          OneDnn.move(gradient, owned(activations.zeroed(images, shape.out(), shape.outSide())));
          calls.add(unrectify(layout, OneDnn.of(layout, output), outer, gradient));
        }
        weightsGradient = OneDnn.of(plainWeights, variables.gradient(weights));
        biasGradient = bias == null ? null : OneDnn.of(anyBias, variables.gradient(bias));
        var toWeights = activations.fastest(this::toWeights);
        memory ordered = own(toWeights.diff_weights_desc());
        Call weigh =
            call(new convolution_backward_weights(toWeights))
                .with(DNNL_ARG_SRC, as(toWeights.src_desc(), in, calls))
                .with(DNNL_ARG_DIFF_DST, as(toWeights.diff_dst_desc(), gradient, calls))
                .with(DNNL_ARG_DIFF_WEIGHTS, ordered);
        if (bias != null) {
          weigh.with(DNNL_ARG_DIFF_BIAS, biasGradient);
        }
        calls.add(weigh);
        calls.add(reorder(ordered, weightsGradient));
        if (!inputGradient) {
          result = null;
          return;
        }
        var toInput = activations.fastest(this::toInput);
        result = owned(activations.zeroed(images, shape.in(), shape.side()));
        memory inner = OneDnn.of(source(activations), result);
        memory found = like(toInput.diff_src_desc(), inner);
        calls.add(
            call(new convolution_backward_data(toInput))
                .with(DNNL_ARG_DIFF_DST, as(toInput.diff_dst_desc(), gradient, calls))
                .with(DNNL_ARG_WEIGHTS, as(toInput.weights_desc(), theWeights, calls))
                .with(DNNL_ARG_DIFF_SRC, found));
        copy(found, inner, calls);
      }

      private convolution_backward_weights.primitive_desc toWeights(Activations form) {
        memory.desc from = source(form);
        memory.desc by = anyWeights(OneDnn.FLOAT);
        memory.desc to = target(form);
        return new convolution_backward_weights.primitive_desc(
            bias == null
                ? new convolution_backward_weights.desc(
                    algorithm.convolution_direct, from, by, to, strides, padding, padding)
                : new convolution_backward_weights.desc(
                    algorithm.convolution_direct, from, by, anyBias, to, strides, padding, padding),
            OneDnn.attributes(),
            OneDnn.cpu(),
            forward(form));
      }

      private convolution_backward_data.primitive_desc toInput(Activations form) {
        return new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                algorithm.convolution_direct,
                source(form),
                anyWeights(form.type()),
                target(form),
                strides,
                padding,
                padding),
            OneDnn.attributes(),
            OneDnn.cpu(),
            forward(form));
      }

      INDArray run(INDArray outputGradient) {
        OneDnn.move(rectified ? outer : gradient, outputGradient);
        OneDnn.move(weightsGradient, variables.gradient(weights));
        if (bias != null) {
          OneDnn.move(biasGradient, variables.gradient(bias));
        }
        calls.forEach(Call::run);
        return result;
      }
    }
  }
}
