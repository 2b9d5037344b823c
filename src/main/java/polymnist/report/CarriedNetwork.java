package polymnist.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.model.ModelFile;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.layer.Blueprint;
import polymnist.network.layer.LayerBuffers;
import polymnist.network.layer.NetworkPlan;

/**
 * A network as the page carries it: its operations in JSON, and the weights of all of them, one
 * after the other, as whole numbers of 16 bits, the lower byte first, in Base64. An operation's
 * weights are its numbers times its {@code scale}.
 */
final class CarriedNetwork implements Blueprint {
  private final ArrayNode operations = new ObjectMapper().createArrayNode();
  private final ByteArrayOutputStream weights = new ByteArrayOutputStream();

  private CarriedNetwork() {}

  /** Returns the network of a checked model file, which reads {@code images}. */
  static ObjectNode of(byte[] model) {
    ComputationGraph network = ModelFile.open(model);
    try {
      CarriedNetwork carried = new CarriedNetwork();
      String output = NetworkPlan.describe(network, carried, "images");
      ObjectNode told = carried.operations.objectNode();
      told.put("output", output);
      told.set("operations", carried.operations);
      return told.put("weights", Base64.getEncoder().encodeToString(carried.weights.toByteArray()));
    } finally {
      LayerBuffers.free(network);
    }
  }

  private ObjectNode add(String kind, String name, String input) {
    return operations.addObject().put("kind", kind).put("name", name).put("input", input);
  }

  private String plain(String kind, String name, String input) {
    add(kind, name, input);
    return name;
  }

  /** The greatest weight becomes 32,767. */
  private String weighted(ObjectNode operation, float[] values, float[] bias) {
    float greatest = Float.MIN_NORMAL * Short.MAX_VALUE;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    float scale = greatest / Short.MAX_VALUE;
    for (float value : values) {
      int number = Math.round(value / scale);
      weights.write(number);
      weights.write(number >> 8);
    }
    ArrayNode numbers = operation.put("scale", scale).putArray("bias");
    for (float number : bias) {
      numbers.add(number);
    }
    return operation.path("name").asText();
  }

  @Override
  public String convolution(
      String name, String input, ConvolutionShape shape, float[] values, float[] bias) {
    ObjectNode operation =
        add("convolution", name, input)
            .put("side", shape.outSide())
            .put("kernel", shape.kernel())
            .put("stride", shape.stride())
            .put("padding", shape.padding());
    return weighted(operation, values, bias);
  }

  @Override
  public String dense(String name, String input, float[] values, float[] bias) {
    return weighted(add("dense", name, input), values, bias);
  }

  @Override
  public String rectified(String name, String input) {
    return plain("rectified", name, input);
  }

  @Override
  public String sum(String name, String first, String second) {
    add("sum", name, first).put("other", second);
    return name;
  }

  @Override
  public String maxPooling(String name, String input) {
    return plain("pooling", name, input);
  }

  @Override
  public String mean(String name, String input) {
    return plain("mean", name, input);
  }
}
