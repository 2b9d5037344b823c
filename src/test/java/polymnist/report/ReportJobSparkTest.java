package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

class ReportJobSparkTest {
  private static final ReportSettings.Drawing NO_PHOTOS = new ReportSettings.Drawing("", "", 0.5);
  private static final ReportSettings SETTINGS = new ReportSettings("A study", 2, 5, 5, NO_PHOTOS);

  private static final String ACCURACY =
      """
      SELECT printf('it reads %.1f %% of %d test images right (95 %% interval %.1f to %.1f %%).',
                    100 * value, n, 100 * lower, 100 * upper)
      FROM   metrics SEMI JOIN (FROM places WHERE place = 1) USING (model, training_corpus)
      WHERE  slice = 'all' AND metric = 'accuracy' AND evaluated_on = 'test'
      """;

  private static final String PAIR =
      """
      SELECT printf('%s the next, %s/corpus: %+.1f points (95 %% interval %+.1f to %+.1f, p = %.2f)',
                    CASE WHEN c.lower > 0 AND c.p_holm <= 0.05 THEN 'It is better than'
                         ELSE 'No difference is shown to' END,
                    c.first, 100 * difference, 100 * c.lower, 100 * c.upper, p_holm)
      FROM   network_comparison c
      JOIN   places a ON a.place = 1 AND c.second = a.model AND second_corpus = a.training_corpus
      JOIN   places b ON b.place = 2 AND c.first = b.model AND first_corpus = b.training_corpus
      """;

  private static final String EFFECT =
      """
      SELECT printf('%s/%s reads %.1f %% of the test images right, %s/corpus %.1f %%:'
                      || ' %+.1f points (95 %% interval %+.1f to %+.1f, p = %.2f), %s. It saw %.1f'
                      || ' times the images in training',
                    model, training_corpus, 100 * accuracy_with, model, 100 * accuracy_without, 100 * difference,
                    100 * lower, 100 * upper, p_holm, verdict, examples_with / examples_without)
      FROM   augmentation_effect
      WHERE  slice = 'all' AND evaluated_on = 'test'
      """;

  private static final String WORST =
      """
      SELECT printf('%.1f %% of %d images (95 %% interval %.1f to %.1f %%); on all test images it reads',
                    100 * accuracy, n, 100 * lower, 100 * upper)
      FROM   slices SEMI JOIN (FROM places WHERE place = 1) USING (model, training_corpus)
      WHERE  upper < overall AND evaluated_on = 'test'
      """;

  private static final String HANDWRITING =
      """
      SELECT printf('It reads %d of %d pictures of digits right',
                    COUNT(*) FILTER (predicted = label), COUNT(label))
      FROM   custom_predictions
      """;

  @TempDir static Path shared;

  @TempDir Path folder;

  private static String html;

