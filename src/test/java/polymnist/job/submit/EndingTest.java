package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @Test
  void aDriverOfYarnTellsItsCodeInAMessage() {
    Map<String, String> yarn = Map.of("spark.master", "yarn", "spark.submit.deployMode", "cluster");
    try {
      yarn.forEach(System::setProperty);
      Ending.exit(() -> 0);
      assertThatThrownBy(
              () ->
                  Ending.exit(
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
