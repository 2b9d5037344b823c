package polymnist.network.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a network under names that tell what each is, as other software has them. */
public final class NetworkTensors {
  private NetworkTensors() {}

  /**
   * An array of numbers.
   *
   * @param shape of it
   * @param values in C order
   */
  public record Tensor(List<Long> shape, float[] values) {
    private static Tensor of(INDArray array) {
      return new Tensor(
          Arrays.stream(array.shape()).boxed().toList(), array.dup('c').data().asFloat());
    }
  }

  /**
   * Returns all of them, in the order of the layers: {@code LAYER.weights}, {@code LAYER.bias}, and
   * of a batch normalisation {@code LAYER.scale}, {@code shift}, {@code mean} and {@code variance}.
   */
  public static Map<String, Tensor> of(ComputationGraph network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer.conf().getLayer() instanceof KernelLayer kernels) {
        kernels
            .variables()
            .forEach(variable -> add(tensors, name, variable, layer.getParam(variable.name())));
      } else if (layer.conf().getLayer() instanceof SoftmaxOutput) {
        tensors.put(
            name + ".weights",
            Tensor.of(layer.getParam(DefaultParamInitializer.WEIGHT_KEY).transpose()));
        INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
        tensors.put(name + ".bias", Tensor.of(bias.reshape(bias.length())));
      }
    }
    return tensors;
  }

  private static void add(
      Map<String, Tensor> tensors, String layer, Variable variable, INDArray value) {
    String name = layer + "." + variable.name();
    switch (variable.start()) {
      case SCALE_SHIFT -> rows(tensors, name, "scaleShift", value, "scale", "shift");
      case STATISTICS -> rows(tensors, name, "statistics", value, "mean", "variance");
      default -> tensors.put(name, Tensor.of(value));
    }
  }

  private static void rows(
      Map<String, Tensor> tensors,
      String name,
      String both,
      INDArray value,
      String first,
      String second) {
    String prefix = name.substring(0, name.length() - both.length());
    tensors.put(prefix + first, Tensor.of(value.getRow(0)));
    tensors.put(prefix + second, Tensor.of(value.getRow(1)));
  }
}
