package polymnist.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import polymnist.network.Architecture;
import polymnist.network.Linear;
import polymnist.network.Mlp;

/**
 * Spark's own MLlib, which the Maven profile {@code mllib} brings, and every Spark that is
 * installed as a whole has. Its program runs from its source, in a process of its own. It minimises
 * over all images at once, by L-BFGS, and has no networks but linear classifiers and multilayer
 * perceptrons, whose hidden units are logistic.
 *
 * @param libraries the folder of the libraries; empty for none
 */
record Mllib(String libraries) {
  private static final String ITERATIONS = "10,20,50,100,200";

  /** MLlib has an image as 2,352 numbers of eight bytes, four times while they are laid out. */
  static final long MAX_IMAGES = 40_000;

  private static final int MEGABYTES = 4_096;

  /** Tells whether there are libraries, and so few images that they have room. */
  boolean canRead(long images) {
    if (!Rival.isThere(libraries, "mllib")) {
      return false;
    }
    if (images > MAX_IMAGES) {
      Rival.LOG.warn(
          "no comparison with MLlib, as {} images for training and validation are more than {}:"
              + " lower timetoaccuracy.images",
          images,
          MAX_IMAGES);
    }
    return images <= MAX_IMAGES;
  }

  static boolean has(Architecture architecture) {
    return architecture instanceof Linear || architecture instanceof Mlp;
  }

  /**
   * Trains a network for several numbers of iterations, each time from the beginning, until a
   * training takes longer than a minute.
   *
   * @param images a file as the program reads it
   */
  List<Rival.Reached> accuracies(Architecture architecture, int threads, long seed, Path images) {
    List<String> options = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector"));
    options.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+", -1)));
    options.add("-Xmx" + MEGABYTES + "m");
    try {
      List<String> command = Rival.java(libraries, options, "MllibBenchmark.java");
      command.addAll(Rival.arguments(architecture));
      command.addAll(
          List.of(String.valueOf(threads), ITERATIONS, String.valueOf(seed), images.toString()));
      return Rival.reached(command, threads);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write MLlib's program", e);
    }
  }
}
