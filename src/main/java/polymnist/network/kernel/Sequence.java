package polymnist.network.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels one after the other. */
public record Sequence(List<Kernel> kernels) implements Kernel {
  @Override
  public INDArray forward(INDArray input, boolean training) {
    INDArray at = input;
    for (Kernel kernel : kernels) {
      at = kernel.forward(at, training);
    }
    return at;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray at = outputGradient;
    for (int i = kernels.size() - 1; i >= 0; i--) {
      at = kernels.get(i).backward(at);
    }
    return at;
  }

  @Override
  public void close() {
    kernels.forEach(Kernel::close);
  }
}
