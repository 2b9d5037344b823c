package polymnist.network.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;

/** The running side of a {@link KernelLayer}. */
final class ComputingLayer extends BaseLayer<KernelLayer> implements LayerWeights {
  private static final long serialVersionUID = 1L;

  private transient Kernel kernel;

  ComputingLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (kernel == null) {
      kernel = layerConf().kernel(Kernels.of(layerConf().precision()), this);
    }
    applyDropOutIfNecessary(training, workspaces);
    return kernel.forward(ArrayOrder.c(input), training);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray outputGradient, LayerWorkspaceMgr workspaces) {
    INDArray inputGradient = kernel.backward(ArrayOrder.c(outputGradient));
    if (inputGradient != null) {
      backpropDropOutIfPresent(inputGradient);
    }
    Gradient gradient = new DefaultGradient();
    // DL4J gives none to a layer without variables.
    if (gradientViews != null) {
      gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
    }
    return new Pair<>(gradient, inputGradient);
  }

  /** Nothing is regularised, which DL4J would ask of each variable. */
  @Override
  public double calcRegularizationScore(boolean backpropOnlyParams) {
    return 0;
  }

  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return !layerConf().follows(name);
  }

  @Override
  public INDArray value(String name) {
    return params.get(name);
  }

  @Override
  public INDArray gradient(String name) {
    return gradientViews.get(name);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }
}
