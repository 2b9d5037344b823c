package polymnist.network.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a layer and their gradients, by name; both may move between two passes. */
public interface LayerWeights {
  /** Returns the values of a variable, dense and in C order. */
  INDArray value(String name);

  /** Returns where the gradient of a variable is to be put, of the same shape. */
  INDArray gradient(String name);
}
