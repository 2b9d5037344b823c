package polymnist.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;

/** A process that is killed at any change of a file that it makes between begin and end. */
class CrashSparkTest {
  /** {@code mvn -Pfaults verify} takes each moment, the tests some of them. */
  private static final int EVERY = Integer.getInteger("faults.every", 3);

  private static final List<String> TABLES = List.of("numbers", "letters", "texts");

  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;
  private Path checkpoint;

  @BeforeEach
  void open() {
    var hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set("fs.crashing.impl", CrashingFiles.class.getName());
    warehouse = Warehouse.at("crashing:" + folder.resolve("results"), hadoop);
    checkpoint = folder.resolve("checkpoint");
  }

  @AfterEach
  void allowAll() {
    CrashingFiles.LEFT.set(Integer.MAX_VALUE);
    CrashingFiles.DENIED.set(null);
  }

  private static String runId(int number) {
    return String.format(Locale.ROOT, "20260101-000000-%03d-count-abcdef", number);
  }

  private void run(int number) {
    try (StageRun run = new StageRun(warehouse, spark, runId(number), Inputs.NONE, "f")) {
      warehouse.clear(run.runId());
      run.writeSmall("numbers", spark.range(number, number + 3).toDF("number"));
      run.writeSmall("letters", spark.range(2).selectExpr("'a' AS letter"));
      var file = new org.apache.hadoop.fs.Path(run.files("texts"), "a.txt");
      try (OutputStream out = warehouse.files().create(file)) {
        out.write("text".getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      run.afterPublication(() -> checkpoint.toFile().delete());
      run.publish("count", Map.of(), "{}");
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains(DuckDbCatalogue.FILE)) {
          // It is made of the manifests, anew at each publication.
          continue;
        }
        if (file.toString().contains("/_sequence/")) {
          // A place that a dead run took stays taken.
          continue;
        }
        contents.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void whateverTheMomentEarlierRunsStayAndALaterRunClearsUp() throws IOException {
    run(0);
    Map<String, String> before = contents();
    int crashes = 0;
    for (int changes = 0; ; changes += EVERY) {
      Files.writeString(checkpoint, "weights");
      CrashingFiles.LEFT.set(changes);
      boolean ended = true;
      try {
        run(1);
      } catch (Exception e) {
        ended = false;
        crashes++;
      }
      boolean dead = CrashingFiles.LEFT.get() == 0;
      CrashingFiles.LEFT.set(Integer.MAX_VALUE);
      assertThat(contents()).as("after %s changes", changes).containsAllEntriesOf(before);
      if (warehouse.run(runId(1)).isPresent()) {
        // All of it is there.
        RunManifest whole = warehouse.run(runId(1)).orElseThrow();
        assertThat(whole.tables()).containsOnlyKeys(TABLES);
        warehouse.check(whole);
        warehouse.remove(whole);
      } else {
        assertThat(ended).isFalse();
        // None of it is told of, and what it was made from is still there.
        assertThat(warehouse.latest("numbers").orElseThrow().runId()).isEqualTo(runId(0));
        assertThat(checkpoint).exists();
      }
      daysPass();
      run(2);
      RunManifest next = warehouse.run(runId(2)).orElseThrow();
      warehouse.check(next);
      warehouse.remove(next);
      assertThat(contents().keySet()).as("after %s changes", changes).isEqualTo(before.keySet());
      if (!dead) {
        break;
      }
    }
    assertThat(crashes * EVERY).isGreaterThan(30);
  }

  @Test
  void aRunThatIsRemovedIsWholeOrGoneWhateverTheMoment() throws IOException {
    run(0);
    run(1);
    for (int changes = 0; warehouse.run(runId(1)).isPresent(); changes++) {
      warehouse.check(warehouse.run(runId(1)).orElseThrow());
      CrashingFiles.LEFT.set(changes);
      try {
        warehouse.remove(warehouse.run(runId(1)).orElseThrow());
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessage("cannot remove the run " + runId(1));
      }
      CrashingFiles.LEFT.set(Integer.MAX_VALUE);
    }
    warehouse.check(warehouse.run(runId(0)).orElseThrow());
    daysPass();
    run(2);
    assertThat(contents().keySet()).noneMatch(file -> file.contains(runId(1)));
  }

  @Test
  void ofARunWhoseManifestIsAnotherUsersNothingIsRemoved() throws IOException {
    run(0);
    run(1);
    Map<String, String> before = contents();
    CrashingFiles.DENIED.set("runs/" + runId(1) + ".json");
    RunManifest run = warehouse.run(runId(1)).orElseThrow();
    assertThatThrownBy(() -> warehouse.remove(run))
        .hasMessage("cannot remove the run " + runId(1))
        .hasStackTraceContaining("may this user do so?");
    assertThat(contents()).containsAllEntriesOf(before);
    warehouse.check(run);
  }

  /** What was written is old: a process that still lives would have written since. */
  private void daysPass() throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Staging.DEAD.plusHours(1)));
    try (Stream<Path> files = Files.walk(folder.resolve("results/_staging"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }
}
