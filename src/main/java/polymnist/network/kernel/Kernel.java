package polymnist.network.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One operation of a network, with what it keeps from the forward pass for the backward pass.
 * Results are buffers that the kernel owns and overwrites at its next call; arguments are left as
 * they are. Not for use by several threads.
 */
public interface Kernel extends AutoCloseable {
  /**
   * Returns the output for a minibatch.
   *
   * @param training whether {@link #backward} will follow
   */
  INDArray forward(INDArray input, boolean training);

  /**
   * Sets the gradients of the kernel's variables, summed over the minibatch, and returns that of
   * the input of the latest forward pass; null where it is not wanted.
   */
  INDArray backward(INDArray outputGradient);

  /** Frees the buffers; the kernel cannot be used afterwards. */
  @Override
  void close();
}
