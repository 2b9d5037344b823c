package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.Stage;
import polymnist.setting.Settings;
import polymnist.setting.UserError;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** Plans of real stages over manifests alone: no table is written, and Spark never starts. */
class JobsTest {
  private static final String ACCEPTED = "";
  private static final String REFUSED = "\"refused\": \"half of it is unreadable\"";

  /** Makes the job {@code eda} compare with the run r0. */
  private static final String COMPARED =
      "eda.drift.before={first:{kind:run,run:r0},second:{kind:images,where:\"label = 1\"}}";

  @TempDir private Path folder;

  private Jobs jobs(String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("study.warehouse=" + folder);
    return new Jobs(Settings.load(Path.of("").toAbsolutePath(), "demo", all));
  }

  @Test
  void aWarehouseHasNoPassword() {
    assertThatThrownBy(
            () ->
                new Jobs(
                    Settings.load(
                        Path.of("").toAbsolutePath(),
                        "demo",
                        List.of("study.warehouse=ftp://anna:4711@host/x"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("study.warehouse must have no password or token")
        .hasMessageContaining("--conf spark.hadoop.fs.")
        .hasMessageNotContaining("4711");
  }

  private static Jobs.Plan<?> plan(Jobs jobs, String stage) {
    return plan(jobs, stage, Map.of());
  }

  private static Jobs.Plan<?> plan(Jobs jobs, String stage, Map<String, String> chosen) {
    return jobs.plan(jobs.stage(stage).orElseThrow(), chosen);
  }

  private void publish(String runId, String... tables) throws IOException {
    write(runId, "other", "fingerprint", ACCEPTED, tables);
  }

  /** Writes a manifest as {@link RunManifest} has it: with it, the tables count as published. */
  private void write(
      String runId, String job, String fingerprint, String provenance, String... tables)
      throws IOException {
    String published =
        Stream.of(tables)
            .map(table -> "\"%s\": {\"rows\": 1, \"files\": 1, \"bytes\": 9}".formatted(table))
            .collect(Collectors.joining(", "));
    for (String table : tables) {
      Files.writeString(
          Files.createDirectories(folder.resolve(table + "/run_id=" + runId)).resolve("part-0"),
          "nine byte");
    }
    Files.writeString(
        Files.createDirectories(folder.resolve("runs")).resolve(runId + ".json"),
        """
        {
          "run-id": "%s", "job": "%s", "fingerprint": "%s", "inputs": {},
          "tables": {%s}, "provenance": {%s}, "settings": "{}"
        }
        """
            .formatted(runId, job, fingerprint, published, provenance));
  }

  private static Optional<String> unchanged(Jobs jobs, Jobs.Plan<?> plan) {
    return jobs.unchanged(plan).map(RunManifest::runId);
  }

  private static void assertRefused(ThrowingCallable planning, String problem) {
    assertThatThrownBy(planning)
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageContaining(problem);
  }

  private String warehouse() {
    return " 'study.warehouse=%s'".formatted(folder);
  }

  @Test
  void aNeededTableThatWasNeverPublishedIsNamedWithItsWarehouseAndWriters() throws IOException {
    assertRefused(
        () -> plan(jobs(), "augment"),
        "augment needs the table corpus, which no run has published in file:%s: run"
                .formatted(folder)
            + " ./spark-submit.sh synthesize%1$s or ./spark-submit.sh ingest%1$s first"
                .formatted(warehouse()));
    publish("r1", "corpus");
    assertRefused(
        () -> plan(jobs(), "train"),
        "train needs the table augmented, which no run has published in file:%s: run"
                .formatted(folder)
            + " ./spark-submit.sh augment%s first".formatted(warehouse()));
  }

  @Test
  void aFolderThatThisUserMayNotWriteIsRefusedWithWhatHelps() throws IOException {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");
    Warehouse of = Warehouse.at(locked + "/results", new Configuration());
    assertRefused(
        () -> new StageRun(of, null, "r1", Inputs.NONE, "f"),
        "%s may not write in file:%s/results: name a folder of yours by study.warehouse=FOLDER"
            .formatted(System.getProperty("user.name"), locked));
  }

  @Test
  void theLatestRunOfATableIsRead() throws IOException {
    publish("r2", "corpus");
    publish("r1", "corpus");
    publish("r3", "augmented");
    assertThat(plan(jobs(), "augment").inputs().tables()).isEqualTo(Map.of("corpus", "r2"));
  }

  @Test
  void aChosenRunIsReadRatherThanTheLatest() throws IOException {
    publish("r1", "corpus");
    publish("r2", "corpus");
    publish("r3", "augmented");
    assertThat(plan(jobs(), "train", Map.of("corpus", "r1")).inputs().tables())
        .isEqualTo(Map.of("corpus", "r1", "augmented", "r3"));
  }

  @Test
  void runsAreChosenByTableAndMustHavePublishedIt() throws IOException {
    publish("r1", "corpus", "models");
    publish("r2", "corpus");
    Jobs jobs = jobs();
    Stage<?> evaluate = jobs.stage("evaluate").orElseThrow();
    assertThat(jobs.chosen(evaluate, "")).isEmpty();
    assertThat(jobs.chosen(evaluate, "models=r1,corpus=r2"))
        .isEqualTo(Map.of("models", "r1", "corpus", "r2"));
    assertRefused(() -> jobs.chosen(evaluate, "models=r2"), "no run 'r2' has published models");
    assertRefused(() -> jobs.chosen(evaluate, "models=r9"), "no run 'r9' has published models");
    assertRefused(() -> jobs.chosen(evaluate, "models"), "--input must be TABLE=RUN");
    assertRefused(
        () -> jobs.chosen(evaluate, "modles=r1"),
        "--input: evaluate does not read modles (did you mean models?); it reads corpus, layers, model_files, models");
  }

  @Test
  void whatARunPublishedTogetherIsReadTogether() throws IOException {
    publish("r1", "models", "model_files", "layers", "learning_curves");
    publish("r2", "layers");
    Jobs jobs = jobs();
    Stage<?> evaluate = jobs.stage("evaluate").orElseThrow();
    assertThat(jobs.chosen(evaluate, "models=r1"))
        .isEqualTo(Map.of("models", "r1", "model_files", "r1", "layers", "r1"));
    assertThat(jobs.chosen(evaluate, "layers=r2,models=r1"))
        .isEqualTo(Map.of("models", "r1", "model_files", "r1", "layers", "r2"));
    publish("r3", "models", "model_files", "layers");
    assertRefused(
        () -> jobs.chosen(evaluate, "models=r1,layers=r3"),
        "--input: several of the runs have published model_files: add model_files=RUN");
    assertThat(jobs.chosen(evaluate, "models=r1,layers=r3,model_files=r1"))
        .isEqualTo(Map.of("models", "r1", "model_files", "r1", "layers", "r3"));
  }

  @Test
  void aTableThatAStageCanDoWithoutIsReadWhereItWasPublished() throws IOException {
    assertThat(plan(jobs(), "report").inputs().tables()).isEmpty();
    publish("r1", "metrics");
    publish("r2", "metrics", "a_table_that_the_report_does_not_read");
    assertThat(plan(jobs(), "report").inputs().tables()).isEqualTo(Map.of("metrics", "r2"));
    assertThat(plan(jobs(), "report", Map.of("metrics", "r1")).inputs().tables())
        .isEqualTo(Map.of("metrics", "r1"));
  }

  @Test
  void anEarlierRunIsAnInputOfItsOwn() throws IOException {
    publish("r0", "image_statistics");
    publish("r1", "corpus", "image_statistics");
    Inputs inputs = plan(jobs(COMPARED), "eda").inputs();
    assertThat(inputs.earlier()).containsExactly(new Inputs.EarlierTable("image_statistics", "r0"));
    assertThat(inputs.tables()).isEqualTo(Map.of("corpus", "r1"));
  }

  @Test
  void anEarlierRunThatDidNotPublishTheTableIsNamedWithIt() throws IOException {
    String problem =
        "eda is to read the table image_statistics of the run r0, which has published none:"
            + " ./spark-submit.sh query \"SELECT run_id FROM runs WHERE job = 'eda'\"";
    publish("r1", "corpus", "image_statistics");
    assertRefused(() -> plan(jobs(COMPARED), "eda"), problem);
    publish("r0", "corpus");
    assertRefused(() -> plan(jobs(COMPARED), "eda"), problem);
  }

  @Test
  void aFingerprintDependsOnTheOwnSettingsAndInputs() throws IOException {
    publish("r1", "corpus");
    publish("r2", "corpus");
    String fingerprint = plan(jobs(), "augment").fingerprint();
    assertThat(plan(jobs("report.title=Another"), "augment").fingerprint()).isEqualTo(fingerprint);
    assertThat(plan(jobs("augment.copies=2"), "augment").fingerprint()).isNotEqualTo(fingerprint);
    assertThat(plan(jobs(), "augment", Map.of("corpus", "r1")).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void theLatestRunOfTheSameFingerprintIsUnchanged() throws IOException {
    publish("r1", "corpus");
    Jobs jobs = jobs();
    Jobs.Plan<?> plan = plan(jobs, "augment");
    assertThat(unchanged(jobs, plan)).isEmpty();
    write("r2", "augment", plan.fingerprint(), ACCEPTED, "augmented");
    write("r3", "augment", plan.fingerprint(), ACCEPTED, "augmented");
    write("r4", "another", plan.fingerprint(), ACCEPTED, "another");
    assertThat(unchanged(jobs, plan)).contains("r3");
  }

  @Test
  void aRunWhoseFilesAreGoneIsNotUnchangedButDamaged() throws IOException {
    publish("r1", "corpus");
    Jobs jobs = jobs();
    Jobs.Plan<?> plan = plan(jobs, "augment");
    write("r2", "augment", plan.fingerprint(), ACCEPTED, "augmented");
    Files.delete(folder.resolve("augmented/run_id=r2/part-0"));
    assertThatThrownBy(() -> jobs.unchanged(plan))
        .isInstanceOf(DamagedRun.class)
        .hasMessageContaining("augmented of the run r2 is damaged: 0 files of 0 bytes are there")
        .hasMessageEndingWith("make it anew: ./spark-submit.sh augment" + warehouse());
  }

  @Test
  void anEarlierRunOfTheSameFingerprintIsUnchanged() throws IOException {
    publish("r1", "corpus");
    Jobs jobs = jobs();
    Jobs.Plan<?> plan = plan(jobs, "augment");
    write("r2", "augment", plan.fingerprint(), ACCEPTED, "augmented");
    write("r3", "augment", "another", ACCEPTED, "augmented");
    // Settings A, B, and A again: what A made is there.
    assertThat(unchanged(jobs, plan)).contains("r2");
    assertThat(unchanged(jobs, plan(jobs("augment.copies=2"), "augment"))).isEmpty();
  }

  @Test
  void aRunWhoseInputWasRefusedIsNoUnchangedOne() throws IOException {
    publish("r1", "corpus");
    Jobs jobs = jobs();
    Jobs.Plan<?> plan = plan(jobs, "augment");
    write("r2", "augment", plan.fingerprint(), REFUSED, "augmented");
    assertThat(unchanged(jobs, plan)).isEmpty();
  }

  @Test
  void aJobChecksItsOwnSettingsAndNoOthers() throws IOException {
    publish("r1", "corpus", "augmented");
    Jobs jobs =
        new Jobs(
            Settings.load(
                Path.of("").toAbsolutePath(),
                "mine",
                "impact.seeds = 0",
                List.of("study.warehouse=" + folder)));
    assertThat(plan(jobs, "train").inputs().tables())
        .isEqualTo(Map.of("corpus", "r1", "augmented", "r1"));
    jobs.check(List.of(jobs.stage("train").orElseThrow()));
    String problem = "impact.seeds must lie between 1 and 100";
    assertRefused(() -> plan(jobs, "impact"), problem);
    assertRefused(() -> jobs.check(List.of(jobs.stage("impact").orElseThrow())), problem);
  }

  @Test
  void whatWasTypedIsCheckedWhicheverJobsItIs() {
    assertRefused(() -> jobs("impact.seeds=0"), "command line: impact.seeds must lie between 1");
    assertRefused(
        () -> jobs("impact.sedes=1"), "impact.sedes is no setting (did you mean impact.s");
  }
}
