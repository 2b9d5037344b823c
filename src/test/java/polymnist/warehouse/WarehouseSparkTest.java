package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;

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
    try (StageRun run = new StageRun(warehouse, spark, runId, Inputs.NONE, "f")) {
      run.write("numbers", rows(rows));
      return run.publish("count", Map.of("seed", "1"), "{}");
    }
  }

  @Test
  void aWarehouseThatCannotBeIsTheUsersToMend() throws IOException {
    Path file = Files.writeString(folder.resolve("in the way"), "");
    assertThatThrownBy(() -> Warehouse.at(file.toString(), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("in the way is a file");
    assertThatThrownBy(() -> Warehouse.at("nosuch://x/y", new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nosuch://x/y");
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
  void runsThatArePublishedAtTheSameMomentHaveTheirOwnPlaces() throws Exception {
    publish("r0", 1);
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Long> take =
        () -> {
          together.await();
          return warehouse.manifests().takeSequence("r");
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (long i = 2; i < 200; i += 2) {
        List<Long> places = new ArrayList<>();
        for (Future<Long> place : two.invokeAll(List.of(take, take))) {
          places.add(place.get());
        }
        assertThat(places).containsExactlyInAnyOrder(i, i + 1);
      }
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void whatIsNotPublishedIsInvisibleAndLeavesNothing() {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "none")) {
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
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "none")) {
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
            7,
            "r1",
            "count",
            "f",
            Map.of("corpus", "r0"),
            Map.of(
                "a",
                RunManifest.Published.table(
                    List.of(new DataFile("part-0.parquet", 10, 3, "ab".repeat(32)))),
                "b",
                RunManifest.Published.folder(List.of())),
            Map.of("command", "a \"quoted\" path\\"),
            "{\"copies\":1}");
    assertThat(RunManifest.ofJson(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void aManifestOfTheFirstSchemaIsStillRead() {
    RunManifest old =
        RunManifest.ofJson(
            """
            {"run-id": "r1", "job": "count", "fingerprint": "f", "inputs": {}, "settings": "{}",
             "provenance": {}, "tables": {"numbers": {"rows": 5, "files": 2, "bytes": 90}}}
            """);
    assertThat(old.sequence()).isZero();
    assertThat(old.tables().get("numbers"))
        .isEqualTo(new RunManifest.Published(5, 2, 90, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"other.json\"",
        "{\"schema\": 3, \"run-id\": \"r1\"}",
        "{\"run-id\": ${HOME}}",
        "{run-id = r1}",
        "{\"run-id\": \"r1\", \"job\": \"a\", \"fingerprint\": \"f\", \"inputs\": {},"
            + " \"settings\": \"include \\\"other.conf\\\"\", \"provenance\": {}, \"tables\": {}}",
        "{\"run-id\": \"../r1\", \"job\": \"a\", \"fingerprint\": \"f\", \"inputs\": {},"
            + " \"settings\": \"{}\", \"provenance\": {}, \"tables\": {}}",
        "{\"run-id\": \"r1\", \"job\": \"a\", \"fingerprint\": \"f\", \"inputs\": {},"
            + " \"settings\": \"{}\", \"provenance\": {}, \"tables\": {\"../runs\": {\"rows\": 1,"
            + " \"files\": 1, \"bytes\": 1}}}"
      })
  void aHostileManifestIsNoRun(String json) throws IOException {
    publish("r0", 1);
    Files.writeString(folder.resolve("with a space/runs/r1.json"), json);
    assertThat(warehouse.runs()).extracting(RunManifest::runId).containsExactly("r0");
  }

  @Test
  void whatOthersHaveCalledARunSteersNoTerminal() throws IOException {
    publish("r0", 1);
    Path manifest = folder.resolve("with a space/runs/r0.json");
    Files.delete(manifest.resolveSibling(".r0.json.crc"));
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"seed\"", "\"note\":\"a\\u001b[2Jb\\u202e\",\"seed\""));
    assertThat(warehouse.runs())
        .singleElement()
        .extracting(run -> run.provenance().get("note"))
        .isEqualTo("a\\u001b[2Jb\\u202e");
  }

  @Test
  void noSecretIsPublished() throws IOException {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      run.write("numbers", rows(1));
      run.found("place", "ftp://anna:4711@host/x");
      run.publish(
          "count",
          Map.of("file ftp://anna:4711@host/x", "c0ffee"),
          "{\"password\":[4711],\"place\":\"ftp://anna:4711@host/x\"}");
    }
    assertThat(Files.readString(folder.resolve("with a space/runs/r1.json")))
        .contains("c0ffee", "(redacted)")
        .doesNotContain("4711");
  }

  @Test
  void theLatestRunIsThatPublishedLastWhateverTheClockSaid() {
    publish("20270101-000000-000-count", 5);
    publish("20260101-000000-000-count", 7);
    assertThat(warehouse.latest("numbers").orElseThrow().runId())
        .isEqualTo("20260101-000000-000-count");
  }

  private Path firstPart(String runId) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("with a space/numbers/run_id=" + runId))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private void assertDamaged(String what) {
    assertThatThrownBy(() -> warehouse.read(spark, "numbers", List.of("r1")))
        .isInstanceOf(DamagedRun.class)
        .hasMessageStartingWith("numbers of the run r1 is damaged: ")
        .hasMessageContaining(what)
        .hasMessageEndingWith("make it anew: ./spark-submit.sh count");
    Inputs declared = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun run = new StageRun(warehouse, spark, "r3", declared, "none")) {
      assertThatThrownBy(() -> run.read("numbers")).isInstanceOf(DamagedRun.class);
      assertThatThrownBy(() -> run.inputFolder("numbers")).isInstanceOf(DamagedRun.class);
    }
    assertThatThrownBy(() -> warehouse.check(warehouse.run("r1").orElseThrow()))
        .isInstanceOf(DamagedRun.class);
  }

  @Test
  void aMissingACutAndAnExtraFileAreNamed() throws IOException {
    publish("r1", 5);
    Path part = firstPart("r1");
    String name = part.getFileName().toString();
    byte[] bytes = Files.readAllBytes(part);
    Files.delete(part);
    assertDamaged(name + " is missing");
    Files.write(part, Arrays.copyOf(bytes, bytes.length - 1));
    assertDamaged(
        name + " has " + (bytes.length - 1) + " bytes, not the " + bytes.length + " published");
    Files.write(part, bytes);
    assertThat(warehouse.read(spark, "numbers", List.of("r1")).count()).isEqualTo(5);
    Files.write(part.resolveSibling("part-new.parquet"), bytes);
    assertDamaged("part-new.parquet was never published");
  }

  @Test
  void aTableWhoseFolderIsGoneIsNamedAndOthersAreRead() throws IOException {
    publish("r1", 5);
    publish("r2", 7);
    Path part = firstPart("r1");
    try (Stream<Path> files = Files.walk(part.getParent())) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    assertDamaged(" is missing, and 1 more");
    assertThat(warehouse.read(spark, "numbers", List.of("r2")).count()).isEqualTo(7);
  }

  @Test
  void aFlippedByteAndSwappedFilesAreFoundByVerifying() throws IOException {
    RunManifest manifest = publish("r1", 4);
    warehouse.verify(spark, manifest, "numbers");
    Path part = firstPart("r1");
    byte[] bytes = Files.readAllBytes(part);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    Files.write(part, flipped);
    assertThatThrownBy(() -> warehouse.verify(spark, manifest, "numbers"))
        .isInstanceOf(DamagedRun.class)
        .hasMessageContaining("the content of " + part.getFileName() + " has changed");
    Files.write(part, bytes);
    warehouse.verify(spark, manifest, "numbers");
  }

  @Test
  void whatIsToBeDoneAfterPublicationIsNotDoneBefore() {
    List<String> done = new ArrayList<>();
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      run.write("numbers", rows(5));
      run.afterPublication(() -> done.add("published: " + warehouse.latest("numbers").isPresent()));
      assertThat(done).isEmpty();
      run.publish("count", Map.of(), "{}");
    }
    assertThat(done).containsExactly("published: true");
  }

  private static void lastWritten(Path path, Duration ago) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(ago));
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  @Test
  void whatDeadRunsLeftIsRemovedAndNothingElse() throws IOException {
    Path root = folder.resolve("with a space");
    publish("r1", 5);
    List<Path> remains =
        List.of(root.resolve("_staging/dead"), root.resolve("numbers/run_id=dead"));
    List<Path> living =
        List.of(
            root.resolve("_staging/living/numbers"),
            root.resolve("numbers/run_id=living"),
            root.resolve("numbers/run_id=r1"),
            root.resolve("numbers/mine"));
    for (Path path : Stream.concat(remains.stream(), living.stream()).toList()) {
      Files.createDirectories(path);
    }
    Files.writeString(root.resolve("_staging/dead/claim"), ".");
    lastWritten(root.resolve("_staging/dead"), Staging.DEAD.plusHours(1));
    lastWritten(root.resolve("_staging/living"), Staging.DEAD.minusHours(1));
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "f")) {
      warehouse.clear(run.runId());
    }
    assertThat(remains).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(living).allSatisfy(path -> assertThat(path).exists());
    assertThat(warehouse.read(spark, "numbers", List.of("r1")).count()).isEqualTo(5);
  }

  @Test
  void aRunThatWasTakenForDeadPublishesNothing() throws IOException {
    try (StageRun slow = new StageRun(warehouse, spark, "slow", Inputs.NONE, "f")) {
      slow.write("numbers", rows(3));
      lastWritten(folder.resolve("with a space/_staging/slow"), Staging.DEAD.plusHours(1));
      try (StageRun other = new StageRun(warehouse, spark, "other", Inputs.NONE, "f")) {
        warehouse.clear(other.runId());
      }
      slow.write("letters", rows(3));
      assertThatThrownBy(() -> slow.publish("count", Map.of(), "{}"))
          .hasRootCauseMessage(
              "the run slow was taken for dead, as it wrote nothing for 7 days: submit the job"
                  + " again");
    }
    assertThat(warehouse.runs()).isEmpty();
    assertThat(folder.resolve("with a space/_staging")).isEmptyDirectory();
  }

  @Test
  void aRunThatIsReadIsNotRemoved() throws IOException {
    RunManifest read = publish("r1", 5);
    Inputs inputs = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun reader = new StageRun(warehouse, spark, "r2", inputs, "f")) {
      assertThat(warehouse.remove(read)).contains("r2");
      assertThat(warehouse.runs()).containsExactly(read);
      assertThat(reader.read("numbers").count()).isEqualTo(5);
    }
    assertThat(warehouse.remove(read)).isEmpty();
    assertThat(warehouse.runs()).isEmpty();
    assertThat(folder.resolve("with a space/numbers/run_id=r1")).doesNotExist();
    assertThatThrownBy(() -> new StageRun(warehouse, spark, "r3", inputs, "f"))
        .isInstanceOf(RunRemoved.class)
        .hasMessage(
            "the run r1 was removed while this job began: submit it again, which chooses others");
    assertThat(folder.resolve("with a space/_staging")).isEmptyDirectory();
  }

  @Test
  void anInputThatIsRemovedWhileItIsReadIsNotReadInPart() throws IOException {
    publish("r1", 5);
    Inputs inputs = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun reader = new StageRun(warehouse, spark, "r2", inputs, "f")) {
      Files.delete(folder.resolve("with a space/runs/r1.json"));
      assertThatThrownBy(() -> reader.read("numbers")).isInstanceOf(RunRemoved.class);
    }
  }

  @Test
  void aRunThatAnotherWasMadeFromIsNotRemoved() {
    RunManifest read = publish("r1", 5);
    Inputs inputs = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun reader = new StageRun(warehouse, spark, "r2", inputs, "f")) {
      reader.publish("count", Map.of(), "{}");
    }
    assertThat(warehouse.remove(read)).contains("r2");
    assertThat(warehouse.run("r1")).isPresent();
  }

  @Test
  void aManifestThatIsThereIsNotSettledAway() throws IOException {
    publish("r1", 5);
    Path root = folder.resolve("with a space");
    Path taken = Files.createDirectories(root.resolve("_staging/r1.dead-x"));
    Files.copy(root.resolve("runs/r1.json"), taken.resolve("removed.json"));
    lastWritten(taken, Staging.DEAD.plusHours(1));
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "f")) {
      warehouse.clear(run.runId());
    }
    warehouse.check(warehouse.run("r1").orElseThrow());
    assertThat(taken.getParent()).isEmptyDirectory();
  }

  @Test
  void aStrayNameAmongSequencesStopsNobody() throws IOException {
    Files.createDirectories(folder.resolve("with a space/_sequence"));
    Files.writeString(folder.resolve("with a space/_sequence/.DS_Store"), "");
    assertThat(publish("r1", 5).sequence()).isOne();
  }

  /** Java says of a file that may not be read what it says of one that is not there. */
  @Test
  void whatIsThereAndCannotBeOpenedIsNotGone() throws IOException {
    publish("r1", 5);
    Path manifest = folder.resolve("with a space/runs/r1.json");
    Files.delete(manifest);
    Files.createDirectories(manifest);
    assertThatThrownBy(() -> LocalSpark.warehouse(folder.resolve("with a space")).runs())
        .cause()
        .hasMessageEndingWith(
            "runs/r1.json is there, but cannot be opened: may this user read it?");
  }

  @Test
  void whatOtherCodeKeptIsNotTakenUp() {
    List<String> kept = new ArrayList<>();
    for (String code : List.of("a", "b", "a")) {
      try (StageRun run =
          new StageRun(warehouse, spark, "r" + kept.size(), Inputs.NONE, "f", code.repeat(64))) {
        kept.add(run.cache("shards").toString());
      }
    }
    assertThat(kept.get(0)).isEqualTo(kept.get(2)).isNotEqualTo(kept.get(1));
  }

  /** {@code -Dfaults.tries=10000} tries as often. */
  @Test
  void ofTwoWhoClearAtTheSameMomentNeitherTakesWhatLives() throws Exception {
    Path root = folder.resolve("with a space");
    publish("r1", 5);
    ExecutorService two = Executors.newFixedThreadPool(2);
    for (int i = 0; i < Integer.getInteger("faults.tries", 50); i++) {
      Files.createDirectories(root.resolve("numbers/run_id=dead"));
      Files.createDirectories(root.resolve("_staging/dead/numbers"));
      Files.writeString(root.resolve("_staging/dead/claim"), ".");
      // Of a run that was killed between its publication and its end.
      Files.createDirectories(root.resolve("_staging/r1"));
      lastWritten(root.resolve("_staging/dead"), Staging.DEAD.plusHours(1));
      lastWritten(root.resolve("_staging/r1"), Staging.DEAD.plusHours(1));
      CyclicBarrier together = new CyclicBarrier(2);
      List<Callable<Void>> both = new ArrayList<>();
      for (String name : List.of("one-" + i, "other-" + i)) {
        both.add(
            () -> {
              Warehouse own = LocalSpark.warehouse(root);
              try (StageRun run = new StageRun(own, spark, name, Inputs.NONE, "f")) {
                together.await();
                own.clear(run.runId());
                own.staging().refuseIfDead(name);
              }
              return null;
            });
      }
      for (Future<Void> done : two.invokeAll(both)) {
        done.get();
      }
      warehouse.check(warehouse.run("r1").orElseThrow());
      assertThat(root.resolve("numbers/run_id=dead")).doesNotExist();
      assertThat(root.resolve("_staging")).isEmptyDirectory();
    }
    two.shutdown();
  }

  @Test
  void theDataOfATornManifestAreNotRemoved() throws IOException {
    publish("r1", 5);
    Path root = folder.resolve("with a space");
    Files.writeString(root.resolve("runs/r1.json"), "{");
    Files.createDirectories(root.resolve("_staging/r1"));
    lastWritten(root.resolve("_staging/r1"), Staging.DEAD.plusHours(1));
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "f")) {
      warehouse.clear(run.runId());
    }
    assertThat(root.resolve("_staging/r1")).doesNotExist();
    assertThat(root.resolve("numbers/run_id=r1")).exists();
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
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "none")) {
      assertThatThrownBy(() -> run.read("numbers"))
          .hasMessage("the stage did not declare that it reads numbers");
    }
  }

  @Test
  void aTableThatWasNotDeclaredHasNeitherRunNorFolder() {
    publish("r1", 5);
    String problem = "the stage did not declare that it reads numbers";
    try (StageRun run = new StageRun(warehouse, spark, "r2", Inputs.NONE, "none")) {
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
    try (StageRun run = new StageRun(warehouse, spark, "r3", declared, "none")) {
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
    try (StageRun run = new StageRun(warehouse, spark, "r4", declared, "f")) {
      assertThat(run.readEarlier("numbers", "r1").count()).isEqualTo(5);
      assertThat(run.read("numbers").count()).isEqualTo(9);
      for (String other : List.of("r2", "r3")) {
        assertThatThrownBy(() -> run.readEarlier("numbers", other))
            .hasMessage("the stage did not declare that it reads numbers of the run " + other);
      }
      assertThatThrownBy(() -> run.readEarlier("others", "r1"))
          .hasMessage("the stage did not declare that it reads others of the run r1");
      RunManifest manifest = run.publish("count", Map.of(), "{}");
      assertThat(manifest.inputs()).isEqualTo(Map.of("numbers", "r3", "numbers of r1", "r1"));
    }
  }

  @Test
  void aFileIsHandedOutWhereItWasDeclared() {
    Inputs declared = new Inputs(Map.of(), List.of(InputFiles.all("data/mnist")), List.of());
    try (StageRun run = new StageRun(warehouse, spark, "r1", declared, "none")) {
      assertThat(run.file("data/mnist")).isEqualTo("data/mnist");
      assertThatThrownBy(() -> run.file("data/mnist/labels"))
          .hasMessage("the stage did not declare that it reads data/mnist/labels");
    }
  }

  @Test
  void aRefusedRunIsPublishedWithItsReason() {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      run.write("numbers", rows(5));
      run.refuse("half of it is unreadable");
      run.publish("count", Map.of("seed", "1"), "{}");
    }
    RunManifest published = warehouse.run("r1").orElseThrow();
    assertThat(published.refusal()).contains("half of it is unreadable");
    assertThat(published.provenance())
        .isEqualTo(Map.of("seed", "1", "refused", "half of it is unreadable"));
    assertThat(published.tables()).containsOnlyKeys("numbers");
  }

  @Test
  void cachesThatNoOneUsesGoWhenTheyAreOld() throws IOException {
    Path shards = folder.resolve("with a space/_cache/shards");
    Files.createDirectories(shards.resolve("old"));
    Files.createDirectories(shards.resolve("new"));
    Files.writeString(shards.resolve("old/shard"), "a");
    Files.writeString(shards.resolve("new/shard"), "b");
    Duration old = Duration.ofDays(31);
    lastWritten(shards.resolve("old"), old);
    // Something in it was written of late, though the folder was not.
    Files.setLastModifiedTime(shards.resolve("new"), FileTime.from(Instant.now().minus(old)));
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      warehouse.clear(run.runId());
    }
    assertThat(shards.resolve("old")).doesNotExist();
    assertThat(shards.resolve("new/shard")).exists();
  }

  /** A folder in the place of the file, as this test may run as root, who may write everywhere. */
  @Test
  void aCatalogueThatCannotBeWrittenIsNoFailureOfARun() throws IOException {
    Files.createDirectories(folder.resolve("with a space/catalog.sql/in the way"));
    publish("r1", 5);
    assertThat(warehouse.run("r1")).isPresent();
    assertThat(warehouse.remove(warehouse.run("r1").orElseThrow())).isEmpty();
  }

  /** The run is there for all; that something could not be cleared up is no failure of it. */
  @Test
  void whatFailsAfterPublicationDoesNotUnpublish() {
    try (StageRun run = new StageRun(warehouse, spark, "r9", Inputs.NONE, "f")) {
      run.write("numbers", spark.range(3).toDF());
      run.afterPublication(
          () -> {
            throw new UncheckedIOException(new IOException("the disk is gone"));
          });
      run.publish("count", Map.of(), "{}");
    }
    assertThat(warehouse.run("r9")).isPresent();
  }
}
