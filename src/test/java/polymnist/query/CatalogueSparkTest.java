package polymnist.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** Views over two runs: the first wrote {@code photos} too, the second has another column. */
class CatalogueSparkTest {
  private static final String BY_RUN =
      "SELECT run_id, COUNT(*) AS images FROM images GROUP BY run_id ORDER BY run_id";

  @TempDir private static Path folder;
  private static Warehouse warehouse;
  private static SparkSession latest;
  private static SparkSession all;

  @BeforeAll
  static void publish() throws IOException {
    SparkSession spark = LocalSpark.session();
    warehouse = LocalSpark.warehouse(folder);
    Inputs declared = new Inputs(Map.of("corpus", "r0"), List.of(), List.of());
    Path read = Files.createDirectories(folder.resolve("runs")).resolve("r0.json");
    Files.writeString(read, "removed later");
    try (StageRun run = new StageRun(warehouse, spark, "r1", declared, "first")) {
      Files.delete(read);
      run.writeSmall("images", spark.range(2).toDF("number"));
      run.writeSmall("photos", spark.range(5).toDF("number"));
      run.files("model_files");
      run.publish("draw", Map.of("seed", "7"), "{\"copies\":1}");
    }
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "second")) {
      run.writeSmall("images", spark.range(3).selectExpr("id AS number", "id * 2 AS twice"));
      run.publish("draw", Map.of(), "{}");
    }
    spark
        .range(4)
        .toDF("epoch")
        .write()
        .parquet(folder.resolve("_staging/r9/_running/curves").toString());
    latest = showing(Catalogue.RunSelection.LATEST_RUN);
    all = showing(Catalogue.RunSelection.ALL_RUNS);
  }

  /** Returns a session with views of its own. */
  private static SparkSession showing(Catalogue.RunSelection runs) {
    SparkSession session = LocalSpark.session().newSession();
    Catalogue.register(session, warehouse, runs, Long.MAX_VALUE, "SHOW TABLES");
    return session;
  }

  private static List<Row> answer(SparkSession session, String statement) {
    return session.sql(statement).collectAsList();
  }

  @Test
  void aTableShowsItsLatestRun() {
    assertThat(answer(latest, BY_RUN)).containsExactly(RowFactory.create("r2", 3L));
    assertThat(latest.table("images").columns()).containsExactly("run_id", "number", "twice");
  }

  @Test
  void aTableThatTheLatestRunDidNotWriteShowsAnEarlierOne() {
    assertThat(answer(latest, "SELECT DISTINCT run_id FROM photos"))
        .containsExactly(RowFactory.create("r1"));
  }

  @Test
  void laterRunsThanOneAskedForDoNotCount() {
    SparkSession first = LocalSpark.session().newSession();
    long until = warehouse.run("r1").orElseThrow().sequence();
    Catalogue.register(first, warehouse, Catalogue.RunSelection.LATEST_RUN, until, "SHOW TABLES");
    assertThat(answer(first, BY_RUN)).containsExactly(RowFactory.create("r1", 2L));
    assertThat(answer(first, "SELECT run_id FROM runs")).containsExactly(RowFactory.create("r1"));
  }

  @Test
  void allRunsAreToldApart() {
    assertThat(answer(all, BY_RUN))
        .containsExactly(RowFactory.create("r1", 2L), RowFactory.create("r2", 3L));
  }

  @Test
  void aColumnThatARunDoesNotHaveIsNullThere() {
    assertThat(answer(all, "SELECT run_id, twice FROM images WHERE number = 1 ORDER BY run_id"))
        .containsExactly(RowFactory.create("r1", null), RowFactory.create("r2", 2L));
  }

  @Test
  void runsAreATableWhateverIsShown() {
    String statement =
        """
        SELECT run_id, job, fingerprint, inputs['corpus'] AS corpus, tables['images'] AS images,
               provenance['seed'] AS seed, settings
        FROM   runs
        ORDER  BY run_id
        """;
    for (SparkSession session : List.of(latest, all)) {
      assertThat(answer(session, statement))
          .containsExactly(
              RowFactory.create("r1", "draw", "first", "r0", 2L, "7", "{\"copies\":1}"),
              RowFactory.create("r2", "draw", "second", null, 3L, null, "{}"));
    }
  }

  @Test
  void whatARunningJobLetsBeWatchedIsATableToo() {
    assertThat(answer(latest, "SELECT MAX(epoch) FROM running_curves"))
        .containsExactly(RowFactory.create(3L));
  }

  @Test
  void aStatementNamesWhatIsRegistered() {
    SparkSession session = LocalSpark.session().newSession();
    Catalogue.Views views =
        Catalogue.register(
            session,
            warehouse,
            Catalogue.RunSelection.LATEST_RUN,
            Long.MAX_VALUE,
            "SELECT COUNT(*) FROM `Images` WHERE number > 1");
    assertThat(views.names()).contains("images", "running_curves", "runs");
    assertThat(session.sql("SHOW TABLES").collectAsList())
        .extracting(row -> row.<String>getAs("tableName"))
        .containsExactly("images");
  }

  @Test
  void whatNamesNoTableMayNeedAll() {
    Set<String> names = Set.of("metrics", "models", "runs");
    for (String statement :
        List.of(
            "SELECT 1 FROM metric",
            "SHOW TABLES LIKE '*metrics*'",
            "SELECT 1 FROM IDENTIFIER('mod' || 'els') JOIN runs")) {
      assertThat(Catalogue.wanted(statement, names)).as(statement).isEqualTo(names);
    }
    assertThat(Catalogue.wanted("SELECT m.x FROM METRICS m JOIN models USING (y)", names))
        .containsExactly("metrics", "models");
    assertThat(Catalogue.wanted("SELECT metrics_of FROM runs", names)).containsExactly("runs");
  }

  @Test
  void aFolderOfFilesIsNoTable() {
    assertThatThrownBy(() -> answer(latest, "SELECT * FROM model_files"))
        .hasMessageContaining("`model_files` cannot be found");
  }
}
