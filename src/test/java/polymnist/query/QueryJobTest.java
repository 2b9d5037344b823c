package polymnist.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
    QueryJob query = new QueryJob();
    return query.run(Arguments.parse(List.of(args), query.description()), out);
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
  void oneStatementIsNeeded() {
    String problem = "query needs one statement in quotes, such as \"SELECT * FROM metrics\"";
    assertRefused(problem, "--profile", "none");
    assertRefused(problem, "--profile", "none", "--all-runs", "SELECT", "1");
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
