package polymnist.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polymnist.network.Architecture;
import polymnist.train.NetworkSettings;

/**
 * Libtorch, which is PyTorch without Python, of Java libraries that the Maven profile {@code
 * libtorch} brings. Its program runs from its source, in processes of its own: its libraries and
 * those of ND4J do not go together.
 *
 * @param libraries the folder of the libraries; empty for none
 */
record Libtorch(String libraries) implements Rival {
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
  List<Reached> accuracies(
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

  @Override
  public double imagesPerSecond(
      Workload workload, Architecture architecture, int seconds, int images, String batches) {
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
                    workload.text(),
                    arguments.get(0),
                    arguments.get(1),
                    String.valueOf(seconds),
                    String.valueOf(images),
                    batches),
                1));
      }
      List<Process> processes = rivals.stream().map(RivalProcess::process).toList();
      List<BufferedReader> outputs = processes.stream().map(Process::inputReader).toList();
      // All are ready before one begins, as all work at the same time.
      List<String> ready = answers(outputs);
      List<String> ways = begin(processes, ready) ? answers(outputs) : ready;
      List<String> speeds = begin(processes, ways) ? answers(outputs) : ways;
      if (speeds.contains(null)) {
        LOG.warn(
            "libtorch of {} cannot {}, so there is no comparison: {}",
            libraries,
            workload.text(),
            rivals.get(speeds.indexOf(null)).lastWords());
        return Double.NaN;
      }
      LOG.info("{}: {}", speeds, ways);
      return speeds.stream()
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run libtorch of " + libraries, e);
    } finally {
      rivals.forEach(RivalProcess::close);
    }
  }

  /** Returns the next line of each; null of one that has ended. */
  private static List<String> answers(List<BufferedReader> outputs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (BufferedReader output : outputs) {
      lines.add(output.readLine());
    }
    return lines;
  }

  /** Has all go on, if each has said that it is ready for it. */
  private static boolean begin(List<Process> processes, List<String> ready) throws IOException {
    if (ready.contains(null)) {
      return false;
    }
    for (Process process : processes) {
      process.outputWriter().newLine();
      process.outputWriter().flush();
    }
    return true;
  }
}
