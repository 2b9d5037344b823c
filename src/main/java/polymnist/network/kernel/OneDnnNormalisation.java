package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/** Batch normalisation, with its ReLU in the same primitive. */
final class OneDnnNormalisation extends OneDnnKernel {
  private final Activations activations;
  private final int channels;
  private final int side;
  private final LayerWeights variables;
  private final String scaleShift;
  private final String statistics;
  private final boolean rectified;

  OneDnnNormalisation(
      Activations activations,
      int channels,
      int side,
      LayerWeights variables,
      String scaleShift,
      String statistics,
      boolean rectified) {
    this.activations = activations;
    this.channels = channels;
    this.side = side;
    this.variables = variables;
    this.scaleShift = scaleShift;
    this.statistics = statistics;
    this.rectified = rectified;
  }

  @Override
  Passes passes(INDArray input) {
    return new Normalising(input);
  }

  private final class Normalising extends Passes {
    private final memory.desc shape;
    private final memory.desc two = OneDnn.plain(2, channels);
    private final memory.desc one = OneDnn.plain(channels);
    private final INDArray output;
    private final INDArray batchStatistics = plain(2, channels);
    private final INDArray result;
    private final memory in;
    private final memory outputGradientMemory;
    private final memory theScaleShift;
    private final memory scaleShiftGradient;
    private final memory runningMean;
    private final memory runningVariance;
    private final Call normalise;
    private final Call predict;
    private final Call back;

    Normalising(INDArray input) {
      long images = input.size(0);
      shape = activations.of(images, channels, side);
      output = owned(activations.zeroed(images, channels, side));
      result = owned(activations.zeroed(images, channels, side));
      in = OneDnn.of(shape, input);
      memory out = OneDnn.of(shape, output);
      theScaleShift = OneDnn.of(two, variables.value(scaleShift));
      scaleShiftGradient = OneDnn.of(two, variables.value(scaleShift));
      outputGradientMemory = OneDnn.of(shape, output);
      INDArray running = variables.value(statistics);
      runningMean = OneDnn.of(one, running.getRow(0));
      runningVariance = OneDnn.of(one, running.getRow(1));
      memory mean = OneDnn.of(one, batchStatistics.getRow(0));
      memory variance = OneDnn.of(one, batchStatistics.getRow(1));
      var training = forward(prop_kind.forward_training, 0);
      normalise =
          call(new batch_normalization_forward(training))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_SCALE_SHIFT, theScaleShift)
              .with(DNNL_ARG_MEAN, mean)
              .with(DNNL_ARG_VARIANCE, variance)
              .with(DNNL_ARG_DST, out);
      predict =
          call(new batch_normalization_forward(
                  forward(
                      prop_kind.forward_inference,
                      dnnl.normalization_flags.use_global_stats.value)))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_SCALE_SHIFT, theScaleShift)
              .with(DNNL_ARG_MEAN, runningMean)
              .with(DNNL_ARG_VARIANCE, runningVariance)
              .with(DNNL_ARG_DST, out);
      back =
          call(new batch_normalization_backward(
                  new batch_normalization_backward.primitive_desc(
                      new batch_normalization_backward.desc(
                          prop_kind.backward.value, shape, shape, Kernels.EPSILON, flags()),
                      OneDnn.attributes(),
                      OneDnn.cpu(),
                      training)))
              .with(DNNL_ARG_SRC, in)
              .with(DNNL_ARG_SCALE_SHIFT, theScaleShift)
              .with(DNNL_ARG_MEAN, mean)
              .with(DNNL_ARG_VARIANCE, variance)
              .with(DNNL_ARG_DIFF_DST, outputGradientMemory)
              .with(DNNL_ARG_DIFF_SRC, OneDnn.of(shape, result))
              .with(DNNL_ARG_DIFF_SCALE_SHIFT, scaleShiftGradient);
      if (rectified) {
        memory positive = own(training.workspace_desc());
        normalise.with(DNNL_ARG_WORKSPACE, positive);
        back.with(DNNL_ARG_WORKSPACE, positive);
      }
    }

    private int flags() {
      return dnnl.normalization_flags.use_scale_shift.value
          | (rectified ? dnnl.normalization_flags.fuse_norm_relu.value : 0);
    }

    private batch_normalization_forward.primitive_desc forward(prop_kind kind, int more) {
      return new batch_normalization_forward.primitive_desc(
          new batch_normalization_forward.desc(kind.value, shape, Kernels.EPSILON, flags() | more),
          OneDnn.attributes(),
          OneDnn.cpu());
    }

    @Override
    INDArray forward(INDArray input, boolean training) {
      OneDnn.move(in, input);
      OneDnn.move(theScaleShift, variables.value(scaleShift));
      if (training) {
        normalise.run();
      } else {
        INDArray running = variables.value(statistics);
        OneDnn.move(runningMean, running.getRow(0));
        OneDnn.move(runningVariance, running.getRow(1));
        predict.run();
      }
      return output;
    }

    @Override
    INDArray backward(INDArray outputGradient) {
      OneDnn.move(outputGradientMemory, outputGradient);
      OneDnn.move(scaleShiftGradient, variables.gradient(scaleShift));
      back.run();
      Kernels.follow(variables.value(statistics), batchStatistics, variables.gradient(statistics));
      return result;
    }
  }
}
