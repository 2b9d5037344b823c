package polymnist.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.network.Architecture;

/**
 * PyTorch, of a Python in which it is installed.
 *
 * @param python the interpreter that can import torch; empty for none
 */
record PyTorch(String python) implements Rival {
  private static final Logger LOG = LoggerFactory.getLogger(PyTorch.class);

  @Override
  public double imagesPerSecond(
      Workload workload, Architecture architecture, int seconds, int images, String batches) {
    if (python.isEmpty()) {
      return Double.NaN;
    }
    List<String> arguments = Rival.arguments(architecture);
    try (RivalProcess rival =
        RivalProcess.start(
            List.of(
                python,
                Rival.program("pytorch_benchmark.py").toString(),
                workload.text(),
                arguments.get(0),
                arguments.get(1),
                String.valueOf(PROCESSES),
                String.valueOf(seconds),
                String.valueOf(images),
                batches),
            1)) {
      String output =
          new String(rival.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip();
      int exit = rival.process().waitFor();
      if (exit != 0) {
        LOG.warn(
            "{} cannot {} in PyTorch (exit code {}: {}), so there is no comparison: install torch for it,"
                + " or set benchmark.python to a Python that has it",
            python,
            workload.text(),
            exit,
            rival.lastWords());
        return Double.NaN;
      }
      return Double.parseDouble(output.substring(output.lastIndexOf(' ') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + python, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
