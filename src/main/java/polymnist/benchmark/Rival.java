package polymnist.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.network.Architecture;
import polymnist.network.Lenet;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;

/**
 * Other software that trains and predicts with the same networks, in {@link #PROCESSES} processes
 * at once, each with one thread.
 */
interface Rival {
  Logger LOG = LoggerFactory.getLogger(Rival.class);

  int PROCESSES = 2;

  /** Minibatches of which the fastest is taken for prediction. */
  String PREDICTION_BATCHES = "64,256,1000";

  /**
   * What a training had reached.
   *
   * @param number of epochs or iterations
   * @param seconds of training
   * @param accuracy on validation images, 0 to 1
   */
  record Reached(int number, double seconds, double accuracy) {}

  /** What a process is asked to do. */
  enum Workload {
    TRAIN,
    PREDICT;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the images a second of all processes together; NaN where the software is not there.
   *
   * @param seconds how long it works
   * @param images of each process, which it has in memory
   * @param batches images in a minibatch, separated by commas; the fastest counts
   */
  double imagesPerSecond(
      Workload workload, Architecture architecture, int seconds, int images, String batches);

  /**
   * Returns the images a second that all processes train together.
   *
   * @param images of all processes: a few of them would stay in the processor's caches
   */
  default double training(Architecture architecture, int seconds, int images, int batchSize) {
    return imagesPerSecond(
        Workload.TRAIN, architecture, seconds, images / PROCESSES, String.valueOf(batchSize));
  }

  /** Returns the images a second that all processes predict together. */
  default double prediction(Architecture architecture, int seconds, int images) {
    return imagesPerSecond(Workload.PREDICT, architecture, seconds, images, PREDICTION_BATCHES);
  }

  /** Names an architecture and its numbers as the programs of the rivals do. */
  static List<String> arguments(Architecture architecture) {
    String numbers;
    if (architecture instanceof Mlp mlp) {
      numbers = mlp.hidden().stream().map(String::valueOf).collect(Collectors.joining(","));
    } else if (architecture instanceof Lenet lenet) {
      numbers =
          String.format(Locale.ROOT, "%d,%d,%d", lenet.first(), lenet.second(), lenet.dense());
    } else if (architecture instanceof Vgg vgg) {
      numbers = String.format(Locale.ROOT, "%d,%d,%s", vgg.width(), vgg.dense(), vgg.dropout());
    } else if (architecture instanceof Resnet resnet) {
      numbers = String.format(Locale.ROOT, "%d,%d", resnet.width(), resnet.stemStride());
    } else {
      numbers = "0";
    }
    return List.of(architecture.name(), numbers);
  }

  /** Copies a program of this folder to a file of its name, which goes when the JVM ends. */
  static Path program(String name) throws IOException {
    Path folder = Files.createTempDirectory("rival");
    folder.toFile().deleteOnExit();
    Path program = folder.resolve(name);
    program.toFile().deleteOnExit();
    try (InputStream in = Rival.class.getResourceAsStream(name)) {
      Files.write(program, in.readAllBytes());
    }
    return program;
  }

  /**
   * Tells whether there are libraries; where they are wanted but missing, logs what brings them.
   */
  static boolean isThere(String libraries, String profile) {
    boolean there = !libraries.isEmpty() && Files.isDirectory(Path.of(libraries));
    if (!there && !libraries.isEmpty()) {
      LOG.warn(
          "no {} in {}, so there is no comparison: mvn -P{} -Dmaven.test.skip=true package brings it",
          profile,
          libraries,
          profile);
    }
    return there;
  }

  /** Returns the command that runs a program of this folder from its source. */
  static List<String> java(String libraries, List<String> options, String program)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", Path.of(libraries, "*").toString(), program(program).toString()));
    return command;
  }

  /**
   * Runs a command that says what it reached, a line of number, seconds and accuracy each, to its
   * end.
   *
   * @throws IllegalStateException when it ends with another exit code than 0
   */
  static List<Reached> reached(List<String> command, int threads) {
    try (RivalProcess rival = RivalProcess.start(command, threads)) {
      List<String> lines = rival.process().inputReader().lines().toList();
      int exit = rival.process().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "exit code %s of %s: %s".formatted(exit, String.join(" ", command), rival.lastWords()));
      }
      return lines.stream().map(Rival::reached).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Reached reached(String line) {
    String[] numbers = line.split(" ", -1);
    return new Reached(
        Integer.parseInt(numbers[0]),
        Double.parseDouble(numbers[1]),
        Double.parseDouble(numbers[2]));
  }
}
