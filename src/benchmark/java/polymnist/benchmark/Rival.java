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
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;

/** What the rivals' programs share: processes of their own, with libraries of their own. */
final class Rival {
  static final Logger LOG = LoggerFactory.getLogger(Rival.class);

  private Rival() {}

  /**
   * What a training had reached.
   *
   * @param number of epochs or iterations
   * @param seconds of training
   * @param accuracy on validation images, 0 to 1
   */
  record Reached(int number, double seconds, double accuracy) {}

  /**
   * Names an architecture and its numbers as the programs of the rivals do.
   *
   * @throws IllegalStateException when they have no such network
   */
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
    } else if (architecture instanceof Linear) {
      numbers = "0";
    } else {
      throw new IllegalStateException(
          "the rivals have no network %s: add it to Rival and to their programs"
              .formatted(architecture.name()));
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
    boolean there = !libraries.isEmpty() && Files.isDirectory(local(libraries));
    if (!there && !libraries.isEmpty()) {
      LOG.warn(
          "no {} in {}, so there is no comparison: mvn -Pbenchmark,{} -Dmaven.test.skip=true package brings it",
          profile,
          libraries,
          profile);
    }
    return there;
  }

  /** What lies in the project's folder is an address. */
  private static Path local(String folder) {
    return Path.of(folder.replaceFirst("^file:", ""));
  }

  /** Returns the command that runs a program of this folder from its source. */
  static List<String> java(String libraries, List<String> options, String program)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", local(libraries).resolve("*").toString(), program(program).toString()));
    return command;
  }

  /**
   * Runs a command that says what it reached, a line of number, seconds and accuracy each, to its
   * end.
   *
   * @throws IllegalStateException when it ends with another exit code than 0, or says another thing
   */
  static List<Reached> reached(List<String> command, int threads) {
    try (RivalProcess rival = RivalProcess.start(command, threads)) {
      List<String> lines = rival.process().inputReader().lines().toList();
      int exit = rival.process().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "exit code %s of %s: %s".formatted(exit, String.join(" ", command), rival.lastWords()));
      }
      try {
        return lines.stream().map(Rival::reached).toList();
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalStateException("it says " + String.join("; ", lines), e);
      }
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
