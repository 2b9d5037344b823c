package polymnist.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Libtorch.class);

  /** What an epoch did: the seconds of training up to its end, and its validation accuracy. */
  record EpochAccuracy(int number, double seconds, double accuracy) {}

  /**
   * Tells whether there are libraries; where they are wanted but missing, logs what brings them.
   */
  boolean isThere() {
    boolean there = !libraries.isEmpty() && Files.isDirectory(Path.of(libraries));
    if (!there && !libraries.isEmpty()) {
      LOG.warn(
          "no libtorch in {}, so there is no comparison: mvn -Plibtorch -Dmaven.test.skip=true"
              + " package brings it",
          libraries);
    }
    return there;
  }

  /**
   * Trains a network as its settings say, but in one process, and returns its epochs.
   *
   * @param threads of the process
   * @param images a file as the program reads it
   */
  List<EpochAccuracy> accuracies(
      NetworkSettings network, int threads, double warmUp, long seed, Path images) {
    List<String> arguments = Rival.arguments(network.architecture());
    try {
      Path program = Rival.program("LibtorchBenchmark.java");
      Process process =
          start(
              threads,
              program,
              "accuracy",
              arguments.get(0),
              arguments.get(1),
              String.valueOf(threads),
              String.valueOf(network.batchSize()),
              String.valueOf(network.epochs()),
              String.valueOf(network.learningRate()),
              String.valueOf(warmUp),
              String.valueOf(seed),
              images.toString());
      List<EpochAccuracy> epochs = new ArrayList<>();
      for (String line : process.inputReader().lines().toList()) {
        String[] numbers = line.split(" ", -1);
        epochs.add(
            new EpochAccuracy(
                Integer.parseInt(numbers[0]),
                Double.parseDouble(numbers[1]),
                Double.parseDouble(numbers[2])));
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "libtorch of %s cannot train: exit code %s".formatted(libraries, exit));
      }
      return epochs;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run libtorch of " + libraries, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Process start(int threads, Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Path.of(libraries, "*").toString(), program.toString()));
    command.addAll(List.of(arguments));
    return Rival.start(command, threads);
  }

  @Override
  public double imagesPerSecond(
      Workload workload, Architecture architecture, int seconds, int images, String batches) {
    if (!isThere()) {
      return Double.NaN;
    }
    List<Process> processes = new ArrayList<>();
    try {
      Path program = Rival.program("LibtorchBenchmark.java");
      List<String> arguments = Rival.arguments(architecture);
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            start(
                1,
                program,
                workload.word(),
                arguments.get(0),
                arguments.get(1),
                String.valueOf(seconds),
                String.valueOf(images),
                batches));
      }
      List<BufferedReader> outputs = processes.stream().map(Process::inputReader).toList();
      // All are ready before one begins, as all work at the same time.
      answers(outputs);
      begin(processes);
      List<String> ways = answers(outputs);
      begin(processes);
      List<String> speeds = answers(outputs);
      if (speeds.contains(null)) {
        LOG.warn("libtorch of {} cannot {}: no comparison", libraries, workload.word());
        return Double.NaN;
      }
      LOG.info("{}: {}", speeds, ways);
      return speeds.stream()
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run libtorch of " + libraries, e);
    } finally {
      processes.forEach(Process::destroy);
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

  private static void begin(List<Process> processes) throws IOException {
    for (Process process : processes) {
      if (process.isAlive()) {
        process.outputWriter().newLine();
        process.outputWriter().flush();
      }
    }
  }
}
