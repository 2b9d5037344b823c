package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

class QuestionsTest {
  @TempDir Path folder;

  private List<String> tables(Path... folders) {
    return Questions.read(
            List.of(folders).stream().map(Path::toString).toList(),
            Set.of("metrics"),
            new Configuration())
        .stream()
        .map(Question::table)
        .toList();
  }

  @Test
  void aQuestionComesAfterThoseThatItReads() throws IOException {
    Files.writeString(folder.resolve("a.sql"), "SELECT * FROM c -- not b");
    Files.writeString(folder.resolve("b.sql"), "SELECT 1");
    Files.writeString(folder.resolve("c.SQL"), "SELECT * FROM b");
    Files.writeString(folder.resolve("notes.txt"), "no question");
    assertThat(tables(folder)).containsExactly("b", "c", "a");
  }

  @Test
  void aLaterFolderReplacesAQuestion() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(folder.resolve("a.sql"), "SELECT 1");
    Files.writeString(other.resolve("a.sql"), "SELECT 2");
    assertThat(
            Questions.read(
                    List.of(folder.toString(), other.toString()), Set.of(), new Configuration())
                .get(0)
                .sql())
        .isEqualTo("SELECT 2");
  }

  @Test
  void aNameThatIsNoTablesOrAnothersIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("my-question.sql"), "SELECT 1");
    assertThatThrownBy(() -> tables(folder)).hasMessageContaining("was 'my-question'");
    Files.delete(file);
    Files.writeString(folder.resolve("metrics.sql"), "SELECT 1");
    assertThatThrownBy(() -> tables(folder))
        .hasMessageContaining("another part of the study has the table or view metrics");
  }

  private EdaSettings asked() {
    String questions = "eda.questions=[\"" + folder + "\"]";
    return Settings.load(Path.of("").toAbsolutePath(), "full", List.of(questions))
        .bind("eda", EdaSettings.class);
  }

  /** Before Spark starts, a stage is asked for its files. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "corpus",
        "quarantine",
        "metrics",
        "image_statistics",
        "near_duplicate_pairs",
        "handwritings",
        "handwriting_neighbours",
        "drift_members",
        "runs",
        "running_curves"
      })
  void aQuestionCannotStandInForWhatOthersRead(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".sql"), "SELECT 1");
    EdaSettings settings = asked();
    assertThatThrownBy(() -> new EdaJob().files(settings))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("has the table or view " + name);
  }

  /** A view that a question may read has a name that none may have. */
  @Test
  void everyViewIsReserved() throws IOException {
    Matcher views =
        Pattern.compile("createOrReplaceTempView\\(\"(\\w+)\"\\)")
            .matcher(Files.readString(Path.of("src/main/java/polymnist/eda/EdaJob.java")));
    while (views.find()) {
      Files.writeString(folder.resolve(views.group(1) + ".sql"), "SELECT 1");
      EdaSettings settings = asked();
      assertThatThrownBy(() -> new EdaJob().files(settings))
          .hasMessageContaining("rename the file");
      Files.delete(folder.resolve(views.group(1) + ".sql"));
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> tables(folder.resolve("none")))
        .hasMessageContaining("none, which is no folder");
  }

  @Test
  void questionsThatWaitForEachOtherAreStillAsked() {
    Question a = new Question("a", "a.sql", "SELECT * FROM b");
    Question b = new Question("b", "b.sql", "SELECT * FROM a");
    assertThat(Questions.ordered(Map.of("a", a, "b", b))).containsExactly(a, b);
  }

  @Test
  void theDescriptionIsTheFirstSentenceOfTheComment() {
    assertThat(
            new Question(
                    "a", "", "-- Are labels\n-- equally frequent? A test.\n--   x  y\nSELECT 1")
                .description())
        .isEqualTo("Are labels equally frequent?");
    assertThat(new Question("a", "", "SELECT 1").description()).isEmpty();
  }

  @Test
  void theProjectsQuestionsAreThoseInItsFolder() {
    assertThat(tables(Path.of("jobs/eda"))).containsExactlyInAnyOrderElementsOf(EdaJob.BUILT_IN);
  }
}
