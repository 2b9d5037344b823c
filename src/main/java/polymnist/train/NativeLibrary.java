package polymnist.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up ND4J's native library once in every JVM that computes, before ND4J is touched:
 *
 * <ul>
 *   <li>the build with oneDNN is chosen where the processor and the class path have it, and DL4J's
 *       oneDNN layers are switched on, which they are not as they come;
 *   <li>OpenMP gets one thread a task, since a Spark task has one core. The library ignores {@code
 *       OMP_NUM_THREADS} and would start four.
 * </ul>
 */
public final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "/org/nd4j/linalg/cpu/nativecpu/bindings/";

  private static boolean prepared;
  private static boolean oneDnn;

  private NativeLibrary() {}

  /** Prepares the library for this JVM; further calls do nothing. */
  public static synchronized void prepare() {
    if (prepared) {
      return;
    }
    String build = build();
    oneDnn = !build.isEmpty();
    if (oneDnn) {
      System.setProperty("org.bytedeco.javacpp.platform.extension", build);
      System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    } else {
      LOG.warn(
          "no oneDNN build of ND4J for this processor on the class path: convolutions will train"
              + " four to seven times slower");
    }
    LOG.info("ND4J on {}", Nd4j.getBackend().getClass().getName());
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    prepared = true;
  }

  /** Tells whether the loaded build has oneDNN. */
  public static synchronized boolean hasOneDnn() {
    return oneDnn;
  }

  /** Returns the suffix of the best build that is here, such as {@code -onednn-avx2}, or "". */
  private static String build() {
    for (String candidate : List.of("avx512", "avx2")) {
      String suffix = "-onednn-" + candidate;
      boolean here =
          NativeLibrary.class.getResource(
                  FOLDER + Loader.Detector.getPlatform() + suffix + "/libnd4jcpu.so")
              != null;
      if (here && processorHas(candidate)) {
        return suffix;
      }
    }
    return "";
  }

  private static boolean processorHas(String instructions) {
    try {
      String wanted = instructions.equals("avx512") ? " avx512bw" : " " + instructions;
      return Files.readString(Path.of("/proc/cpuinfo")).toLowerCase(Locale.ROOT).contains(wanted);
    } catch (IOException e) {
      LOG.warn("cannot tell the processor's instructions: {}", e.getMessage());
      return false;
    }
  }
}
