package polymnist.network.layer;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Drops a share of a layer's inputs in training and makes the others larger by as much (Srivastava
 * et al., "Dropout", JMLR 2014). DL4J's own draws a number of its generator for every input, which
 * takes longer than to multiply them with a dense layer's weights; this one draws a single one, the
 * seed of a faster generator.
 */
public final class Dropout implements IDropout {
  private static final long serialVersionUID = 1L;

  /** Sixteen of the bits that are drawn decide on an input. */
  private static final int BITS = 16;

  private static final int MASK = (1 << BITS) - 1;

  private double share;
  private transient INDArray factors;

  /** For DL4J's reader. */
  Dropout() {}

  /**
   * Makes a dropout.
   *
   * @param share of the inputs that is dropped, above 0 and below 1
   */
  Dropout(double share) {
    this.share = share;
  }

  public double getShare() {
    return share;
  }

  @Override
  public INDArray applyDropout(
      INDArray inputs, INDArray results, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    draw(inputs.length());
    return inputs.muli(factors.reshape(inputs.shape()), results);
  }

  private void draw(long inputs) {
    if (factors == null || factors.length() != inputs) {
      close();
      factors = Nd4j.createUninitializedDetached(DataType.FLOAT, inputs);
    }
    SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
    int dropped = (int) Math.round(share * (1 << BITS));
    // A table, as a processor cannot guess what chance decides.
    float[] factor = {(float) (1 / (1 - share)), 0};
    float[] drawn = new float[Math.toIntExact(inputs)];
    long bits = 0;
    for (int i = 0; i < drawn.length; i++) {
      bits = i % (Long.SIZE / BITS) == 0 ? random.nextLong() : bits >>> BITS;
      drawn[i] = factor[((int) (bits & MASK) - dropped) >>> (Integer.SIZE - 1)];
    }
    factors.data().asNioFloat().put(drawn);
  }

  @Override
  public INDArray backprop(
      INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
    return outputGradient.muli(factors.reshape(outputGradient.shape()), inputGradient);
  }

  /** Does nothing: DL4J calls it after each step, and the next needs as much room. */
  @Override
  public void clear() {}

  /** Frees the factors. */
  void close() {
    if (factors != null) {
      factors.close();
      factors = null;
    }
  }

  @Override
  public IDropout clone() {
    return new Dropout(share);
  }
}
