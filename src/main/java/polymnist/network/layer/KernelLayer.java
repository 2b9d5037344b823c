package polymnist.network.layer;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;
import polymnist.network.kernel.Precision;

/**
 * The configuration of a DL4J layer that computes with {@link Kernel}s, over square images. Its
 * fields are what DL4J writes into a model's JSON. Networks with such layers train and predict
 * without DL4J's workspaces, as kernels own their buffers.
 */
public abstract class KernelLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  /** Height and width of the input. */
  @JsonProperty protected int side;

  /** Whether anything before this layer learns. */
  @JsonProperty protected boolean inputGradient;

  /** Whether what follows is a layer of DL4J's, which needs [N,C,H,W]. */
  @JsonProperty protected boolean plainOutput;

  /** In which it computes; files of earlier versions have none. */
  @JsonProperty private Precision precision = Precision.FLOAT;

  /** For DL4J's reader. */
  protected KernelLayer() {}

  @SuppressWarnings("this-escape") // The setter is DL4J's, and sets a field.
  protected KernelLayer(String name, int out, boolean inputGradient, boolean plainOutput) {
    setLayerName(name);
    this.nOut = out;
    this.inputGradient = inputGradient;
    this.plainOutput = plainOutput;
  }

  /** Lets all layers of kernels compute in a precision. */
  public static void setPrecision(ComputationGraphConfiguration network, Precision precision) {
    of(network).forEach(layer -> layer.precision = precision);
  }

  /** Returns in which precision a network computes: floats where it has no layer of kernels. */
  public static Precision precision(ComputationGraphConfiguration network) {
    return of(network).map(KernelLayer::precision).findFirst().orElse(Precision.FLOAT);
  }

  private static Stream<KernelLayer> of(ComputationGraphConfiguration network) {
    return network.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .filter(KernelLayer.class::isInstance)
        .map(KernelLayer.class::cast);
  }

  Precision precision() {
    return precision;
  }

  /** Returns the variables in their order in the network's weights. */
  abstract List<Variable> variables();

  /** Makes the kernel of one network. */
  abstract Kernel kernel(Kernels kernels, LayerWeights variables);

  /**
   * Describes what the layer computes in prediction.
   *
   * @param input name of what it reads
   * @return the name of its result
   */
  abstract String describe(Blueprint blueprint, String input, LayerWeights variables);

  /** Returns the height and width of the output. */
  abstract int outSide();

  /** Returns how many products of two numbers the layer adds up for one image. */
  public abstract long multiplyAdds();

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    ComputingLayer layer = new ComputingLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return VariableInitializer.INSTANCE;
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return follows(name) ? new NoOp() : super.getUpdaterByParam(name);
  }

  /** Tells whether a variable follows the minibatches instead of a gradient. */
  boolean follows(String name) {
    return variables().stream()
        .anyMatch(
            variable ->
                variable.name().equals(name) && variable.start() == Variable.Start.STATISTICS);
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    InputType.InputTypeConvolutional images = (InputType.InputTypeConvolutional) type;
    if (images.getHeight() != images.getWidth()) {
      throw new IllegalArgumentException("images must be square, but are " + images);
    }
    nIn = images.getChannels();
    side = (int) images.getHeight();
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    setNIn(type, true);
    return InputType.convolutional(outSide(), outSide(), nOut);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType type) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType type) {
    throw new UnsupportedOperationException("no memory report of " + getClass().getSimpleName());
  }

  int in() {
    return Math.toIntExact(nIn);
  }

  int out() {
    return Math.toIntExact(nOut);
  }
}
