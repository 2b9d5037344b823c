package polymnist.network;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.network.kernel.Processor;

/**
 * Sets up the native libraries once in every JVM that computes. OpenMP gets one thread a task,
 * since a Spark task has one core: ND4J ignores {@code OMP_NUM_THREADS} and would start four.
 */
public final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private static boolean prepared;

  private NativeLibrary() {}

  /** Prepares the libraries for this JVM; further calls do nothing. */
  public static synchronized void prepare() {
    if (prepared) {
      return;
    }
    LOG.info(
        "ND4J on {}, oneDNN with code for {}",
        Nd4j.getBackend().getClass().getName(),
        Processor.instructions());
    if (!Processor.isFast()) {
      LOG.warn(
          "oneDNN has code for {} alone on this processor: without AVX2, networks train several"
              + " times slower",
          Processor.instructions());
    }
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    prepared = true;
  }
}