  @BeforeAll
  static void makeThePage() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(shared);
    publishTables(warehouse);
    LocalSpark.execute(warehouse, "2-report", new ReportJob(), SETTINGS);
    html = page(warehouse, "2-report");
  }

  @Test
  void thePageShowsTheStudyFromItsTables() {
    assertThat(html)
        .contains("<title>A study</title>")
        .contains("4 test images")
        .contains("Of 3 networks, vgg/augmented was the best on the validation images;")
        .contains("It has 123 k weights and took 13 s to train.")
        .contains("no difference shown")
        .contains("It reads 1 of 2 pictures of digits right")
        .contains("Of 1 picture without a digit it refused 0 and answered 1 with a digit.")
        .contains(
            "Shows 3: right. Chosen: dark, low, all; found in 2 ways. Read as 3 (90.0 %), 4 (6.0"
                + " %), 2 (4.0 %).")
        .contains("Shows no digit: wrong. Read as 1 (90.0 %), 0 (0.0 %).")
        .contains("Shows 7: wrong. No digit found: no ink.")
        .contains("7 read as 1, 93.1 %")
        .contains("<td class=\"number \">6.25\u00a0%</td><td class=\"number \">3.13\u00a0%</td>")
        .contains("It is worse than on all test images on: strokes: thinnest quarter (50.0\u00a0%")
        .contains("train/m0/3/0 after rotate (degrees 12.50), invert")
        .contains("of modalities never seen")
        .contains("+30.00\u00a0points")
        .contains(", never seen</td>")
        .contains("<td class=\"text \">broken</td>")
        .contains("low contrast, m0: 2 images, 50.0 %")
        .contains("<th scope=\"row\">1-all</th>")
        .doesNotContain("augmentation harms")
        .doesNotContain("other columns than this page knows")
        .doesNotContain("Not measured");
    // jmustache escapes the padding of Base64 in attributes too; a browser reads it back.
    assertThat(html.replace("&#x3D;", "="))
        .contains(Base64.getEncoder().encodeToString(SmallStudy.PICTURE));
  }

  /** DuckDB reads the same files, by queries of its own that make the sentences. */
  @Test
  void sentencesSayWhatAnotherReaderOfTheTablesFinds() throws Exception {
    String page = html.replace("&#x3D;", "=");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement ask = duck.createStatement()) {
      for (String table : SmallStudy.tables().keySet()) {
        ask.execute(
            "CREATE VIEW %s AS FROM read_parquet('%s/%s/*/*.parquet')"
                .formatted(table, shared, table));
      }
      ask.execute(
          """
          CREATE VIEW places AS
          SELECT *, row_number() OVER (ORDER BY validation_accuracy DESC) AS place FROM models
          """);
      for (String sentence : List.of(ACCURACY, PAIR, EFFECT, WORST, HANDWRITING)) {
        try (ResultSet found = ask.executeQuery(sentence)) {
          assertThat(found.next()).isTrue();
          assertThat(page).contains(found.getString(1).replace('-', '−'));
          assertThat(found.next()).isFalse();
        }
      }
    }
  }

  /** In a phone's window and a desk's: what the browser itself says of the page. */
  @Test
  void aBrowserShowsThePageWithoutErrorRequestOrScrollingSideways() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, html);

    try (Chromium browser = Chromium.start()) {
      for (int width : new int[] {360, 768, 1280, 1920}) {
        browser.open(page.toUri(), width, 800);
        browser.evaluate(
            "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode();"
                + " })).then(() => 'decoded')");
        browser.settle();

        assertThat(browser.evaluate("innerWidth + ' ' + document.documentElement.scrollWidth"))
            .isEqualTo(width + " " + width);
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.requests()).isEmpty();
      }
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('nav a')].filter(a => !document.querySelector("
                      + "a.getAttribute('href'))).map(a => a.href)"))
          .isEqualTo("[]");
      assertThat(browser.evaluate("[...document.images].filter(i => i.alt === '').length"))
          .isEqualTo("0");
      String ground = "getComputedStyle(document.body).backgroundColor";
      browser.media("screen", "dark");
      assertThat(browser.evaluate(ground)).isEqualTo("rgb(20, 23, 28)");
      browser.media("print", "dark");
      assertThat(browser.evaluate(ground)).isEqualTo("rgb(255, 255, 255)");
      assertThat(browser.evaluate("getComputedStyle(document.querySelector('nav')).display"))
          .isEqualTo("none");
    }
  }

  private static void press(Chromium browser, String key, int code) {
    for (String type : List.of("rawKeyDown", "char", "keyUp")) {
      String text = key.equals("Enter") ? "\r" : "";
      browser.send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
    }
  }

  /** From a cell of the matrix to its images, to one of them, and back, by the keyboard alone. */
  @Test
  void aCellOfTheMatrixOpensItsImagesAndALinkLeadsToOne() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, html);

    try (Chromium browser = Chromium.start()) {
      browser.open(page.toUri(), 1280, 800);
      browser.evaluate(
          "document.querySelector('#confusion [aria-label^=\"7 read as 1\"]').focus()");
      press(browser, "Enter", 13);
      assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')"))
          .isEqualTo("7 read as 1, 92.9 %, m1");
      press(browser, "Enter", 13);
      assertThat(browser.evaluate("document.querySelector('dialog').open + ''")).isEqualTo("true");
      assertThat(browser.evaluate("document.querySelector('dialog').textContent"))
          .contains("Digit 7 in m1", "test/m1/7/0", "vgg/augmented");
      assertThat(browser.evaluate("location.hash")).isEqualTo("#explorer?image=test%2Fm1%2F7%2F0");
      press(browser, "Escape", 27);
      assertThat(browser.evaluate("document.querySelector('dialog').open + ''")).isEqualTo("false");
      assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')"))
          .isEqualTo("7 read as 1, 92.9 %, m1");

      Path other = folder.resolve("other.html");
      Files.writeString(other, html);
      browser.open(other.toUri().resolve("#explorer?image=test%2Fm1%2F7%2F0"), 1280, 800);
      assertThat(browser.evaluate("document.querySelector('dialog').open + ''")).isEqualTo("true");
      browser.evaluate("location.hash = 'costs'");
      browser.settle();
      assertThat(browser.evaluate("document.querySelector('#costs').open + ''")).isEqualTo("true");
      assertThat(browser.errors()).isEmpty();
    }
  }

  /** What the explorer counts is what the table of the matrix counts. */
  @Test
  void theExplorerCountsWhatTheMatrixCounts() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, html);

    try (Chromium browser = Chromium.start()) {
      browser.open(page.toUri(), 1280, 800);
      assertThat(
              browser.evaluate(
                  """
                  [...document.querySelectorAll('#confusion td button')].map(cell => {
                    cell.click();
                    return cell.textContent + '=' + document.querySelectorAll('.explored button').length;
                  }).filter(pair => pair.split('=')[0] !== pair.split('=')[1])
                  """))
          .isEqualTo("[]");
    }
  }

  @Test
  void tablesSortAndFiguresAreSavedAsTheirRows() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, html);

    try (Chromium browser = Chromium.start()) {
      browser.open(page.toUri(), 1280, 800);
      String first = "document.querySelector('#ranking tbody th').textContent";
      String sort = "document.querySelectorAll('#ranking thead button')[1].click()";
      browser.evaluate(sort);
      String best = browser.evaluate(first);
      browser.evaluate(sort);
      assertThat(browser.evaluate(first)).isNotEqualTo(best);
      assertThat(
              browser.evaluate("document.querySelector('#ranking thead [aria-sort]').textContent"))
          .isEqualTo("accuracy");
      browser.saveIn(folder);
      browser.evaluate("document.querySelector('#ranking .source button').click()");
      Path saved = folder.resolve("ranking.csv");
      for (int i = 0; i < 100 && !Files.exists(saved); i++) {
        browser.settle();
      }
      assertThat(Files.readAllLines(saved).get(0))
          .startsWith("model,training_corpus,accuracy,lower");
      assertThat(Files.readAllLines(saved))
          .anyMatch(line -> line.startsWith("vgg,augmented,0.75,"));
    }
  }

  @Test
  void hostileNamesAreEscaped() {
    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
    // In JSON a quote has a backslash.
    assertThat(html.replace("\\\"", "")).doesNotContain("\"onload=");
  }

  @Test
  void withoutTablesThePageNamesTheJobsThatFillThem() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);

    LocalSpark.execute(warehouse, "1-report", new ReportJob(), SETTINGS);

    String without = page(warehouse, "1-report");
    for (String job : List.of("eda", "augment", "train", "evaluate", "custom", "impact")) {
      assertThat(without).contains("<td class=\"text \">./spark-submit.sh " + job + "</td>");
    }
  }

  /** A run of an older version: its other chapters are still there. */
  @Test
  void aTableWithOtherColumnsMakesANote() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    try (StageRun run = LocalSpark.run(warehouse, "1-custom")) {
      run.writeSmall(
          "custom_predictions", LocalSpark.session().sql("SELECT 'a.png' AS path, 7 AS label"));
      run.publish("custom", Map.of("seed", "42"), "{}");
    }

    LocalSpark.execute(warehouse, "2-report", new ReportJob(), SETTINGS);

    assertThat(page(warehouse, "2-report"))
        .contains("The tables custom_predictions have other columns than this page knows");
  }

  @Test
  void noViewOutlivesTheJob() {
    assertThat(LocalSpark.session().catalog().tableExists("eda_balance")).isFalse();
  }

  private static void publishTables(Warehouse warehouse) {
    try (StageRun run = LocalSpark.run(warehouse, "1-all")) {
      SparkSession spark = LocalSpark.session();
      // A folder of files is no table, and has no view.
      run.writeFile(
          new org.apache.hadoop.fs.Path(run.files("model_files"), "vgg.zip"), new byte[] {1});
      SmallStudy.tables().forEach((table, query) -> run.writeSmall(table, spark.sql(query)));
      run.publish("all", Map.of("seed", "42"), "{}");
    }
  }

  @Test
  void aPageToDrawOnLiesBesideIt() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);

    LocalSpark.execute(warehouse, "1-report", new ReportJob(), SETTINGS);

    assertThat(page(warehouse, "1-report")).contains("<a href=\"draw.html\">");
    assertThat(file(warehouse, "1-report", "draw.html"))
        .contains("<canvas id=\"paper\"", "./spark-submit.sh train</code> trains networks");
  }

  private static String page(Warehouse warehouse, String runId) throws IOException {
    return file(warehouse, runId, "report.html");
  }

  private static String file(Warehouse warehouse, String runId, String name) throws IOException {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(warehouse.folder("report", runId), name);
    try (InputStream in =
        file.getFileSystem(LocalSpark.session().sparkContext().hadoopConfiguration()).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
