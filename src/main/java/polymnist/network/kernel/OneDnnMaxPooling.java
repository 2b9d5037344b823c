package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** The maximum of each 2x2 square; of equal ones the first counts, row by row. */
final class OneDnnMaxPooling extends OneDnnKernel {
  private static final long[] SQUARE = {2, 2};
  private static final long[] NO_PADDING = {0, 0};

  private final Activations activations;
  private final int channels;
  private final int side;

  OneDnnMaxPooling(Activations activations, int channels, int side) {
    this.activations = activations;
    this.channels = channels;
    this.side = side;
  }

  @Override
  Passes passes(INDArray input) {
    return new Halving(input);
  }

  private final class Halving extends Passes {
    private final INDArray output;
    private final INDArray result;
    private final memory in;
    private final memory outer;
    private final Call choose;
    private final Call spread;

    Halving(INDArray input) {
      long images = input.size(0);
      memory.desc whole = activations.of(images, channels, side);
      memory.desc half = activations.of(images, channels, side / 2);
      output = owned(activations.zeroed(images, channels, side / 2));
      result = owned(activations.zeroed(images, channels, side));
      in = OneDnn.of(whole, input);
      outer = OneDnn.of(half, output);
      var forward =
          new pooling_forward.primitive_desc(
              new pooling_forward.desc(
                  prop_kind.forward_training,
                  algorithm.pooling_max,
                  whole,
                  half,
                  SQUARE,
                  SQUARE,
                  NO_PADDING,
                  NO_PADDING),
              OneDnn.attributes(),
              OneDnn.cpu());
      memory chosen = own(forward.workspace_desc());
      choose =
          call(new pooling_forward(forward))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_DST, OneDnn.of(half, output))
              .with(DNNL_ARG_WORKSPACE, chosen);
      spread =
          call(new pooling_backward(
                  new pooling_backward.primitive_desc(
                      new pooling_backward.desc(
                          algorithm.pooling_max,
                          whole,
                          half,
                          SQUARE,
                          SQUARE,
                          NO_PADDING,
                          NO_PADDING),
                      OneDnn.attributes(),
                      OneDnn.cpu(),
                      forward)))
              .with(DNNL_ARG_DIFF_DST, outer)
              .with(DNNL_ARG_DIFF_SRC, OneDnn.of(whole, result))
              .with(DNNL_ARG_WORKSPACE, chosen);
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(in, input);
      choose.run();
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outer, outputGradient);
      spread.run();
      return result;
    }
  }
}
