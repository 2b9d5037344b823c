package polymnist.network.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.LayerWeights;

/** Tells a {@link Blueprint} what a trained network computes. */
public final class NetworkPlan {
  private NetworkPlan() {}

  /**
   * Goes through a network whose layers follow on one another, as those of all architectures do.
   *
   * @param images name of the input [N,3,28,28], samples from -1 to 1
   * @return the name of the logits [N,10]
   * @throws IllegalArgumentException when it has a layer that cannot be told
   */
  public static String describe(ComputationGraph network, Blueprint blueprint, String images) {
    String last = images;
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      if (vertex.hasLayer()) {
        last = layer(vertex.getLayer(), vertex.getVertexName(), blueprint, last);
      }
    }
    return last;
  }

  private static String layer(Layer layer, String name, Blueprint blueprint, String input) {
    org.deeplearning4j.nn.conf.layers.Layer kind = layer.conf().getLayer();
    if (kind instanceof KernelLayer kernels) {
      return kernels.describe(blueprint, input, (LayerWeights) layer);
    }
    if (kind instanceof SoftmaxOutput) {
      INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
      // In DL4J's order, [in,out] by columns, the weights are [out,in] by rows.
      return blueprint.dense(
          name,
          input,
          weights.dup('f').data().asFloat(),
          layer.getParam(DefaultParamInitializer.BIAS_KEY).toFloatVector());
    }
    if (kind instanceof GlobalPoolingLayer pooling && pooling.getPoolingType() == PoolingType.AVG) {
      return blueprint.mean(name, input);
    }
    throw new IllegalArgumentException(
        "the layer %s is a %s, which cannot be told"
            .formatted(name, kind.getClass().getSimpleName()));
  }
}
