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

/**
 * Libtorch, which is PyTorch without Python, of Java libraries that the Maven profile {@code
 * libtorch} brings. Its program runs from its source, in processes of its own: its libraries and
 * those of ND4J do not go together.
 *
 * @param libraries the folder of the libraries; empty for none
 */
record Libtorch(String libraries) implements Rival {
  private static final Logger LOG = LoggerFactory.getLogger(Libtorch.class);

  @Override
  public double imagesPerSecond(
      Workload workload, Architecture architecture, int seconds, int images, String batches) {
    if (libraries.isEmpty() || !Files.isDirectory(Path.of(libraries))) {
      return Double.NaN;
    }
    List<Process> processes = new ArrayList<>();
    try {
      Path program = Rival.program("LibtorchBenchmark.java");
      List<String> arguments = Rival.arguments(architecture);
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            Rival.start(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    Path.of(libraries, "*").toString(),
                    program.toString(),
                    workload.word(),
                    arguments.get(0),
                    arguments.get(1),
                    String.valueOf(seconds),
                    String.valueOf(images),
                    batches)));
      }
      List<BufferedReader> outputs = processes.stream().map(Process::inputReader).toList();
      // All are ready before one begins, as all work at the same time.
      answers(outputs);
      begin(processes);
      List<String> ways = answers(outputs);
      begin(processes);
      List<String> speeds = answers(outputs);
      Rival.delete(program);
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
