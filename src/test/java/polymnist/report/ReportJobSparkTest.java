package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final ReportSettings.Drawing NO_PHOTOS = new ReportSettings.Drawing("", 0.5);
  private static final ReportSettings SETTINGS = new ReportSettings("A study", 2, 5, 5, NO_PHOTOS);

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
        .contains("vgg with augmentation, with 123,456 parameters")
        .contains("Of 4 test images it had never seen, it reads 75.00\u00a0% right")
        .contains("no difference shown")
        .contains("It reads 1 of 2 pictures right")
        .contains("7 read as 1, 93.1\u00a0% (7: 0.1\u00a0%), test/m1/7/0")
        .contains(
            "the ECE on test images is 6.25\u00a0%, and 3.13\u00a0% with its temperature of 1.25")
        .contains("It is worse on: strokes: thinnest quarter (50.00\u00a0%).")
        .contains("From one view vgg with augmentation reads 75.00\u00a0% right, from all 5 views")
        .contains("vgg reads better")
        .contains("needs 5,000,000 multiply-adds for an image, and read 1,234 images a second")
        .contains("<td class=\"number\">0.87500</td><td class=\"number\">0.75000</td>")
        .contains("rotate (degrees 12.50), invert")
        .contains("of modalities never seen")
        .contains("+30.00\u00a0points")
        .contains("rotation 15.00")
        .contains(
            "vgg: rotation, accuracy by severity: without 50.00\u00a0% on average, light 75.00")
        .contains("low contrast")
        .contains("<th scope=\"row\">1-all</th>")
        .doesNotContain("augmentation harms")
        .doesNotContain("is not here yet");
    // jmustache escapes the padding of Base64 in attributes too; a browser reads it back.
    assertThat(html.replace("&#x3D;", "="))
        .contains(Base64.getEncoder().encodeToString(SmallStudy.PICTURE));
  }

  /** In a phone's window and a desk's: what the browser itself says of the page. */
  @Test
  void aBrowserShowsThePageWithoutErrorRequestOrScrollingSideways() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, html);

    try (Chromium browser = Chromium.start()) {
      for (int width : new int[] {360, 1280}) {
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
                      + "'section' + a.getAttribute('href'))).map(a => a.href)"))
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
      assertThat(browser.evaluate("getComputedStyle(document.querySelector('.source')).display"))
          .isEqualTo("block");
    }
  }

  @Test
  void hostileNamesAreEscaped() {
    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script")
        .doesNotContain("\"onload=");
  }

  @Test
  void withoutTablesThePageNamesTheJobsThatFillThem() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);

    LocalSpark.execute(warehouse, "1-report", new ReportJob(), SETTINGS);

    String without = page(warehouse, "1-report");
    for (String job : List.of("eda", "augment", "train", "evaluate", "custom", "impact")) {
      assertThat(without).contains("./spark-submit.sh " + job + " fills it");
    }
  }

  @Test
  void noViewOutlivesTheJob() {
    assertThat(LocalSpark.session().catalog().tableExists("eda_balance")).isFalse();
  }

  private static void publishTables(Warehouse warehouse) {
    try (StageRun run = LocalSpark.run(warehouse, "1-all")) {
      SparkSession spark = LocalSpark.session();
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
