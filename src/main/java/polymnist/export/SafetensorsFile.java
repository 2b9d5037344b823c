package polymnist.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.network.layer.NetworkTensors;

/**
 * The weights of a network as safetensors (<a
 * href="https://github.com/huggingface/safetensors#format">format</a>): the length of a header, the
 * header in JSON, then the numbers of all tensors, in C order. As they were trained, with the
 * normalisation beside the convolutions.
 */
final class SafetensorsFile {
  /** The header is filled up with blanks to a multiple of it, as readers map the file. */
  private static final int ALIGNED = 8;

  private SafetensorsFile() {}

  /** Returns the file. */
  static byte[] of(ComputationGraph network, Map<String, String> metadata) {
    return of(NetworkTensors.of(network), metadata);
  }

  static byte[] of(Map<String, NetworkTensors.Tensor> tensors, Map<String, String> metadata) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode header = json.createObjectNode();
    header.set("__metadata__", json.valueToTree(new LinkedHashMap<>(metadata)));
    int end = 0;
    for (Map.Entry<String, NetworkTensors.Tensor> tensor : tensors.entrySet()) {
      int begin = end;
      end += tensor.getValue().values().length * Float.BYTES;
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F32");
      entry.set("shape", json.valueToTree(tensor.getValue().shape()));
      entry.set("data_offsets", json.valueToTree(new int[] {begin, end}));
    }
    byte[] text = padded(bytes(json, header));
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + text.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (NetworkTensors.Tensor tensor : tensors.values()) {
      file.asFloatBuffer().put(tensor.values());
      file.position(file.position() + tensor.values().length * Float.BYTES);
    }
    return file.array();
  }

  private static byte[] bytes(ObjectMapper json, ObjectNode header) {
    try {
      return json.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the header", e);
    }
  }

  private static byte[] padded(byte[] header) {
    byte[] padded = Arrays.copyOf(header, (header.length + ALIGNED - 1) / ALIGNED * ALIGNED);
    Arrays.fill(padded, header.length, padded.length, (byte) ' ');
    return padded;
  }
}
