package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

class ReportJobSparkTest {
  private static final ReportSettings SETTINGS = new ReportSettings("A study", 2, 5, 5);

  @TempDir Path folder;

  @Test
  void thePageTellsTheStudyFromItsTables() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    publishTables(warehouse);

    LocalSpark.execute(warehouse, "2-report", new ReportJob(), SETTINGS);

    String html = page(warehouse, "2-report");
    assertThat(html)
        .contains("<title>A study</title>")
        .contains("vgg with augmentation, with 123,456 parameters")
        .contains("Of 4 test images it had never seen, it reads 75.00\u00a0% right")
        .contains("no difference shown")
        .contains("It reads 1 of 2 pictures right")
        .contains("7 read as 1, 93.1\u00a0%, m1")
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

  @Test
  void hostileNamesAreEscaped() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    publishTables(warehouse);

    LocalSpark.execute(warehouse, "2-report", new ReportJob(), SETTINGS);

    assertThat(page(warehouse, "2-report"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script")
        .doesNotContain("\"onload=");
  }

  @Test
  void withoutTablesThePageNamesTheJobsThatFillThem() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder);

    LocalSpark.execute(warehouse, "1-report", new ReportJob(), SETTINGS);

    String html = page(warehouse, "1-report");
    for (String job : List.of("eda", "augment", "train", "evaluate", "custom", "impact")) {
      assertThat(html).contains("./spark-submit.sh " + job + " fills it");
    }
  }

  @Test
  void noViewOutlivesTheJob() {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    publishTables(warehouse);

    LocalSpark.execute(warehouse, "2-report", new ReportJob(), SETTINGS);

    assertThat(LocalSpark.session().catalog().tableExists("eda_balance")).isFalse();
  }

  private static void publishTables(Warehouse warehouse) {
    try (StageRun run = LocalSpark.run(warehouse, "1-all")) {
      SparkSession spark = LocalSpark.session();
      SmallStudy.tables().forEach((table, query) -> run.writeSmall(table, spark.sql(query)));
      run.publish("all", "fingerprint", Map.of("seed", "42"), "{}");
    }
  }

  private static String page(Warehouse warehouse, String runId) throws IOException {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(warehouse.folder("report", runId), "report.html");
    try (InputStream in =
        file.getFileSystem(LocalSpark.session().sparkContext().hadoopConfiguration()).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
