package polymnist.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.Arguments;
import polymnist.setting.UserError;

/** Requests that are refused before Spark starts. */
class QueryJobTest {
  @TempDir private Path folder;

  private static int answer(PrintStream out, String... args) {
    return answer("", out, args);
  }

  private static int answer(String in, PrintStream out, String... args) {
    return QueryJob.run(
        Arguments.parse(List.of(args), new QueryJob().description()),
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        out);
  }

  private static void assertRefused(String problem, String... args) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    assertThatThrownBy(() -> answer(new PrintStream(printed, true, UTF_8), args))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessage(problem);
    assertThat(printed.toByteArray()).isEmpty();
  }

  /** There is no such profile, so settings have not been read when it is refused. */
  @Test
  void anUnknownFormatIsRefusedFirstOfAll() {
    assertRefused(
        "--format must be one of text, csv, json, was 'xml'",
        "--format",
        "xml",
        "--profile",
        "none",
        "SELECT 1");
  }

  @Test
  void aStatementIsNeeded() throws IOException {
    String none =
        "query needs a statement in quotes, such as \"SELECT * FROM metrics\", in a file that"
            + " --file names, or on standard input";
    assertRefused(none, "--profile", "none");
    assertRefused(none, "--profile", "none", " ; -- SELECT 1\n;");
    Path file = Files.writeString(folder.resolve("empty.sql"), "\n");
    assertRefused(none, "--profile", "none", "--file", file.toString());
    String quotes =
        "query needs its statements in one pair of quotes, such as \"SELECT * FROM metrics\", or in"
            + " a file that --file names";
    assertRefused(quotes, "--profile", "none", "--all-runs", "SELECT", "1");
    assertRefused(quotes, "--profile", "none", "--file", file.toString(), "SELECT 1");
    assertRefused(
        "statements cannot be read from none.sql: there is no file none.sql", "--file", "none.sql");
  }

  @Test
  void aWarehouseWithoutRunsIsToldWithTheRemedy() {
    assertRefused(
        "nothing has been published in file:%s: run ./spark-submit.sh pipeline 'study.warehouse=%s' first"
            .formatted(folder, folder),
        "study.warehouse=" + folder,
        "SELECT 1");
  }
}
