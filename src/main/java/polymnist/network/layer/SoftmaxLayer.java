package polymnist.network.layer;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;
import polymnist.network.kernel.Precision;
import polymnist.statistics.ClassProbabilities;

/**
 * The running side of a {@link SoftmaxOutput}. DL4J's own computes the products of its inputs and
 * weights three times a minibatch, and a gradient of its inputs that a linear network has no use
 * for. Loss and accuracy are those of the forward pass, before the update; the loss is of the
 * labels as they are, also where the gradient is of smoothed ones. It computes with floats,
 * whatever the precision of the layers before it.
 */
public final class SoftmaxLayer extends OutputLayer implements LayerWeights {
  private static final long serialVersionUID = 1L;

  private transient Kernel kernel;
  private transient double lossSum;
  private transient int correct;

  SoftmaxLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Returns how many images of the latest training step had their highest number at the label. */
  public int correct() {
    return correct;
  }

  @Override
  protected INDArray preOutput2d(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    if (kernel == null) {
      SoftmaxOutput shape = (SoftmaxOutput) layerConf();
      kernel =
          Kernels.of(Precision.FLOAT)
              .dense(
                  (int) shape.getNIn(),
                  (int) shape.getNOut(),
                  this,
                  // In DL4J's order, [in,out] by columns, the weights are [out,in] by rows.
                  DefaultParamInitializer.WEIGHT_KEY,
                  DefaultParamInitializer.BIAS_KEY,
                  false,
                  shape.inputGradient());
    }
    return kernel.forward(ArrayOrder.c(input), training);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray logits = preOutput2d(training, workspaces);
    float[] rows = read(logits);
    int classes = (int) logits.size(1);
    for (int row = 0; row < rows.length; row += classes) {
      softmax(rows, row, classes);
    }
    return Nd4j.create(rows, logits.shape(), 'c');
  }

  /** Needs no gradient from above: an output layer is given labels. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray none, LayerWorkspaceMgr workspaces) {
    INDArray logits = preOutput2d(true, workspaces);
    float[] rows = read(logits);
    float[] wanted = read(ArrayOrder.c(labels));
    int classes = (int) logits.size(1);
    float smoothing = (float) ((SoftmaxOutput) layerConf()).labelSmoothing();
    lossSum = 0;
    correct = 0;
    for (int row = 0; row < rows.length; row += classes) {
      softmax(rows, row, classes);
      score(rows, wanted, row, classes, smoothing);
    }
    // The gradient of the cross-entropy by the logits; it takes their place, as they are read.
    logits.data().asNioFloat().put(rows);
    INDArray inputGradient = kernel.backward(logits);
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(
        DefaultParamInitializer.WEIGHT_KEY, gradient(DefaultParamInitializer.WEIGHT_KEY), 'f');
    gradient.setGradientFor(
        DefaultParamInitializer.BIAS_KEY, gradient(DefaultParamInitializer.BIAS_KEY));
    if (inputGradient != null) {
      backpropDropOutIfPresent(inputGradient);
    }
    return new Pair<>(gradient, inputGradient);
  }

  /** Returns the mean loss of the latest {@link #backpropGradient}, which DL4J calls before. */
  @Override
  public double computeScore(double regularisation, boolean training, LayerWorkspaceMgr unused) {
    return lossSum / labels.size(0) + regularisation;
  }

  /** Turns logits into probabilities. */
  private static void softmax(float[] values, int from, int classes) {
    float highest = values[from];
    for (int i = from + 1; i < from + classes; i++) {
      highest = Math.max(highest, values[i]);
    }
    double sum = 0;
    for (int i = from; i < from + classes; i++) {
      double power = Math.exp(values[i] - highest);
      values[i] = (float) power;
      sum += power;
    }
    for (int i = from; i < from + classes; i++) {
      values[i] = (float) (values[i] / sum);
    }
  }

  /** Adds a row's loss up and turns its probabilities into gradients. */
  private void score(float[] values, float[] wanted, int from, int classes, float smoothing) {
    int best = from;
    for (int i = from; i < from + classes; i++) {
      best = values[i] > values[best] ? i : best;
    }
    correct += wanted[best] == 1 ? 1 : 0;
    for (int i = from; i < from + classes; i++) {
      if (wanted[i] != 0) {
        lossSum += wanted[i] * ClassProbabilities.logLoss(values[i]);
      }
      values[i] -= (1 - smoothing) * wanted[i] + smoothing / classes;
    }
  }

  private static float[] read(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    FloatBuffer buffer = array.data().asNioFloat();
    buffer.get(values);
    return values;
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
  public void close() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }
}
