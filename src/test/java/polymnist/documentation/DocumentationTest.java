package polymnist.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

/**
 * The documentation is held to the code. With {@code -Dpolymnist.documentation=write} the pages
 * that are made are written anew; with {@code -Dpolymnist.warehouse=FOLDER} besides, the columns of
 * tables are those that were published there.
 */
class DocumentationTest {
  private static final Path SETTINGS = Path.of("src/site/markdown/settings.md");
  private static final boolean WRITE =
      System.getProperty("polymnist.documentation", "").equals("write");
  private static final int MAX_WORDS = 40;

  @Test
  void everyCommandNamesAJobWithItsOptionsAndSettings() {
    SubmittedJobs jobs = new SubmittedJobs();
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (SubmittedCommand command : page.commands()) {
        commands++;
        if (!command.job().isEmpty() && !command.job().equals("JOB")) {
          if (!jobs.has(command.job())) {
            wrong.add(page.file() + ": there is no job " + command.job());
            continue;
          }
          try {
            jobs.check(command);
          } catch (UserError e) {
            wrong.add("%s: %s: %s".formatted(page.file(), command.job(), e.getMessage()));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(commands).isGreaterThan(50);
  }

  @Test
  void everySettingThatIsNamedIsThere() {
    List<String> wrong = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      // What was once called otherwise may be named there; the other page is made.
      if (!page.file().endsWith("changes.md") && !page.file().equals(SETTINGS)) {
        page.settings().stream()
            .filter(key -> SubmittedJobs.isOfBlock(key) && !SubmittedJobs.isDefault(key))
            .forEach(key -> wrong.add(page.file() + ": " + key));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> wrong = new ArrayList<>();
    int links = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String link : page.links()) {
        links++;
        if (!link.matches("https?://.*") && !leadsSomewhere(page, link)) {
          wrong.add(page.file() + ": " + link);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(links).isGreaterThan(20);
  }

  private static boolean leadsSomewhere(MarkdownPage page, String link) {
    String[] parts = link.split("#", -1);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || MarkdownPage.of(target).anchors().contains(parts[1]));
  }

  @Test
  void everyPageOfTheSiteIsLinkedFromTheReadme() {
    MarkdownPage readme = MarkdownPage.of(Path.of("README.md"));
    for (MarkdownPage page : MarkdownPage.all()) {
      if (page.file().startsWith("src/site")) {
        assertThat(readme.links()).contains(page.file().toString());
      }
    }
  }

  @Test
  void theReadmeIsReadInAFewMinutes() throws IOException {
    Path readme = Path.of("README.md");
    assertThat(Files.readAllLines(readme)).hasSizeLessThanOrEqualTo(130);
    assertThat(Files.size(readme)).isLessThanOrEqualTo(9000);
  }

  @Test
  void noSentenceHasFortyWords() {
    List<String> longOnes = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      if (!page.file().equals(SETTINGS) && !page.file().equals(TablesPage.FILE)) {
        page.sentences().stream()
            .filter(sentence -> sentence.split("\\s+", -1).length >= MAX_WORDS)
            .forEach(sentence -> longOnes.add(page.file() + ": " + sentence));
      }
    }
    assertThat(longOnes).isEmpty();
  }

  @Test
  void thePageOfSettingsIsThatOfTheirDefaults() throws IOException {
    hold(SETTINGS, SettingsPage.text());
  }

  @Test
  void theTableOfJobsIsThatOfTheirDescriptions() throws IOException {
    hold(JobsTable.FILE, JobsTable.page());
  }

  @Test
  void thePageOfTablesSaysWhatTheSourcesSay() throws IOException {
    Map<String, List<String>> columns = new LinkedHashMap<>(TablesPage.published());
    String folder = System.getProperty("polymnist.warehouse");
    if (WRITE && folder != null) {
      Warehouse warehouse = LocalSpark.warehouse(Path.of(folder));
      for (String table : new TablesPage().tables()) {
        warehouse
            .latest(table)
            .ifPresent(run -> columns.put(table, published(warehouse, run, table)));
      }
    }
    hold(TablesPage.FILE, new TablesPage().text(columns));
  }

  private static List<String> published(Warehouse warehouse, RunManifest run, String table) {
    return TableColumns.of(
        warehouse.read(LocalSpark.session(), table, List.of(run.runId())).drop("run_id"));
  }

  /** Compares a page with what is made, or writes it. */
  private static void hold(Path page, String made) throws IOException {
    if (WRITE) {
      Files.writeString(page, made);
    }
    assertThat(page)
        .as(
            "%s is out of date: mvn test -Dtest=DocumentationTest -Dpolymnist.documentation=write",
            page)
        .hasContent(made);
  }
}
