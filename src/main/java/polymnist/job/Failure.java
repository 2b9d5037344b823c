package polymnist.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is told of a failure that no setting mends. */
public final class Failure {
  private Failure() {}

  /** Returns what was thrown and its causes, a line each, the deepest last. */
  public static String causes(Throwable thrown) {
    List<String> causes = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable one = thrown; one != null && seen.add(one); one = one.getCause()) {
      String line = line(one);
      if (causes.stream().noneMatch(said -> said.contains(line))) {
        causes.add(line);
      }
    }
    return String.join("\n  because: ", causes);
  }

  /** Tells whether a file has other bytes than were written to it. */
  public static boolean isDamage(Throwable thrown) {
    String all = trace(thrown);
    return all.contains("CRC checksum verification failed") || all.contains("ChecksumException");
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** Returns what helps, where the causes tell. */
  public static Optional<String> remedy(Throwable thrown) {
    String all = trace(thrown);
    if (isDamage(thrown)) {
      return Optional.of(
          "that file is damaged: ./spark-submit.sh verify compares all that is published, and the"
              + " job of a damaged run makes it anew");
    }
    if (all.contains("UnsatisfiedLinkError")) {
      return Optional.of(
          ("a native library could not be loaded: where %s or ~/.javacpp is mounted noexec, or full,"
                  + " name another folder: ./spark-submit.sh --driver-java-options"
                  + " '-Djava.io.tmpdir=FOLDER -Dorg.bytedeco.javacpp.cachedir=FOLDER' --conf"
                  + " spark.executor.extraJavaOptions='-Djava.io.tmpdir=FOLDER"
                  + " -Dorg.bytedeco.javacpp.cachedir=FOLDER' ...")
              .formatted(System.getProperty("java.io.tmpdir")));
    }
    return all.contains("No space left on device")
        ? Optional.of(
            "no space is left on a disk: that of the warehouse, of Spark's scratch"
                + " (spark.local.dir) or of "
                + System.getProperty("java.io.tmpdir"))
        : Optional.empty();
  }

  /** The first line of a message; Spark puts the trace of the executor's into the others. */
  private static String line(Throwable thrown) {
    if (thrown instanceof NoSuchFileException) {
      return "there is no file " + thrown.getMessage();
    }
    String name = thrown.getClass().getSimpleName();
    String message =
        thrown.getMessage() == null
            ? ""
            : thrown.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return message.isEmpty() ? name : name + ": " + message;
  }
}
