package polymnist.network.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A weight of a layer.
 *
 * @param name of the variable, without '_', which DL4J takes for the end of the layer's name
 * @param shape in C order
 * @param start how it begins
 */
record Variable(String name, long[] shape, Start start) {
  /** How a variable begins. */
  enum Start {
    /** Normally distributed by the number of inputs (He et al., ICCV 2015). */
    HE,
    /** Zeros. */
    ZERO,
    /** Gamma 1, beta 0: two rows. */
    SCALE_SHIFT,
    /** Mean 0, variance 1: two rows, learned by following the minibatches. */
    STATISTICS
  }

  Variable {
    if (name.contains("_")) {
      throw new IllegalArgumentException("the variable's name has a '_': " + name);
    }
  }

  long length() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  void begin(INDArray values) {
    switch (start) {
      case HE -> {
        long inputs = length() / shape[0];
        values.assign(Nd4j.randn(shape).muli(Math.sqrt(2.0 / inputs)));
      }
      case ZERO -> values.assign(0);
      case SCALE_SHIFT -> {
        values.getRow(0).assign(1);
        values.getRow(1).assign(0);
      }
      case STATISTICS -> {
        values.getRow(0).assign(0);
        values.getRow(1).assign(1);
      }
      default -> throw new IllegalStateException("unknown start " + start);
    }
  }
}
