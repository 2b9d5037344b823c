package polymnist.network.kernel;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** From the layout of activations to floats [N,C,H,W], and back for the gradient. */
final class OneDnnPlain extends OneDnnKernel {
  private final Activations activations;
  private final int channels;
  private final int side;

  OneDnnPlain(Activations activations, int channels, int side) {
    this.activations = activations;
    this.channels = channels;
    this.side = side;
  }

  @Override
  Passes passes(INDArray input) {
    return new Unblocking(input);
  }

  private final class Unblocking extends Passes {
    private final INDArray output;
    private final INDArray result;
    private final memory in;
    private final memory outputGradientMemory;
    private final Call unblock;
    private final Call block;

    Unblocking(INDArray input) {
      long images = input.size(0);
      memory.desc blocked = activations.of(images, channels, side);
      memory.desc inOrder = OneDnn.plain(images, channels, side, side);
      output = plain(images, channels, side, side);
      result = owned(activations.zeroed(images, channels, side));
      in = OneDnn.of(blocked, input);
      outputGradientMemory = OneDnn.of(inOrder, output);
      unblock = reorder(in, OneDnn.of(inOrder, output));
      block = reorder(outputGradientMemory, OneDnn.of(blocked, result));
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(in, input);
      unblock.run();
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outputGradientMemory, outputGradient);
      block.run();
      return result;
    }
  }
}
