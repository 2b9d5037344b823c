package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.setting.UserError;

class EndingTest {
  @Test
  void whatFailedIsToldByItsCausesLast() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        Ending.exitCode(
            () -> {
              throw new IllegalStateException(
                  "cannot publish", new IOException("No space left on device\n\tat some.Class"));
            },
            new PrintStream(told, true, UTF_8));
    assertThat(code).isEqualTo(1);
    assertThat(told.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            failed: IllegalStateException: cannot publish
              because: IOException: No space left on device
            no space is left on a disk: that of the warehouse, of Spark's scratch\
             (spark.local.dir) or of %s
            """
                .formatted(System.getProperty("java.io.tmpdir")));
  }

  /** What Parquet throws of a page, as {@code SparkSettingsSparkTest} has it from a true one. */
  @Test
  void aDamagedFileIsRefusedWithWhatHelps() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        Ending.exitCode(
            () -> {
              throw new IllegalStateException(
                  "cannot read a.parquet",
                  new IOException(
                      "could not verify page integrity, CRC checksum verification failed"));
            },
            new PrintStream(told, true, UTF_8));
    assertThat(code).isEqualTo(3);
    assertThat(told.toString(UTF_8)).contains("a.parquet").contains("./spark-submit.sh verify");
  }

  @Test
  void whatOthersHaveNamedSteersNoTerminalAndTellsNoPassword() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Ending.exitCode(
        () -> {
          throw UserError.request("a\u001b[2Jb\nis not in ftp://anna:4711@host/x");
        },
        new PrintStream(told, true, UTF_8));
    assertThat(told.toString(UTF_8).lines())
        .containsExactly("a\\u001b[2Jb", "is not in ftp://*********(redacted)@host/x");
  }

  @Test
  void whatAUserCanMendHasACodeOfItsOwnAndNoTrace() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(told, true, UTF_8);
    assertThat(
            Ending.exitCode(
                () -> {
                  throw UserError.request("write it otherwise");
                },
                err))
        .isEqualTo(2);
    assertThat(
            Ending.exitCode(
                () -> {
                  throw UserError.rejectedInput("too much is bad");
                },
                err))
        .isEqualTo(3);
    assertThat(told.toString(UTF_8).lines())
        .containsExactly("write it otherwise", "too much is bad");
  }

  /** Says that it works, and does so until somebody stops it; then a part of it complains. */
  static final class Working {
    public static void main(String[] args) {
      Ending.exit(
          () -> "stopped: stays",
          () -> {
            Logger log = LoggerFactory.getLogger("org.apache.spark.util.Utils");
            Runtime.getRuntime()
                .addShutdownHook(
                    new Thread(
                        () -> {
                          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                          log.error("a task is refused");
                        }));
            System.out.println("working");
            LockSupport.parkNanos(Long.MAX_VALUE);
            return 0;
          });
    }
  }

  /** Ends at once, with what it is given. */
  static final class Done {
    public static void main(String[] args) {
      Ending.exit(() -> "stopped: stays", () -> Integer.parseInt(args[0]));
    }
  }

  private static Process process(Class<?> main, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=conf/log4j2.properties",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  /** As schedulers and shells do, by SIGTERM; {@code SubmitIT} stops a true job. */
  @Test
  void whatIsStoppedSaysThatTheSameCommandGoesOn() throws Exception {
    Process working = process(Working.class);
    assertThat(working.inputReader(UTF_8).readLine()).isEqualTo("working");
    working.toHandle().destroy();
    assertThat(working.errorReader(UTF_8).lines().toList()).endsWith("stopped: stays");
    assertThat(working.waitFor()).isEqualTo(128 + 15);
    for (int code : new int[] {0, 3}) {
      Process done = process(Done.class, Integer.toString(code));
      assertThat(done.errorReader(UTF_8).lines().toList()).noneMatch(l -> l.contains("stopped"));
      assertThat(done.waitFor()).isEqualTo(code);
    }
  }

  @Test
  void aDriverOfYarnTellsItsCodeInAMessage() {
    Map<String, String> yarn = Map.of("spark.master", "yarn", "spark.submit.deployMode", "cluster");
    try {
      yarn.forEach(System::setProperty);
      Ending.exit(() -> "stopped: stays", () -> 0);
      assertThatThrownBy(
              () ->
                  Ending.exit(
                      () -> "stopped: stays",
                      () -> {
                        throw UserError.rejectedInput("too much is bad");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the job ended with exit code 3\ntoo much is bad\n");
    } finally {
      yarn.keySet().forEach(System::clearProperty);
    }
  }
}
