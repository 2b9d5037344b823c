package polymnist.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import polymnist.network.layer.ConvolutionBlock;
import polymnist.network.layer.Dense;
import polymnist.setting.InvalidSetting;

/**
 * Two 5x5 convolutions, each with maximum pooling, and a dense layer, after LeCun, Bottou, Bengio,
 * Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings of the IEEE 1998.
 * Unlike the paper's, it has rectified linear units and a maximum in the pooling.
 *
 * @param first channels of the first convolution, 4 to 256
 * @param second channels of the second convolution, 4 to 256
 * @param dense width of the dense layer, 1 to 4096
 */
public record Lenet(int first, int second, int dense) implements Architecture {
  public Lenet {
    InvalidSetting.unlessBetween("first", 4, 256, first);
    InvalidSetting.unlessBetween("second", 4, 256, second);
    InvalidSetting.unlessBetween("dense", 1, 4096, dense);
  }

  @Override
  public String source() {
    return "LeCun et al., Gradient-Based Learning Applied to Document Recognition, 1998";
  }

  @Override
  public ComputationGraphConfiguration network(NetworkFrame training) {
    GraphBuilder graph = training.graph();
    graph.addLayer(
        "conv1",
        new ConvolutionBlock.Builder("conv1", 5, first).pooled().first().build(),
        NetworkFrame.INPUT);
    graph.addLayer(
        "conv2", new ConvolutionBlock.Builder("conv2", 5, second).pooled().last().build(), "conv1");
    graph.addLayer("dense", new Dense("dense", dense, 0, false), "conv2");
    return training.output(graph, "dense");
  }
}
