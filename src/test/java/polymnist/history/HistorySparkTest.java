package polymnist.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.Arguments;
import polymnist.job.Job;
import polymnist.job.LocalSpark;
import polymnist.job.RunTitle;
import polymnist.setting.UserError;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

class HistorySparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void publishTwoRuns() {
    warehouse = LocalSpark.warehouse(folder);
    publish("r1", "2026-11-01T10:00:00Z");
    publish("r2", "2026-11-02T10:00:00Z");
  }

  private void publish(String runId, String time) {
    try (StageRun run = new StageRun(warehouse, spark, runId, Inputs.NONE, "f")) {
      run.write("numbers", spark.range(4).toDF("number"));
      Path file = Path.of(run.files("texts").toUri().getPath(), "a.txt");
      Files.writeString(file, "text");
      run.publish("count", Map.of("started", time, "finished", time), "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String told(int code, ToIntFunction<PrintStream> job) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    assertThat(job.applyAsInt(new PrintStream(told, true, UTF_8))).isEqualTo(code);
    return told.toString(UTF_8);
  }

  private Arguments args(Job job, String... more) {
    return Arguments.parse(
        Stream.concat(Stream.of("study.warehouse=" + folder), Stream.of(more)).toList(),
        job.description());
  }

  private Path part(String runId) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("numbers/run_id=" + runId))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  @Test
  void runsAreListedWithWhatIsWrongWithThem() throws IOException {
    Files.delete(part("r1"));
    List<String> lines =
        told(0, out -> new RunsJob().run(args(new RunsJob()), out)).lines().toList();
    assertThat(lines.get(0)).startsWith("2 runs in file:");
    assertThat(lines.get(1))
        .startsWith("r1 ")
        .contains("count", "2026-11-01 10:00", "0.0 s", "numbers 4, texts")
        .contains("damaged: numbers of the run r1 is damaged: ", " is missing");
    assertThat(lines.get(2)).startsWith("r2 ").doesNotContain("damaged");
  }

  @Test
  void runsAreListedWithWhatPeopleCallThemAndWhatTheyFound() {
    Inputs inputs = new Inputs(Map.of("numbers", "r2"), List.of(), List.of());
    Map<String, String> title =
        RunTitle.of(
                Map.of("--name", "wide-vgg", "--note", "more channels", "--tags", "vgg,try"),
                warehouse)
            .facts();
    try (StageRun run = new StageRun(warehouse, spark, "r3", inputs, "f")) {
      run.write("sums", spark.range(1).toDF());
      run.found("best network", "vgg, 98 %; " + "why ".repeat(40));
      run.publish("add", title, "{}");
    }
    assertThat(told(0, out -> new RunsJob().run(args(new RunsJob()), out)).lines().toList().get(3))
        .startsWith("r3 ")
        .contains("wide-vgg: best network: vgg, 98 %; why ", "... [vgg,try] (more channels)")
        .hasSizeLessThan(250);
    assertThat(warehouse.runsOf("wide-vgg")).extracting(RunManifest::runId).containsExactly("r3");
    assertThatThrownBy(() -> RunTitle.of(Map.of("--name", "wide-vgg"), warehouse))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--name: wide-vgg is the name of the run r3 already");
    assertThatThrownBy(() -> RunTitle.of(Map.of("--name", "a b"), warehouse))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("was 'a b'");
    assertThatThrownBy(() -> RunTitle.of(Map.of("--tags", "a,,b"), warehouse))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--tags must be");
  }

  @Test
  void whatChangedIsNamedByVerifying() throws IOException {
    assertThat(told(0, out -> VerifyJob.verify(spark, warehouse, List.of(), out)))
        .isEqualToIgnoringNewLines("4 tables of 2 runs: 4 as published, 0 damaged");
    Files.deleteIfExists(folder.resolve("texts/run_id=r2/.a.txt.crc"));
    Files.writeString(folder.resolve("texts/run_id=r2/a.txt"), "tixt");
    assertThat(told(3, out -> VerifyJob.verify(spark, warehouse, List.of(), out)))
        .contains("texts of the run r2 is damaged: the content of a.txt has changed")
        .contains("4 tables of 2 runs: 3 as published, 1 damaged");
    assertThat(told(0, out -> VerifyJob.verify(spark, warehouse, List.of("numbers"), out)))
        .contains("2 tables of 2 runs: 2 as published");
    assertThatThrownBy(() -> VerifyJob.refuseUnknown(warehouse, List.of("number")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no run has published number (did you mean numbers?): tables are")
        .hasMessageEndingWith("tables are numbers, texts");
  }

  @Test
  void aCutManifestIsDamageToo() throws IOException {
    Path manifest = folder.resolve("runs/r2.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.deleteIfExists(folder.resolve("runs/.r2.json.crc"));
    Files.write(manifest, Arrays.copyOf(whole, whole.length / 2));
    assertThat(told(3, out -> VerifyJob.verify(spark, warehouse, List.of(), out)))
        .contains("the manifest file:" + manifest + " is damaged, and its run is left out")
        .contains("2 tables of 1 runs: 2 as published, 0 damaged; damaged manifests: 1");
    Files.write(manifest, whole);
    told(0, out -> VerifyJob.verify(spark, warehouse, List.of(), out));
  }

  @Test
  void verifyingMakesTheViewsOfACopiedWarehouseAnew(@TempDir Path place) throws IOException {
    Path copy = place.resolve("copy");
    FileUtils.copyDirectory(folder.toFile(), copy.toFile());
    assertThat(Files.readString(copy.resolve("catalog.sql"))).contains(folder + "/numbers/");
    told(0, out -> VerifyJob.verify(spark, LocalSpark.warehouse(copy), List.of(), out));
    assertThat(Files.readString(copy.resolve("catalog.sql")))
        .contains(copy + "/numbers/run_id=r2/")
        .doesNotContain(folder.toString());
  }

  @Test
  void anOldRunIsRemovedOnlyWhenItIsNotADryRun() {
    Instant now = Instant.parse("2026-11-20T00:00:00Z");
    Arguments old = args(new ExpireJob(), "--older-than", "5");
    assertThat(
            told(
                0,
                out ->
                    ExpireJob.run(
                        args(new ExpireJob(), "--older-than", "5", "--dry-run"), now, out)))
        .contains("would remove r1 ", "1 of 2 runs would go");
    assertThat(warehouse.runs()).hasSize(2);
    assertThat(told(0, out -> ExpireJob.run(old, now, out)))
        .contains("removed r1 ", "1 of 2 runs removed");
    assertThat(warehouse.runs()).hasSize(1);
    assertThat(folder.resolve("numbers/run_id=r1")).doesNotExist();
    assertThat(folder.resolve("texts/run_id=r1")).doesNotExist();
    assertThat(told(0, out -> VerifyJob.verify(spark, warehouse, List.of(), out)))
        .contains("2 tables of 1 runs: 2 as published");
  }

  private void assertRefused(String problem, String... args) {
    assertThatThrownBy(() -> ExpireJob.run(args(new ExpireJob(), args), Instant.now(), System.out))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(problem);
  }

  @Test
  void aWrongRequestRemovesNothing() {
    assertRefused("expire needs what to remove");
    assertRefused("--keep must be a whole number from 1 to 999999, was '-1'", "--keep", "-1");
    assertRefused(
        "--older-than must be a whole number from 0 to 999999, was 'long'", "--older-than", "long");
    assertRefused("there is no run r9", "--run", "r1,r9");
    assertRefused("--run names all that goes", "--run", "r1", "--keep", "1");
    assertThat(warehouse.runs()).hasSize(2);
  }
}
