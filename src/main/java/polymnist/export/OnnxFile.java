package polymnist.export;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.shade.protobuf.ByteString;
import polymnist.network.NetworkInput;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.layer.Blueprint;
import polymnist.network.layer.NetworkPlan;

/**
 * A network as ONNX (<a href="https://onnx.ai/onnx/intro/">onnx.ai</a>), operators of version
 * {@value #OPERATORS}. Its input {@code images} is [N,3,28,28] unsigned bytes, whatever N; its
 * outputs are {@code logits} and {@code probabilities}, [N,10] floats. How bytes become the numbers
 * that the network was trained on, is part of it.
 */
final class OnnxFile {
  /** What runtimes since 2020 know. */
  static final int OPERATORS = 13;

  /** The version of the format that came with these operators. */
  private static final int FORMAT = 7;

  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";
  private static final String LOGITS = "logits";

  private OnnxFile() {}

  /** Returns the file. */
  static byte[] of(ComputationGraph network, String name, Map<String, String> metadata) {
    Graph graph = new Graph(name);
    String sums = NetworkPlan.describe(network, graph, graph.scaled());
    graph.add("Identity", LOGITS, List.of(sums));
    graph.add("Softmax", PROBABILITIES, List.of(LOGITS), whole("axis", 1));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("polymnist-spark")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(graph.graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto wholes(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** The graph that is built; a result bears the name of its operation. */
  private static final class Graph implements Blueprint {
    private static final String BYTES = "bytes-";

    private final GraphProto.Builder graph;

    private Graph(String name) {
      graph =
          GraphProto.newBuilder()
              .setName(name)
              .addInput(
                  value(
                      IMAGES,
                      TensorProto.DataType.UINT8,
                      POLYMNIST.channels(),
                      POLYMNIST.side(),
                      POLYMNIST.side()))
              .addOutput(value(LOGITS, TensorProto.DataType.FLOAT, POLYMNIST.classes()))
              .addOutput(value(PROBABILITIES, TensorProto.DataType.FLOAT, POLYMNIST.classes()));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
      TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
      dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
      for (long size : shape) {
        dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
      }
      return ValueInfoProto.newBuilder()
          .setName(name)
          .setType(
              TypeProto.newBuilder()
                  .setTensorType(
                      TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
          .build();
    }

    /** Bytes to numbers from -1 to 1. */
    private String scaled() {
      String floats =
          add(
              "Cast",
              BYTES + "floats",
              List.of(IMAGES),
              whole("to", TensorProto.DataType.FLOAT_VALUE));
      String centred =
          add("Sub", BYTES + "centred", List.of(floats, constant(BYTES + "middle", 128)));
      return add(
          "Mul", BYTES + "scaled", List.of(centred, constant(BYTES + "scale", NetworkInput.SCALE)));
    }

    private String add(
        String operator, String name, List<String> inputs, AttributeProto... attributes) {
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType(operator)
              .setName(name)
              .addAllInput(inputs)
              .addOutput(name)
              .addAllAttribute(List.of(attributes)));
      return name;
    }

    private String constant(String name, float number) {
      return constant(name, new float[] {number});
    }

    private String constant(String name, float[] numbers, long... shape) {
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(numbers);
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.FLOAT)
              .setRawData(ByteString.copyFrom(bytes));
      for (long size : shape) {
        tensor.addDims(size);
      }
      graph.addInitializer(tensor);
      return name;
    }

    @Override
    public String convolution(
        String name, String input, ConvolutionShape shape, float[] weights, float[] bias) {
      int kernel = shape.kernel();
      int padding = shape.padding();
      return add(
          "Conv",
          name,
          List.of(
              input,
              constant(name + ".weights", weights, shape.out(), shape.in(), kernel, kernel),
              constant(name + ".bias", bias, shape.out())),
          wholes("kernel_shape", kernel, kernel),
          wholes("strides", shape.stride(), shape.stride()),
          wholes("pads", padding, padding, padding, padding));
    }

    @Override
    public String dense(String name, String input, float[] weights, float[] bias) {
      String rows = add("Flatten", name + "-rows", List.of(input), whole("axis", 1));
      return add(
          "Gemm",
          name,
          List.of(
              rows,
              constant(name + ".weights", weights, bias.length, weights.length / bias.length),
              constant(name + ".bias", bias, bias.length)),
          whole("transB", 1));
    }

    @Override
    public String rectified(String name, String input) {
      return add("Relu", name, List.of(input));
    }

    @Override
    public String sum(String name, String first, String second) {
      return add("Add", name, List.of(first, second));
    }

    @Override
    public String maxPooling(String name, String input) {
      return add(
          "MaxPool", name, List.of(input), wholes("kernel_shape", 2, 2), wholes("strides", 2, 2));
    }

    @Override
    public String mean(String name, String input) {
      return add("GlobalAveragePool", name, List.of(input));
    }
  }
}
