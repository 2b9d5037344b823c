package polymnist.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Groups of layers that the deep architectures share; each method returns its last layer's name.
 */
final class Blocks {
  private Blocks() {}

  /**
   * Adds a convolution without bias, batch normalisation (Ioffe, Szegedy, ICML 2015) and an
   * activation: [N,C,H,W] to [N,channels,ceil(H/stride),ceil(W/stride)].
   */
  static String convolution(
      GraphBuilder graph,
      String name,
      String input,
      int kernel,
      int stride,
      int channels,
      Activation activation) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .nOut(channels)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        input);
    String normalised = name + "-norm";
    graph.addLayer(
        normalised, new BatchNormalization.Builder().activation(activation).build(), name);
    return normalised;
  }

  /**
   * Adds a residual block (He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition",
   * CVPR 2016, figure 2): two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where
   * the shape changes.
   */
  static String residual(
      GraphBuilder graph, String name, String input, int stride, int channels, boolean sameShape) {
    String first = convolution(graph, name + "-a", input, 3, stride, channels, Activation.RELU);
    String second = convolution(graph, name + "-b", first, 3, 1, channels, Activation.IDENTITY);
    String shortcut =
        sameShape
            ? input
            : convolution(graph, name + "-c", input, 1, stride, channels, Activation.IDENTITY);
    graph.addVertex(
        name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
    graph.addLayer(name, new ActivationLayer(Activation.RELU), name + "-sum");
    return name;
  }
}
