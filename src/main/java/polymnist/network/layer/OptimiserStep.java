package polymnist.network.layer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NoOpUpdater;
import polymnist.network.kernel.Kernels;

/**
 * Trains a network by a minibatch at a time, as DL4J's {@code fit} does, but with one pass over the
 * parameters where that takes three: to divide the gradients, to turn them into updates and to
 * subtract these. In a perceptron such passes are a good part of a step.
 */
public final class OptimiserStep {
  private final ComputationGraph network;
  private final List<ParameterRange> parts = new ArrayList<>();

  /** Parameters that are updated alike; views of the network's memory. */
  private record ParameterRange(
      GradientUpdater<?> updater, INDArray parameters, INDArray gradients) {
    ParameterRange {
      if (!(updater instanceof LoopedAdam.Loop || updater instanceof NoOpUpdater)) {
        throw new IllegalArgumentException(
            "a network is trained by LoopedAdam, and its statistics by NoOp, but this one has the updater "
                + updater.getConfig().getClass().getSimpleName());
      }
    }

    void step(int images, int iteration, int epoch) {
      if (updater instanceof LoopedAdam.Loop adam) {
        adam.step(parameters, gradients, images, iteration, epoch);
      } else {
        // Statistics, which follow the minibatches: their gradient is what they change by.
        FloatBuffer values = Kernels.floats(parameters);
        FloatBuffer changes = Kernels.floats(gradients);
        for (int i = 0; i < parameters.length(); i++) {
          values.put(i, values.get(i) - changes.get(i));
        }
      }
    }
  }

  /**
   * Makes steps of a network.
   *
   * @param network whose updaters are {@link LoopedAdam} or, for statistics, {@code NoOp}
   * @throws IllegalArgumentException naming another updater
   */
  public OptimiserStep(ComputationGraph network) {
    this.network = network;
    network.initGradientsView();
    for (UpdaterBlock block : network.getUpdater().getUpdaterBlocks()) {
      block.init();
      parts.add(
          new ParameterRange(
              block.getGradientUpdater(),
              part(network.params(), block),
              part(network.getFlattenedGradients(), block)));
    }
  }

  private static INDArray part(INDArray row, UpdaterBlock block) {
    return row.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd()));
  }

  /** Trains the network by a minibatch: images [N,C,H,W] and one-hot labels [N,classes]. */
  public void train(DataSet minibatch) {
    network.setInputs(minibatch.getFeatures());
    network.setLabels(minibatch.getLabels());
    network.computeGradientAndScore();
    int iteration = network.getConfiguration().getIterationCount();
    for (ParameterRange part : parts) {
      part.step(minibatch.numExamples(), iteration, network.getConfiguration().getEpochCount());
    }
    network.getConfiguration().setIterationCount(iteration + 1);
  }
}
