package polymnist.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A running program of a rival.
 *
 * @param log what it writes beside its answers
 */
record RivalProcess(Process process, Path log) implements AutoCloseable {
  private static final int LAST_WORDS = 3;

  /**
   * Starts one.
   *
   * @param threads of its libraries
   */
  static RivalProcess start(List<String> command, int threads) {
    ProcessBuilder builder = new ProcessBuilder(command);
    String number = String.valueOf(threads);
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", number, "OPENBLAS_NUM_THREADS", number));
    try {
      Path log = Files.createTempFile("rival", ".log");
      log.toFile().deleteOnExit();
      return new RivalProcess(builder.redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    }
  }

  /** Returns the last lines of what it logged, less Java's traces, which tell why it failed. */
  String lastWords() {
    List<String> lines;
    try {
      // What is no UTF-8 in it is no reason to say nothing.
      lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.matches("\\s+(at |\\.{3} ).*"))
              .toList();
    } catch (IOException e) {
      return "its log cannot be read";
    }
    return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
  }

  /** Ends it; its log goes when the JVM ends, where it does not now. */
  @Override
  public void close() {
    process.destroy();
    log.toFile().delete();
  }
}
