package polymnist.benchmark;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.chance.Chance;
import polymnist.model.LayerRow;
import polymnist.network.Architecture;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.NetworkInput;
import polymnist.network.WarmUpCosine;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Widening;
import polymnist.network.layer.LayerBuffers;
import polymnist.network.layer.OptimiserStep;

/**
 * Times the layers of a network in training, one by one, on the thread that calls. Networks are
 * chains of layers here: branches are inside of one.
 */
final class LayerProfile {
  /** Rows and columns of the product whose speed is taken for the processor's peak. */
  private static final int LARGE = 1_024;

  /** Times that the rest follows from: a layer's pass counts its median. */
  private final Map<String, List<Double>> seconds;

  /**
   * Makes a profile of what was timed.
   *
   * @param seconds of {@code input}, {@code step}, and each layer's {@code forward} and {@code
   *     backward}
   */
  LayerProfile(Map<String, List<Double>> seconds) {
    this.seconds = seconds;
  }

  /**
   * Returns the parts of a training step.
   *
   * @param precision in which its layers compute
   * @param batchSize images in a minibatch
   * @param duration how long it is timed, in seconds, after it has worked as long
   * @param peak products added up a second at most
   */
  static List<LayerTimeRow> of(
      String name,
      Architecture architecture,
      Precision precision,
      int batchSize,
      double duration,
      double peak) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(
                new NetworkFrame(1, new WarmUpCosine(1e-3, 1, 1_000_000), 0, precision)));
    network.init();
    OptimiserStep step = new OptimiserStep(network);
    DataSet minibatch = minibatch(batchSize);
    LayerProfile profile = new LayerProfile(new HashMap<>());
    try (Widening input =
        Kernels.of(Precision.FLOAT).widening(minibatch.getFeatures(), NetworkInput.SCALE)) {
      fill(input.bytes());
      Runnable round =
          () -> {
            profile.timed("input", input::widen);
            profile.timed("step", () -> step.train(minibatch));
            profile.layers(network, minibatch);
          };
      // The first calls lay out buffers and compile.
      repeat(round, duration);
      profile.seconds.clear();
      repeat(round, duration);
    }
    LayerBuffers.free(network);
    return profile.rows(name, architecture, precision, batchSize, peak);
  }

  /** Fills images with chance: of empty ones the gradients vanish. */
  private static void fill(ByteBuffer bytes) {
    byte[] values = new byte[bytes.remaining()];
    Chance.generator(1, "profile", 0).nextBytes(values);
    bytes.put(values);
  }

  private static void repeat(Runnable work, double seconds) {
    long begun = System.nanoTime();
    do {
      work.run();
    } while (System.nanoTime() - begun < seconds * 1e9);
  }

  /** Returns the products of floats that one core adds up a second in a large one of matrices. */
  static double peak() {
    NativeLibrary.prepare();
    Map<String, INDArray> values =
        Map.of(
            "weights", Nd4j.rand(DataType.FLOAT, LARGE, LARGE),
            "bias", Nd4j.zeros(DataType.FLOAT, LARGE));
    INDArray input = Nd4j.rand(DataType.FLOAT, LARGE, LARGE);
    double best = 0;
    try (Kernel product =
        Kernels.of(Precision.FLOAT)
            .dense(LARGE, LARGE, new Constants(values), "weights", "bias", false, false)) {
      for (int i = 0; i < 20; i++) {
        long begun = System.nanoTime();
        product.forward(input, false);
        best = Math.max(best, Math.pow(LARGE, 3) / ((System.nanoTime() - begun) / 1e9));
      }
    }
    return best;
  }

  /** Variables that do not learn. */
  private record Constants(Map<String, INDArray> values) implements LayerWeights {
    @Override
    public INDArray value(String name) {
      return values.get(name);
    }

    @Override
    public INDArray gradient(String name) {
      throw new UnsupportedOperationException("nothing learns here");
    }
  }

  private static DataSet minibatch(int images) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, images, POLYMNIST.classes());
    for (int i = 0; i < images; i++) {
      labels.putScalar(i, i % POLYMNIST.classes(), 1);
    }
    return new DataSet(
        Nd4j.create(
            DataType.FLOAT, images, POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side()),
        labels);
  }

  private void timed(String what, Runnable work) {
    long begun = System.nanoTime();
    work.run();
    seconds.computeIfAbsent(what, w -> new ArrayList<>()).add((System.nanoTime() - begun) / 1e9);
  }

  /** Goes forward and backward as a step does, layer by layer. */
  private void layers(ComputationGraph network, DataSet minibatch) {
    List<GraphVertex> chain =
        Arrays.stream(network.topologicalSortOrder())
            .mapToObj(vertex -> network.getVertices()[vertex])
            .filter(GraphVertex::hasLayer)
            .toList();
    LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
    INDArray[] values = {minibatch.getFeatures()};
    for (GraphVertex vertex : chain) {
      vertex.setInput(0, values[0], none);
      if (vertex.getLayer() instanceof IOutputLayer output) {
        output.setLabels(minibatch.getLabels());
      } else {
        timed(vertex.getVertexName() + " forward", () -> values[0] = vertex.doForward(true, none));
      }
    }
    INDArray[] gradient = {null};
    for (int i = chain.size() - 1; i >= 0; i--) {
      GraphVertex vertex = chain.get(i);
      vertex.setEpsilon(gradient[0]);
      timed(
          vertex.getVertexName() + " backward",
          () -> {
            Pair<Gradient, INDArray[]> back = vertex.doBackward(false, none);
            gradient[0] = back.getSecond() == null ? null : back.getSecond()[0];
          });
    }
    network.clear();
  }

  /**
   * Returns the parts of a step.
   *
   * @param images in a minibatch
   * @param peak products added up a second at most
   */
  List<LayerTimeRow> rows(
      String network, Architecture architecture, Precision precision, int images, double peak) {
    double step = median("step");
    TimedParts parts = new TimedParts(network, precision, images, median("input") + step, peak);
    parts.add("input", "step", median("input"), 0);
    double inLayers = 0;
    for (LayerRow layer : LayerRow.of(network, architecture)) {
      String name = layer.layer();
      boolean output = !seconds.containsKey(name + " forward");
      // The output layer goes forward and backward at once; the first layer has no gradient of its
      // input, the others add up as many products for it as for that of their weights.
      double backward = output ? 2 : 1;
      if (layer.position() > 1) {
        backward++;
      }
      if (!output) {
        inLayers +=
            parts.add(name, "forward", median(name + " forward"), (double) layer.multiplyAdds());
      }
      inLayers +=
          parts.add(
              name,
              output ? "forward and backward" : "backward",
              median(name + " backward"),
              backward * layer.multiplyAdds());
    }
    parts.add("update", "step", Math.max(0, step - inLayers), 0);
    return parts.rows;
  }

  /**
   * The rows of a network, as they are added.
   *
   * @param whole seconds of a step with its input
   */
  private record TimedParts(
      String network,
      Precision precision,
      int images,
      double whole,
      double peak,
      List<LayerTimeRow> rows) {
    TimedParts(String network, Precision precision, int images, double whole, double peak) {
      this(network, precision, images, whole, peak, new ArrayList<>());
    }

    /**
     * Adds a part, and returns its seconds.
     *
     * @param products added up for an image, 0 where that is no measure
     */
    double add(String part, String pass, double seconds, double products) {
      rows.add(
          new LayerTimeRow(
              network,
              precision.toString(),
              rows.size() + 1,
              part,
              pass,
              1e6 * seconds / images,
              seconds / whole,
              products == 0 ? Double.NaN : products * images / seconds / peak));
      return seconds;
    }
  }

  private double median(String what) {
    return SpeedFigures.median(seconds.get(what), Double::doubleValue);
  }
}
