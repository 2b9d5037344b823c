package polymnist.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import polymnist.network.layer.ChannelMean;
import polymnist.network.layer.ConvolutionBlock;
import polymnist.network.layer.ResidualBlock;
import polymnist.setting.InvalidSetting;

/**
 * A residual network (He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR
 * 2016), at the size of 28x28 images: a 3x3 convolution, three residual blocks of rising width, and
 * the mean over each channel. Unlike the paper's networks for small images, the first convolution
 * has a stride, which makes a CPU several times faster.
 *
 * @param width channels of the first block, 4 to 256; the next have twice and four times as many
 * @param stemStride stride of the first convolution, 1 or 2
 */
public record Resnet(int width, int stemStride) implements Architecture {
  public Resnet {
    InvalidSetting.unlessBetween("width", 4, 256, width);
    InvalidSetting.unlessBetween("stem-stride", 1, 2, stemStride);
  }

  @Override
  public String source() {
    return "He et al., Deep Residual Learning for Image Recognition, CVPR 2016";
  }

  @Override
  public ComputationGraphConfiguration network(NetworkFrame training) {
    GraphBuilder graph = training.graph();
    ConvolutionBlock stem =
        new ConvolutionBlock.Builder("stem", 3, width)
            .padded()
            .stride(stemStride)
            .normalised()
            .first()
            .build();
    graph.addLayer("stem", stem, NetworkFrame.INPUT);
    graph.addLayer("block1", new ResidualBlock("block1", width, 1, false), "stem");
    graph.addLayer("block2", new ResidualBlock("block2", 2 * width, 2, false), "block1");
    graph.addLayer("block3", new ResidualBlock("block3", 4 * width, 2, false), "block2");
    graph.addLayer("mean", new ChannelMean("mean"), "block3");
    return training.output(graph, "mean");
  }
}
