package polymnist.network;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.schedule.ISchedule;
import polymnist.network.kernel.Precision;
import polymnist.network.layer.KernelLayer;
import polymnist.network.layer.LoopedAdam;
import polymnist.network.layer.SoftmaxOutput;

/**
 * What is the same for all architectures: the input and output, the updater (Kingma, Ba, "Adam: A
 * Method for Stochastic Optimization", ICLR 2015) and the initial weights (He, Zhang, Ren, Sun,
 * "Delving Deep into Rectifiers", ICCV 2015).
 *
 * @param seed of the initial weights
 * @param learningRate by iteration
 * @param labelSmoothing share of the wanted probability that all classes get alike, 0 to 0.5
 *     (Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016)
 * @param precision in which the network computes
 */
public record NetworkFrame(
    long seed, ISchedule learningRate, double labelSmoothing, Precision precision) {
  /** Labels as they are, and floats. */
  public NetworkFrame(long seed, ISchedule learningRate) {
    this(seed, learningRate, 0, Precision.FLOAT);
  }

  static final String INPUT = "images";

  /** Returns a graph with its input, to which layers are added. */
  ComputationGraphConfiguration.GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new LoopedAdam(learningRate))
        // Kernels own their buffers, which DL4J would look for in its workspaces.
        .trainingWorkspaceMode(WorkspaceMode.NONE)
        .inferenceWorkspaceMode(WorkspaceMode.NONE)
        .graphBuilder()
        .addInputs(INPUT)
        .setInputTypes(
            InputType.convolutional(POLYMNIST.side(), POLYMNIST.side(), POLYMNIST.channels()));
  }

  /** Adds the softmax output with cross-entropy loss on {@code last} and completes the graph. */
  ComputationGraphConfiguration output(
      ComputationGraphConfiguration.GraphBuilder graph, String last) {
    ComputationGraphConfiguration network =
        graph
            .addLayer(
                "classes",
                new SoftmaxOutput(
                    "classes", POLYMNIST.classes(), last.equals(INPUT), labelSmoothing),
                last)
            .setOutputs("classes")
            .build();
    KernelLayer.setPrecision(network, precision);
    return network;
  }
}
