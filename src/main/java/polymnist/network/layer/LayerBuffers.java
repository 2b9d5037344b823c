package polymnist.network.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The native memory that the layers of a network own. */
public final class LayerBuffers {
  private LayerBuffers() {}

  /** Frees the buffers of all layers; the network cannot be used afterwards. */
  public static void free(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
  }
}
