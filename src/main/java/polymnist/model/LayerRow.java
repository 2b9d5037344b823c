package polymnist.model;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import polymnist.network.Architecture;
import polymnist.network.NetworkFrame;
import polymnist.network.WarmUpCosine;
import polymnist.network.layer.KernelLayer;
import polymnist.warehouse.RowType;

/**
 * A layer of a network, in the order of the forward pass: a row of the table of layers.
 *
 * @param architecture its kind
 * @param source the publication that the architecture follows
 * @param position from 1
 * @param output the shape of its output for N images, such as {@code [N,32,28,28]}
 * @param parameters the number of its weights
 * @param multiplyAdds how many products it adds up for one image, in the forward pass
 */
public record LayerRow(
    String model,
    String architecture,
    String source,
    int position,
    String layer,
    String type,
    String output,
    long parameters,
    long multiplyAdds) {
  public static final RowType<LayerRow> TYPE = RowType.of(LayerRow.class);

  /** Returns the layers of a network. */
  public static List<LayerRow> of(String model, Architecture architecture) {
    ComputationGraphConfiguration network =
        architecture.network(new NetworkFrame(0, new WarmUpCosine(1, 0, 1)));
    Map<String, InputType> shapes =
        network.getLayerActivationTypes(
            InputType.convolutional(POLYMNIST.side(), POLYMNIST.side(), POLYMNIST.channels()));
    List<LayerRow> rows = new ArrayList<>();
    // DL4J numbers the vertices in the order in which the architecture named them.
    for (Map.Entry<String, GraphVertex> vertex : network.getVertices().entrySet()) {
      if (vertex.getValue() instanceof LayerVertex layer) {
        Layer shape = layer.getLayerConf().getLayer();
        rows.add(
            new LayerRow(
                model,
                architecture.name(),
                architecture.source(),
                rows.size() + 1,
                vertex.getKey(),
                shape.getClass().getSimpleName(),
                text(shapes.get(vertex.getKey())),
                shape.initializer().numParams(shape),
                multiplyAdds(shape)));
      }
    }
    return rows;
  }

  private static long multiplyAdds(Layer layer) {
    return layer instanceof KernelLayer kernels
        ? kernels.multiplyAdds()
        : layer instanceof OutputLayer output ? output.getNIn() * output.getNOut() : 0;
  }

  private static String text(InputType type) {
    return type instanceof InputType.InputTypeConvolutional images
        ? String.format(
            Locale.ROOT,
            "[N,%d,%d,%d]",
            images.getChannels(),
            images.getHeight(),
            images.getWidth())
        : String.format(Locale.ROOT, "[N,%d]", type.arrayElementsPerExample());
  }
}
