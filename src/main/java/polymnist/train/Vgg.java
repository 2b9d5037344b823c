package polymnist.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import polymnist.job.InvalidSetting;

/**
 * Stacked 3x3 convolutions between poolings (Simonyan, Zisserman, "Very Deep Convolutional Networks
 * for Large-Scale Image Recognition", ICLR 2015), at the size of 28x28 images: two stages of two
 * convolutions, then one dense layer. Unlike the paper's, convolutions are followed by batch
 * normalisation.
 *
 * @param width channels of the first stage, 4 to 256; the second has twice as many
 * @param dense width of the dense layer, 1 to 4096
 * @param dropout share of the dense layer's inputs dropped in training, 0 to 0.9
 */
record Vgg(int width, int dense, double dropout) implements Architecture {
  Vgg {
    InvalidSetting.unlessBetween("width", 4, 256, width);
    InvalidSetting.unlessBetween("dense", 1, 4096, dense);
    InvalidSetting.unlessBetween("dropout", 0, 0.9, dropout);
  }

  @Override
  public ComputationGraphConfiguration network(Training training) {
    GraphBuilder graph = training.graph();
    String last = stage(graph, "stage1", Training.INPUT, width);
    last = stage(graph, "stage2", last, 2 * width);
    graph.addLayer(
        "dense",
        new DenseLayer.Builder()
            .nOut(dense)
            .activation(Activation.RELU)
            // DL4J's dropout is the probability to keep.
            .dropOut(dropout == 0 ? 0 : 1 - dropout)
            .build(),
        last);
    return training.output(graph, "dense");
  }

  private static String stage(GraphBuilder graph, String name, String input, int channels) {
    String first =
        Blocks.convolution(graph, name + "-conv1", input, 3, 1, channels, Activation.RELU);
    String second =
        Blocks.convolution(graph, name + "-conv2", first, 3, 1, channels, Activation.RELU);
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(2, 2)
            .stride(2, 2)
            .build(),
        second);
    return name;
  }
}
