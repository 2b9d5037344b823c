package polymnist.network.layer;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.kernel.Kernels;

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
  private transient float[] factors;

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
    draw(Math.toIntExact(inputs.length()));
    return multiplied(inputs, results);
  }

  private void draw(int inputs) {
    if (factors == null || factors.length != inputs) {
      factors = new float[inputs];
    }
    SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
    int dropped = (int) Math.round(share * (1 << BITS));
    // A table, as a processor cannot guess what chance decides.
    float[] factor = {(float) (1 / (1 - share)), 0};
    long bits = 0;
    for (int i = 0; i < inputs; i++) {
      bits = i % (Long.SIZE / BITS) == 0 ? random.nextLong() : bits >>> BITS;
      factors[i] = factor[((int) (bits & MASK) - dropped) >>> (Integer.SIZE - 1)];
    }
  }

  /** Kernels give and take arrays in C order. */
  private INDArray multiplied(INDArray numbers, INDArray results) {
    if (!ArrayOrder.withoutGaps(results)) {
      throw new IllegalArgumentException("results of dropout must be in C order");
    }
    FloatBuffer in = Kernels.floats(ArrayOrder.c(numbers));
    FloatBuffer out = Kernels.floats(results);
    for (int i = 0; i < factors.length; i++) {
      out.put(i, in.get(i) * factors[i]);
    }
    return results;
  }

  @Override
  public INDArray backprop(
      INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
    return multiplied(outputGradient, inputGradient);
  }

  /** Does nothing: DL4J calls it after each step, and the next needs as much room. */
  @Override
  public void clear() {}

  @Override
  public IDropout clone() {
    return new Dropout(share);
  }
}
