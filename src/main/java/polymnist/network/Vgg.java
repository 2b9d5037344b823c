package polymnist.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import polymnist.network.layer.ConvolutionBlock;
import polymnist.network.layer.Dense;
import polymnist.setting.InvalidSetting;

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
public record Vgg(int width, int dense, double dropout) implements Architecture {
  public Vgg {
    InvalidSetting.unlessBetween("width", 4, 256, width);
    InvalidSetting.unlessBetween("dense", 1, 4096, dense);
    InvalidSetting.unlessBetween("dropout", 0, 0.9, dropout);
  }

  @Override
  public String source() {
    return "Simonyan, Zisserman, Very Deep Convolutional Networks, ICLR 2015";
  }

  @Override
  public ComputationGraphConfiguration network(NetworkFrame training) {
    GraphBuilder graph = training.graph();
    stage(graph, "stage1", NetworkFrame.INPUT, width, true);
    stage(graph, "stage2", "stage1-conv2", 2 * width, false);
    graph.addLayer("dense", new Dense("dense", dense, dropout, false), "stage2-conv2");
    return training.output(graph, "dense");
  }

  private static void stage(
      GraphBuilder graph, String name, String input, int channels, boolean first) {
    ConvolutionBlock.Builder one =
        new ConvolutionBlock.Builder(name + "-conv1", 3, channels).padded().normalised();
    ConvolutionBlock.Builder two =
        new ConvolutionBlock.Builder(name + "-conv2", 3, channels).padded().normalised().pooled();
    if (first) {
      one.first();
    } else {
      two.last();
    }
    graph.addLayer(name + "-conv1", one.build(), input);
    graph.addLayer(name + "-conv2", two.build(), name + "-conv1");
  }
}
