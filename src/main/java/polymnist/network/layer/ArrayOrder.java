package polymnist.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels read arrays in C order without gaps, as nearly all are. */
final class ArrayOrder {
  private ArrayOrder() {}

  static INDArray c(INDArray array) {
    return withoutGaps(array) ? array : array.dup('c');
  }

  /** A dimension of 1 may have any stride, on which ND4J insists. */
  static boolean withoutGaps(INDArray array) {
    long step = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != step) {
        return false;
      }
      step *= array.size(i);
    }
    return true;
  }
}
