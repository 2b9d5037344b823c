package polymnist.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import polymnist.network.Architecture;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.train.NetworkSettings;

/**
 * Libtorch, which is PyTorch without Python, of Java libraries that the Maven profile {@code
 * libtorch} brings. Its program runs from its source, in processes of its own: its libraries and
 * those of ND4J do not go together.
 *
 * @param libraries the folder of the libraries; empty for none
 */
record Libtorch(String libraries) {
  /** As many train or predict at once, each with one thread. */
  static final int PROCESSES = 2;

  /** Images of minibatches of which the fastest is taken for prediction. */
  private static final String PREDICTION_BATCHES = "64,256,1000";

  private static final String PROGRAM = "LibtorchBenchmark.java";

  boolean isThere() {
    return Rival.isThere(libraries, "libtorch");
  }

  /**
   * Trains a network as its settings say, but in one process, and returns its epochs.
   *
   * @param threads of the process
   * @param images a file as the program reads it
   */
  List<Rival.Reached> accuracies(
      NetworkSettings network, int threads, double warmUp, long seed, Path images) {
    List<String> arguments = Rival.arguments(network.architecture());
    return Rival.reached(
        command(
            "accuracy",
            arguments.get(0),
            arguments.get(1),
            String.valueOf(threads),
            String.valueOf(network.batchSize()),
            String.valueOf(network.epochs()),
            String.valueOf(network.learningRate()),
            String.valueOf(warmUp),
            String.valueOf(seed),
            images.toString()),
        threads);
  }

  private List<String> command(String... arguments) {
    try {
      List<String> command = Rival.java(libraries, List.of(), PROGRAM);
      command.addAll(List.of(arguments));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write libtorch's program", e);
    }
  }

  /**
   * Returns the images a second that all processes train together; NaN where libtorch is not there
   * and 0 where it fails, which is logged.
   *
   * @param seconds how long it works
   * @param images of all processes: a few of them would stay in the processor's caches
   */
  double training(
      Architecture architecture, Precision precision, int seconds, int images, int batchSize) {
    return imagesPerSecond(
        "train", architecture, precision, seconds, images / PROCESSES, String.valueOf(batchSize));
  }

  /**
   * Returns the images a second that all processes predict together, likewise.
   *
   * @param images of each process
   */
  double prediction(Architecture architecture, Precision precision, int seconds, int images) {
    return imagesPerSecond("predict", architecture, precision, seconds, images, PREDICTION_BATCHES);
  }

  /** Returns a speed in bfloat16; NaN where the processor would have to emulate it. */
  static double inBfloat16(ToDoubleFunction<Precision> speed) {
    return Processor.hasBfloat16() ? speed.applyAsDouble(Precision.BFLOAT16) : Double.NaN;
  }

  private double imagesPerSecond(
      String workload,
      Architecture architecture,
      Precision precision,
      int seconds,
      int images,
      String batches) {
    if (!isThere()) {
      return Double.NaN;
    }
    List<RivalProcess> rivals = new ArrayList<>();
    try {
      List<String> arguments = Rival.arguments(architecture);
      for (int i = 0; i < PROCESSES; i++) {
        rivals.add(
            RivalProcess.start(
                command(
                    workload,
                    arguments.get(0),
                    arguments.get(1),
                    String.valueOf(seconds),
                    String.valueOf(images),
                    batches,
                    precision.toString()),
                1));
      }
      return imagesPerSecond(rivals.stream().map(RivalProcess::process).toList());
    } catch (IllegalStateException | IOException e) {
      Rival.LOG.warn(
          "libtorch of {} cannot {} in {}, so there is no comparison: {}: {}",
          libraries,
          workload,
          precision,
          e.getMessage(),
          rivals.stream().map(RivalProcess::lastWords).filter(w -> !w.isEmpty()).toList());
      return SpeedFigures.FAILED;
    } finally {
      rivals.forEach(RivalProcess::close);
    }
  }

  /**
   * Has processes work at the same time, and adds up what they say.
   *
   * @throws IllegalStateException when one ends early, or says another thing
   * @throws IOException when one does not listen, as it has ended
   */
  static double imagesPerSecond(List<Process> processes) throws IOException {
    List<BufferedReader> outputs = processes.stream().map(Process::inputReader).toList();
    // All are ready before one begins.
    answers(outputs);
    begin(processes);
    List<String> ways = answers(outputs);
    begin(processes);
    List<String> speeds = answers(outputs);
    Rival.LOG.info("{}: {}", speeds, ways);
    try {
      return speeds.stream()
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (NumberFormatException e) {
      // A JVM that dies says so where it is to say its speed.
      throw new IllegalStateException("it says " + String.join("; ", speeds), e);
    }
  }

  /** Returns the next line of each. */
  private static List<String> answers(List<BufferedReader> outputs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (BufferedReader output : outputs) {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("its process has ended");
      }
      lines.add(line);
    }
    return lines;
  }

  /** Has all go on. */
  private static void begin(List<Process> processes) throws IOException {
    for (Process process : processes) {
      process.outputWriter().newLine();
      process.outputWriter().flush();
    }
  }
}
