package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.job.LocalSpark;
import polymnist.train.TrainingExamples;

/** The tables as DuckDB reads them. */
class DuckDbCatalogueSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  private void publish(String runId, String rows) {
    Warehouse warehouse = LocalSpark.warehouse(folder.resolve("a study's results"));
    try (StageRun run = new StageRun(warehouse, spark, runId, Inputs.NONE, "f")) {
      run.write("metrics", spark.sql("SELECT * FROM VALUES " + rows + " AS m (model, value)"));
      run.write(
          "corpus",
          spark.createDataFrame(
              List.of(TrainingExamples.image(7, "test").toRow()), CorpusImage.SCHEMA));
      run.publish("evaluate", Map.of(), "{}");
    }
  }

  @Test
  void theLatestRunOfEachTableIsAView() throws Exception {
    publish("r1", "('vgg', 0.5D), ('mlp', 0.25D)");
    publish("r2", "('vgg', 0.75D), ('mlp', 0.5D), ('linear', 0.125D)");
    String catalog = Files.readString(folder.resolve("a study's results/catalog.sql"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(catalog);
      List<String> rows = new ArrayList<>();
      try (ResultSet answer =
          statement.executeQuery("SELECT run_id, model, value FROM metrics ORDER BY value")) {
        while (answer.next()) {
          rows.add(answer.getString(1) + " " + answer.getString(2) + " " + answer.getDouble(3));
        }
      }
      assertThat(rows).containsExactly("r2 linear 0.125", "r2 mlp 0.5", "r2 vgg 0.75");
      try (ResultSet image =
          statement.executeQuery("SELECT label, octet_length(image.bytes) FROM corpus")) {
        assertThat(image.next()).isTrue();
        assertThat(image.getInt(1)).isEqualTo(7);
        assertThat(image.getInt(2)).isEqualTo(TrainingExamples.image(7, "test").bytes().length);
      }
    }
  }
}
