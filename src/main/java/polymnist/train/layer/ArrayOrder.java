package polymnist.train.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Kernels read arrays in C order without gaps, as nearly all are. */
final class ArrayOrder {
  private ArrayOrder() {}

  static INDArray c(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }
}
