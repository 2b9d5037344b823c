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

/** The maximum of each 2x2 square. */
final class OneDnnMaxPooling extends OneDnnKernel {
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};

  private final int channels;
  private final int side;

  OneDnnMaxPooling(int channels, int side) {
    this.channels = channels;
    this.side = side;
  }

  @Override
  Passes passes(INDArray input) {
    return new Pooling(input);
  }

  private final class Pooling extends Passes {
    private final INDArray output;
    private final INDArray result;
    private final memory in;
    private final memory outputGradientMemory;
    private final Call pool;
    private final Call predict;
    private final Call back;

    Pooling(INDArray input) {
      long images = input.size(0);
      memory.desc source = OneDnn.blocked(images, channels, side, side);
      memory.desc target = OneDnn.blocked(images, channels, side / 2, side / 2);
      output = activation(images, channels, side / 2);
      result = activation(images, channels, side);
      in = OneDnn.of(source, input);
      outputGradientMemory = OneDnn.of(target, output);
      var forward = forward(prop_kind.forward_training, source, target);
      memory where = own(forward.workspace_desc());
      pool =
          call(new pooling_forward(forward))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_DST, OneDnn.of(target, output))
              .with(DNNL_ARG_WORKSPACE, where);
      predict =
          call(new pooling_forward(forward(prop_kind.forward_inference, source, target)))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_DST, OneDnn.of(target, output));
      back =
          call(new pooling_backward(
                  new pooling_backward.primitive_desc(
                      new pooling_backward.desc(
                          algorithm.pooling_max, source, target, TWO, TWO, NONE, NONE),
                      OneDnn.attributes(),
                      OneDnn.cpu(),
                      forward)))
              .with(DNNL_ARG_DIFF_DST, outputGradientMemory)
              .with(DNNL_ARG_WORKSPACE, where)
              .with(DNNL_ARG_DIFF_SRC, OneDnn.of(source, result));
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(in, input);
      (training ? pool : predict).run();
      return output;
    }

    private pooling_forward.primitive_desc forward(
        prop_kind kind, memory.desc source, memory.desc target) {
      return new pooling_forward.primitive_desc(
          new pooling_forward.desc(
              kind, algorithm.pooling_max, source, target, TWO, TWO, NONE, NONE),
          OneDnn.attributes(),
          OneDnn.cpu());
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outputGradientMemory, outputGradient);
      back.run();
      return result;
    }
  }
}
