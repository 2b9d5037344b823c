package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;

/** What is on the disk, and not only on its way there, as Java's flight recorder sees it. */
class PowerCutSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  private interface Work {
    void run() throws IOException;
  }

  /** Returns the files and folders that were synced, in their order. */
  private List<Path> synced(Work work) throws IOException {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    return events.stream().map(event -> Path.of(event.getString("path"))).toList();
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(folder::relativize).toList();
    }
  }

  @Test
  void aRunIsOnTheDiskBeforeItsManifestAndThatBeforeTheJobSaysSo() throws IOException {
    Path root = folder.resolve("results");
    Warehouse warehouse = LocalSpark.warehouse(root);
    List<Path> synced =
        synced(
            () -> {
              try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
                run.write("numbers", spark.range(4).toDF("number"));
                run.publish("count", Map.of(), "{}");
              }
            });
    Path manifest = root.resolve("_staging/r1/manifest.json");
    assertThat(synced).contains(manifest);
    int last = synced.indexOf(manifest);
    Path staged = root.resolve("_staging/r1/numbers");
    assertThat(synced.subList(0, last))
        .containsAll(all(root.resolve("numbers/run_id=r1")).stream().map(staged::resolve).toList())
        .contains(root.resolve("numbers"));
    assertThat(synced.subList(last + 1, synced.size())).contains(root.resolve("runs"), root);
  }

  @Test
  void aPartThatIsDoneIsOnTheDisk() throws IOException {
    Warehouse warehouse = LocalSpark.warehouse(folder.resolve("results"));
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      PartsDone done = run.partsDone("scores");
      List<Path> synced = synced(() -> done.write(0, Map.of("scored", spark.range(4).toDF())));
      Path parts = Path.of(done.folder().toUri().getPath());
      assertThat(done.has(0)).isTrue();
      assertThat(synced)
          .containsAll(
              all(parts.resolve("tables-0-r1")).stream()
                  .map(parts.resolve("tables-0-r1")::resolve)
                  .toList());
    }
  }
}
