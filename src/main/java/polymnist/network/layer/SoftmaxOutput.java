package polymnist.network.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DL4J's output layer with softmax and cross-entropy, computed with kernels: [N,...] to class
 * probabilities [N,out].
 */
public final class SoftmaxOutput extends OutputLayer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private boolean inputGradient;
  @JsonProperty private double labelSmoothing;

  /** For DL4J's reader. */
  SoftmaxOutput() {}

  /**
   * Makes a layer.
   *
   * @param first whether this layer reads the images
   * @param labelSmoothing share of the wanted probability that all classes get alike, 0 to 0.5
   */
  public SoftmaxOutput(String name, int classes, boolean first, double labelSmoothing) {
    super(
        new Builder(LossFunctions.LossFunction.MCXENT)
            .name(name)
            .nOut(classes)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.SOFTMAX));
    this.inputGradient = !first;
    this.labelSmoothing = labelSmoothing;
  }

  boolean inputGradient() {
    return inputGradient;
  }

  double labelSmoothing() {
    return labelSmoothing;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    SoftmaxLayer layer = new SoftmaxLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    nIn = type.arrayElementsPerExample();
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return InputType.feedForward(nOut);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType type) {
    return null;
  }
}
