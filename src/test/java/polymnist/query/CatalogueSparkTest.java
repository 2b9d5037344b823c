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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    new Catalogue(warehouse, runs, Long.MAX_VALUE)
        .register(session, Statement.parse("SHOW TABLES"));
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
    new Catalogue(warehouse, Catalogue.RunSelection.LATEST_RUN, until)
        .register(first, Statement.parse("SHOW TABLES"));
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
    Catalogue catalogue =
        new Catalogue(warehouse, Catalogue.RunSelection.LATEST_RUN, Long.MAX_VALUE);
    assertThat(catalogue.names()).contains("images", "running_curves", "runs");
    catalogue.register(session, Statement.parse("SELECT COUNT(*) FROM `Images` WHERE number > 1"));
    assertThat(registered(session)).containsExactly("images");
    catalogue.register(session, Statement.parse("SELECT 1 FROM runs"));
    assertThat(registered(session)).containsExactly("images", "runs");
  }

  private static List<String> registered(SparkSession session) {
    return session.sql("SHOW TABLES").collectAsList().stream()
        .map(row -> row.<String>getAs("tableName"))
        .sorted()
        .toList();
  }

  private static Set<String> tables(String statement) {
    return Statement.parse(statement).tables(Set.of("metrics", "models", "runs"));
  }

  @Test
  void whatNamesNoTableMayNeedAll() {
    for (String statement :
        List.of(
            "SHOW TABLES LIKE '*metrics*'",
            "SET spark.sql.shuffle.partitions",
            "EXECUTE IMMEDIATE 'SELECT * FROM ' || 'runs'",
            "SELECT 1 FROM IDENTIFIER('mod' || 'els') JOIN runs")) {
      assertThat(tables(statement))
          .as(statement)
          .containsExactlyInAnyOrder("metrics", "models", "runs");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | ''",
        "SELECT 1 FROM metric | ''",
        "SELECT metrics_of, models FROM runs | runs",
        "SELECT m.x FROM METRICS m JOIN models USING (y) | metrics,models",
        "WITH a AS (SELECT * FROM metrics) SELECT 'models' FROM a | metrics",
        "SELECT (SELECT MAX(x) FROM models) FROM (SELECT 1) | models",
        "SELECT 1 WHERE EXISTS (WITH b AS (SELECT 1 FROM runs) SELECT * FROM b) | runs",
        "SELECT * FROM VALUES (1) t(x) WHERE x IN (SELECT y FROM models) | models",
        "SELECT * FROM range(3) r, LATERAL (SELECT * FROM metrics WHERE x = id) | metrics",
        "(SELECT 1 FROM runs) UNION ALL TABLE models | models,runs",
        "FROM metrics SELECT x | metrics",
        "EXPLAIN SELECT * FROM models | models",
        "DESCRIBE metrics | metrics",
        "CREATE TEMPORARY VIEW v AS SELECT * FROM runs | runs"
      })
  void aQueryNeedsTheTablesThatItReads(String statement, String needed) {
    Set<String> expected = needed.isEmpty() ? Set.of() : Set.of(needed.split(","));
    assertThat(tables(statement)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "FROM metrics SELECT x",
        "TABLE metrics",
        "VALUES (1)",
        "-- why\nSHOW TABLES",
        "SHOW COLUMNS IN metrics",
        "DESC metrics",
        "DESCRIBE FUNCTION abs",
        "DESCRIBE QUERY SELECT 1",
        "EXPLAIN SELECT 1",
        "SET spark.sql.shuffle.partitions",
        "CREATE TEMPORARY VIEW v AS SELECT 1"
      })
  void whatHasAnAnswerOrPreparesOneIsAQuestion(String statement) {
    assertThat(Statement.parse(statement).isQuestion()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE metrics",
        "DROP VIEW metrics",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "INSERT INTO metrics VALUES (1)",
        "WITH a AS (SELECT 1) INSERT INTO metrics SELECT * FROM a",
        "FROM metrics INSERT INTO a SELECT 1 INSERT INTO b SELECT 2",
        "INSERT OVERWRITE LOCAL DIRECTORY '/x' USING csv SELECT 1",
        "DELETE FROM metrics",
        "UPDATE metrics SET x = 1",
        "TRUNCATE TABLE metrics",
        "CACHE TABLE metrics",
        "USE other"
      })
  void whatWritesOrAnswersNothingIsNone(String statement) {
    assertThat(Statement.parse(statement).isQuestion()).isFalse();
  }

  @Test
  void aFolderOfFilesIsNoTable() {
    assertThatThrownBy(() -> answer(latest, "SELECT * FROM model_files"))
        .hasMessageContaining("`model_files` cannot be found");
  }
}
