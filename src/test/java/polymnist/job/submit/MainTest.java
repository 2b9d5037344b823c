package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polymnist.job.Job;
import polymnist.job.JobDescription;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.setting.UserError;

class MainTest {
  static List<Job> jobs() {
    return JobList.all();
  }

  private static String told(String... words) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    assertThat(Main.run(List.of(words), new PrintStream(told, true, UTF_8))).isZero();
    return told.toString(UTF_8);
  }

  @Test
  void helpListsEveryJobOnceUnderItsGroup() {
    String help = told("--help");
    assertThat(help).contains("The study:\n", "Your own images:\n", "Looking at runs:\n");
    for (Job job : jobs()) {
      assertThat(help.lines().filter(line -> line.startsWith("  " + job.name() + " "))).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void helpOfAJobTellsWhatItWritesItsOptionsAndItsSettings(Job job) {
    JobDescription description = job.description();
    String help = told(job.name(), "--help");
    assertThat(help).contains(description.writes()).contains("--profile NAME-or-FILE");
    description.options().forEach(option -> assertThat(help).contains(option.usage()));
    if (job instanceof Stage) {
      assertThat(help).contains("\n" + job.name() + " {\n").endsWith("\n}\n");
    }
  }

  @Test
  void aBlockIsPrintedWithTheCommentAboveIt() {
    List<String> reference =
        List.of("seed = 1", "", "# One.", "# Two.", "a {", "  b = 1", "}", "c {");
    assertThat(Help.block(reference, "a"))
        .containsExactly("# One.", "# Two.", "a {", "  b = 1", "}");
    assertThat(Help.block(reference, "b")).isEmpty();
  }

  @Test
  void whatWasPublishedIsNoMatterOfAJobThatLooksAtIt() {
    assertThat(Main.stopped("query", "SELECT 1"))
        .isEqualTo("stopped: the same command begins anew");
    assertThat(Main.stopped("train", "query"))
        .isEqualTo("stopped: what was published stays, and the same command goes on from there");
  }

  @Test
  void aWrongNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Main.run(List.of("TRAIN"), System.out))
        .hasMessageStartingWith("there is no job 'TRAIN' (did you mean train?)");
    assertThatThrownBy(() -> Main.run(List.of("tain"), System.out))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageStartingWith("there is no job 'tain' (did you mean train?); jobs are augment, ");
    assertThatThrownBy(() -> Main.run(List.of("judge"), System.out))
        .hasMessage("the job 'judge' is now detector");
  }
}
