package polymnist.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import polymnist.job.InvalidSetting;

/**
 * A residual network (He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR
 * 2016), at the size of 28x28 images: a 3x3 convolution, three residual blocks of rising width, and
 * the mean over each channel. Unlike the paper's networks for small images, the first convolution
 * has a stride, which makes a CPU several times faster.
 *
 * @param width channels of the first block, 4 to 256; the next have twice and four times as many
 * @param stemStride stride of the first convolution, 1 or 2
 */
record Resnet(int width, int stemStride) implements Architecture {
  Resnet {
    InvalidSetting.unlessBetween("width", 4, 256, width);
    InvalidSetting.unlessBetween("stem-stride", 1, 2, stemStride);
  }

  @Override
  public ComputationGraphConfiguration network(Training training) {
    GraphBuilder graph = training.graph();
    String last =
        Blocks.convolution(graph, "stem", Training.INPUT, 3, stemStride, width, Activation.RELU);
    last = Blocks.residual(graph, "block1", last, 1, width, true);
    last = Blocks.residual(graph, "block2", last, 2, 2 * width, false);
    last = Blocks.residual(graph, "block3", last, 2, 4 * width, false);
    graph.addLayer("mean", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
    return training.output(graph, "mean");
  }
}
