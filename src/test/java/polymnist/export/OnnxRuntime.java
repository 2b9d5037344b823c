package polymnist.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import polymnist.image.Image;

/** Microsoft's ONNX Runtime, which knows nothing of us. */
public final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Opens a file. */
  public OnnxRuntime(byte[] file) throws OrtException {
    session = environment.createSession(file);
  }

  /** Returns probabilities [N,10] of images, all [3,28,28]. */
  public float[][] probabilities(List<Image> images) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(images.size() * 3 * 28 * 28);
    images.forEach(image -> bytes.put(image.samples()));
    bytes.flip();
    long[] shape = {images.size(), 3, 28, 28};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", input))) {
      return (float[][]) result.get("probabilities").orElseThrow().getValue();
    }
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
