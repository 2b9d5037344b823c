package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.Arguments;
import polymnist.job.Stage;
import polymnist.job.plan.Jobs;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/** Which stages a pipeline runs; every request that it refuses is refused before Spark starts. */
class PipelineJobTest {
  private static final List<String> STAGES = List.of("synthesize", "eda", "augment", "train");

  @TempDir private Path folder;

  private Jobs jobs() {
    return new Jobs(
        Settings.load(Path.of("").toAbsolutePath(), "demo", List.of("study.warehouse=" + folder)));
  }

  private List<String> chosen(Map<String, String> options) {
    return PipelineJob.chosen(PipelineJob.stages(jobs(), STAGES), options).stream()
        .map(Stage::name)
        .toList();
  }

  private static void assertRefused(ThrowingCallable request, String problem) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageContaining(problem);
  }

  private void assertRunRefused(String problem, String... words) {
    PipelineJob pipeline = new PipelineJob();
    List<String> args =
        Stream.concat(Stream.of("study.warehouse=" + folder), Stream.of(words)).toList();
    assertRefused(
        () -> pipeline.run(Arguments.parse(args, pipeline.description()), System.out), problem);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void allStagesRunWhereNoneArePicked() {
    assertThat(chosen(Map.of())).isEqualTo(STAGES);
    assertThat(chosen(Map.of("--force", ""))).isEqualTo(STAGES);
  }

  @Test
  void whatWouldRunIsForeseenThroughTheTablesThatStagesHandOn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Stage<?>> stages = PipelineJob.stages(jobs(), STAGES);
    PipelineJob.foresee(jobs(), stages, false, new PrintStream(out, true, UTF_8));
    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            synthesize would run: it has no run yet
            eda        would run: it has no run yet
            augment    would run: it has no run yet
            train      would run: it has no run yet
            4 of 4 stages would run
            """);
  }

  @Test
  void fromKeepsAStageAndAllAfterIt() {
    assertThat(chosen(Map.of("--from", "eda"))).containsExactly("eda", "augment", "train");
    assertThat(chosen(Map.of("--from", "synthesize"))).isEqualTo(STAGES);
  }

  @Test
  void onlyKeepsTheNamedStagesInTheOrderOfThePipeline() {
    assertThat(chosen(Map.of("--only", "train,eda"))).containsExactly("eda", "train");
  }

  @Test
  void bothKeepWhatBothKeep() {
    assertThat(chosen(Map.of("--from", "eda", "--only", "train,synthesize,augment")))
        .containsExactly("augment", "train");
  }

  @Test
  void optionsThatLeaveNoStageAreRefused() {
    assertRefused(
        () -> chosen(Map.of("--from", "augment", "--only", "eda")),
        "no stage is left: --only names eda, and --from keeps those from augment on");
  }

  @Test
  void aNameThatIsNoStageOfThePipelineIsRefusedWithThoseThatAre() {
    String stages = ": stages are synthesize, eda, augment, train";
    String trian = "'trian' is no stage of the pipeline (did you mean train?)" + stages;
    assertRefused(() -> chosen(Map.of("--from", "trian")), trian);
    assertRefused(() -> chosen(Map.of("--only", "eda,trian")), trian);
    // A stage, but not one of these.
    assertRefused(
        () -> chosen(Map.of("--only", "ingest")), "'ingest' is no stage of the pipeline" + stages);
  }

  @Test
  void aStageThatStandsTwiceIsRefused() {
    assertRunRefused(
        "command line: pipeline.stages names eda twice: [eda, train, eda]",
        "pipeline.stages=[eda,train,eda]");
  }

  @Test
  void aPipelineOfWhatIsNoStageIsRefused() {
    assertRefused(
        () -> PipelineJob.stages(jobs(), List.of("synthesize", "query")),
        "pipeline.stages has 'query', which is no stage");
    assertRunRefused(
        "pipeline.stages has 'trian', which is no stage", "pipeline.stages=[synthesize,trian]");
    assertRunRefused("pipeline.stages must name at least one job", "pipeline.stages=[]");
  }

  @Test
  void aWrongOptionIsRefusedBeforeAnythingRuns() {
    assertRunRefused("'trian' is no stage of the pipeline", "--from", "trian");
    assertRunRefused("'trian' is no option of pipeline", "trian");
  }

  /** The last stage would take minutes to get to. */
  @Test
  void theSettingsOfAllChosenStagesAreCheckedBeforeTheFirstRuns() {
    assertRunRefused("report.examples must lie between 1 and 10, was 11", "report.examples=11");
  }
}
