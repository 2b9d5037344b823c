package polymnist.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.network.Architecture;
import polymnist.network.Lenet;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;

/** Times the same networks in PyTorch, where it is installed. */
final class PyTorch {
  private static final Logger LOG = LoggerFactory.getLogger(PyTorch.class);
  private static final int TRAINING_IMAGES = 4_096;
  private static final String PREDICTION_BATCHES = "64,256,1000";

  private final String python;

  /**
   * Makes a rival.
   *
   * @param python the interpreter that can import torch; empty for none
   */
  PyTorch(String python) {
    this.python = python;
  }

  /** Names an architecture and its numbers as the script does. */
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

  /** Returns the images a second that two processes train together, each with one thread. */
  Optional<Double> training(Architecture architecture, int seconds, int batchSize) {
    return imagesPerSecond(
        "train", architecture, seconds, TRAINING_IMAGES, String.valueOf(batchSize));
  }

  /**
   * Returns the images a second that two processes predict together, each with one thread and with
   * the minibatches with which it is fastest.
   *
   * @param images of each process, which it has in memory
   */
  Optional<Double> prediction(Architecture architecture, int seconds, int images) {
    return imagesPerSecond("predict", architecture, seconds, images, PREDICTION_BATCHES);
  }

  private Optional<Double> imagesPerSecond(
      String what, Architecture architecture, int seconds, int images, String batches) {
    if (python.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path script = Files.createTempFile("pytorch", ".py");
      try (InputStream in = PyTorch.class.getResourceAsStream("pytorch_benchmark.py")) {
        Files.write(script, in.readAllBytes());
      }
      List<String> arguments = arguments(architecture);
      ProcessBuilder builder =
          new ProcessBuilder(
              python,
              script.toString(),
              what,
              arguments.get(0),
              arguments.get(1),
              "2",
              String.valueOf(seconds),
              String.valueOf(images),
              batches);
      builder.environment().put("OMP_NUM_THREADS", "1");
      builder.environment().put("OPENBLAS_NUM_THREADS", "1");
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      Files.delete(script);
      if (exit != 0) {
        LOG.warn("{} cannot {} in PyTorch (exit code {}): no comparison", python, what, exit);
        return Optional.empty();
      }
      return Optional.of(Double.valueOf(output.substring(output.lastIndexOf(' ') + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + python, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
