package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** ReLU of the sum of two branches. */
final class OneDnnRectifiedSum extends OneDnnKernel {
  private final Activations activations;
  private final Kernel first;
  private final Kernel second;
  private final int channels;
  private final int side;

  OneDnnRectifiedSum(Activations activations, Kernel first, Kernel second, int channels, int side) {
    this.activations = activations;
    this.first = first;
    this.second = second;
    this.channels = channels;
    this.side = side;
  }

  @Override
  Passes passes(INDArray input) {
    return new Summing(input);
  }

  @Override
  public void close() {
    super.close();
    first.close();
    second.close();
  }

  private final class Summing extends Passes {
    private final memory.desc shape;
    private final memory.desc inputShape;
    private final INDArray output;
    private final INDArray result;
    private final INDArray unrectified;
    private final memory a;
    private final memory b;
    private final memory outputGradientMemory;
    private final memory gradientA;
    private final memory gradientB;
    private final Call sum;
    private final Call unrectify;
    private final Call sumGradients;

    Summing(INDArray input) {
      long images = input.size(0);
      int inputChannels = (int) (input.size(1) * input.size(4));
      int inputSide = (int) input.size(2);
      shape = activations.of(images, channels, side);
      inputShape = activations.of(images, inputChannels, inputSide);
      output = owned(activations.zeroed(images, channels, side));
      unrectified = owned(activations.zeroed(images, channels, side));
      result = owned(activations.zeroed(images, inputChannels, inputSide));
      memory out = OneDnn.of(shape, output);
      a = OneDnn.of(shape, output);
      b = OneDnn.of(shape, output);
      gradientA = OneDnn.of(inputShape, result);
      gradientB = OneDnn.of(inputShape, result);
      outputGradientMemory = OneDnn.of(shape, output);
      sum =
          call(new binary(
                  new binary.primitive_desc(
                      new binary.desc(algorithm.binary_add, shape, shape, shape),
                      OneDnn.rectifying(),
                      OneDnn.cpu())))
              .with(DNNL_ARG_SRC_0, a)
              .with(DNNL_ARG_SRC_1, b)
              .with(DNNL_ARG_DST, out);
      unrectify = unrectify(shape, out, outputGradientMemory, OneDnn.of(shape, unrectified));
      sumGradients =
          call(new binary(
                  new binary.primitive_desc(
                      new binary.desc(algorithm.binary_add, inputShape, inputShape, inputShape),
                      OneDnn.attributes(),
                      OneDnn.cpu())))
              .with(DNNL_ARG_SRC_0, gradientA)
              .with(DNNL_ARG_SRC_1, gradientB)
              .with(DNNL_ARG_DST, OneDnn.of(inputShape, result));
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(a, first.forward(input, training));
      OneDnn.move(b, second.forward(input, training));
      sum.run();
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outputGradientMemory, outputGradient);
      unrectify.run();
      OneDnn.move(gradientA, first.backward(unrectified));
      OneDnn.move(gradientB, second.backward(unrectified));
      sumGradients.run();
      return result;
    }
  }
}
