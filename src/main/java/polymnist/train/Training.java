package polymnist.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * What is the same for all architectures: the input and output, the updater (Kingma, Ba, "Adam: A
 * Method for Stochastic Optimization", ICLR 2015) and the initial weights (He, Zhang, Ren, Sun,
 * "Delving Deep into Rectifiers", ICCV 2015).
 *
 * @param seed of the initial weights
 * @param learningRate by iteration
 */
public record Training(long seed, ISchedule learningRate) {
  static final int CHANNELS = 3;
  static final int SIDE = 28;
  static final int CLASSES = 10;
  static final String INPUT = "images";

  /** Returns a graph with its input, to which layers are added. */
  ComputationGraphConfiguration.GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(learningRate))
        .weightInit(WeightInit.RELU)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs(INPUT)
        .setInputTypes(InputType.convolutional(SIDE, SIDE, CHANNELS));
  }

  /** Adds the softmax output with cross-entropy loss on {@code last} and completes the graph. */
  ComputationGraphConfiguration output(
      ComputationGraphConfiguration.GraphBuilder graph, String last) {
    return graph
        .addLayer(
            "classes",
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(CLASSES)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SOFTMAX)
                .build(),
            last)
        .setOutputs("classes")
        .build();
  }
}
