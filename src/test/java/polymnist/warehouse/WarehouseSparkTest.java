package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;

class WarehouseSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = LocalSpark.warehouse(folder.resolve("with a space"));
  }

  private Dataset<Row> rows(int count) {
    return spark.range(count).toDF("number");
  }

  private RunManifest publish(String runId, int rows) {
    try (StageRun run = new StageRun(warehouse, spark, runId, Inputs.NONE)) {
      run.write("numbers", rows(rows));
      return run.publish("count", "f", Map.of("seed", "1"), "{}");
    }
  }

  @Test
  void aPublishedTableIsReadWithItsRun() {
    RunManifest manifest = publish("r1", 5);
    assertThat(manifest.tables().get("numbers").rows()).isEqualTo(5);
    assertThat(manifest.tables().get("numbers").files()).isEqualTo(2);
    Dataset<Row> read = warehouse.read(spark, "numbers", List.of("r1"));
    assertThat(read.columns()).containsExactly("run_id", "number");
    assertThat(read.where("run_id = 'r1'").count()).isEqualTo(5);
  }

  @Test
  void theLatestRunIsTheNewestAndEarlierOnesStay() {
    publish("r1", 5);
    publish("r2", 7);
    assertThat(warehouse.latest("numbers").orElseThrow().runId()).isEqualTo("r2");
    assertThat(warehouse.read(spark, "numbers", List.of("r1", "r2")).count()).isEqualTo(12);
  }

  @Test
  void whatIsNotPublishedIsInvisibleAndLeavesNothing() {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE)) {
      run.write("numbers", rows(5));
      assertThat(warehouse.runs()).isEmpty();
      assertThat(warehouse.tables()).isEmpty();
    }
    assertThat(folder.resolve("with a space/_staging/r1")).doesNotExist();
    assertThat(folder.resolve("with a space/numbers")).doesNotExist();
  }

  @Test
  void aFailureWhileWritingLeavesTheEarlierRun() {
    publish("r1", 5);
    Dataset<Row> failing = rows(5).selectExpr("assert_true(number < 3) AS number");
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE)) {
      assertThatThrownBy(() -> run.write("numbers", failing)).isNotNull();
    }
    assertThat(warehouse.latest("numbers").orElseThrow().runId()).isEqualTo("r1");
    assertThat(warehouse.read(spark, "numbers", List.of("r1")).count()).isEqualTo(5);
  }

  @Test
  void aTornManifestHidesItsRunAndNoOther() throws IOException {
    publish("r1", 5);
    publish("r2", 7);
    Path manifest = folder.resolve("with a space/runs/r2.json");
    String json = Files.readString(manifest);
    // The checksum file that Hadoop keeps beside it would catch this; it may be lost too.
    Files.delete(manifest.resolveSibling(".r2.json.crc"));
    for (String torn : List.of("", json.substring(0, json.length() / 2), "{}")) {
      Files.writeString(manifest, torn);
      assertThat(warehouse.latest("numbers").orElseThrow().runId()).isEqualTo("r1");
    }
  }

  @Test
  void aManifestSurvivesItsJson() {
    RunManifest manifest =
        new RunManifest(
            "r1",
            "count",
            "f",
            Map.of("corpus", "r0"),
            Map.of("a", new RunManifest.Published(3, 1, 10)),
            Map.of("command", "a \"quoted\" path\\"),
            "{\"copies\":1}");
    assertThat(RunManifest.ofJson(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void aRunIdIsNotUsedTwice() {
    publish("r1", 5);
    assertThatThrownBy(() -> publish("r1", 7)).hasMessageContaining("cannot publish");
    assertThat(warehouse.read(spark, "numbers", List.of("r1")).count()).isEqualTo(5);
  }

  @Test
  void aTableThatWasNotDeclaredIsNotRead() {
    publish("r1", 5);
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE)) {
      assertThatThrownBy(() -> run.read("numbers"))
          .hasMessage("the stage did not declare that it reads numbers");
    }
  }

  @Test
  void aTableThatWasNotDeclaredHasNeitherRunNorFolder() {
    publish("r1", 5);
    String problem = "the stage did not declare that it reads numbers";
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE)) {
      assertThat(run.has("numbers")).isFalse();
      assertThatThrownBy(() -> run.inputRun("numbers")).hasMessage(problem);
      assertThatThrownBy(() -> run.inputFolder("numbers")).hasMessage(problem);
      assertThatThrownBy(() -> run.madeFrom("numbers", "corpus")).hasMessage(problem);
    }
  }

  @Test
  void aDeclaredTableIsReadFromItsRunThoughALaterOneIsThere() {
    publish("r1", 5);
    publish("r2", 7);
    Inputs declared = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun run = new StageRun(warehouse, spark, "r3", declared)) {
      assertThat(run.has("numbers")).isTrue();
      assertThat(run.inputRun("numbers")).isEqualTo("r1");
      Dataset<Row> read = run.read("numbers");
      assertThat(read.columns()).containsExactly("number");
      assertThat(read.count()).isEqualTo(5);
    }
  }

  @Test
  void aTableOfAnEarlierRunIsReadWhereThatRunWasDeclared() {
    publish("r1", 5);
    publish("r2", 7);
    publish("r3", 9);
    Inputs declared =
        new Inputs(
            Map.of("numbers", "r3"), List.of(), List.of(new Inputs.EarlierTable("numbers", "r1")));
    try (StageRun run = new StageRun(warehouse, spark, "r4", declared)) {
      assertThat(run.readEarlier("numbers", "r1").count()).isEqualTo(5);
      assertThat(run.read("numbers").count()).isEqualTo(9);
      for (String other : List.of("r2", "r3")) {
        assertThatThrownBy(() -> run.readEarlier("numbers", other))
            .hasMessage("the stage did not declare that it reads numbers of the run " + other);
      }
      assertThatThrownBy(() -> run.readEarlier("others", "r1"))
          .hasMessage("the stage did not declare that it reads others of the run r1");
      RunManifest manifest = run.publish("count", "f", Map.of(), "{}");
      assertThat(manifest.inputs()).isEqualTo(Map.of("numbers", "r3", "numbers of r1", "r1"));
    }
  }

  @Test
  void aFileIsHandedOutWhereItWasDeclared() {
    Inputs declared = new Inputs(Map.of(), List.of("data/mnist"), List.of());
    try (StageRun run = new StageRun(warehouse, spark, "r1", declared)) {
      assertThat(run.file("data/mnist")).isEqualTo("data/mnist");
      assertThatThrownBy(() -> run.file("data/mnist/labels"))
          .hasMessage("the stage did not declare that it reads data/mnist/labels");
    }
  }

  @Test
  void aRefusedRunIsPublishedWithItsReason() {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE)) {
      run.write("numbers", rows(5));
      run.refuse("half of it is unreadable");
      run.publish("count", "f", Map.of("seed", "1"), "{}");
    }
    RunManifest published = warehouse.run("r1").orElseThrow();
    assertThat(published.refusal()).contains("half of it is unreadable");
    assertThat(published.provenance())
        .isEqualTo(Map.of("seed", "1", "refused", "half of it is unreadable"));
    assertThat(published.tables()).containsOnlyKeys("numbers");
  }
}
