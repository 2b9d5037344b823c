package polymnist.pipeline;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.JobOption;
import polymnist.job.RunTitle;
import polymnist.job.Stage;
import polymnist.job.plan.Jobs;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;

/**
 * Runs the stages of the study in order. A stage whose inputs, settings and code are those of its
 * latest run is skipped; when all are, Spark is not even started.
 *
 * <pre>./spark-submit.sh pipeline --from train train.networks.vgg.epochs=3</pre>
 */
public final class PipelineJob implements Command {
  @Override
  public JobDescription description() {
    return new JobDescription(
        "pipeline",
        JobGroup.STUDY,
        "run all stages in order, but those that are unchanged",
        "what its stages read",
        List.of("what its stages write"),
        "",
        RunTitle.with(
            List.of(
                new JobOption("--from", "STAGE", "runs this stage and those behind it"),
                new JobOption("--only", "STAGE,...", "runs these stages alone"),
                JobOption.flag("--force", "runs what is unchanged, too"),
                JobOption.flag("--dry-run", "says what would run, and why"),
                JobOption.flag(Jobs.VERBOSE, "names all tables that were written"))));
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    Jobs jobs = new Jobs(arguments.settings());
    List<Stage<?>> stages =
        chosen(
            stages(jobs, jobs.block("pipeline", PipelineSettings.class).stages()),
            arguments.options());
    jobs.check(stages);
    RunTitle title = RunTitle.of(arguments.options(), jobs.warehouse());
    boolean force = arguments.options().containsKey("--force");
    if (arguments.options().containsKey("--dry-run")) {
      foresee(jobs, stages, force, out);
      return 0;
    }
    Instant started = Instant.now();
    PipelineRun run =
        new PipelineRun(jobs, title, force, arguments.options().containsKey(Jobs.VERBOSE));
    run.execute(stages);
    out.printf(
        Locale.ROOT,
        "%d of %d stages executed, %d unchanged, in %.1f s%n",
        run.executed(),
        stages.size(),
        stages.size() - run.executed(),
        Duration.between(started, Instant.now()).toMillis() / 1e3);
    run.findings().forEach((what, answer) -> out.printf("%s: %s%n", what, answer));
    return 0;
  }

  /** Prints which stages would run, and why, without Spark. */
  static void foresee(Jobs jobs, List<Stage<?>> stages, boolean force, PrintStream out) {
    Map<String, String> tables = new TreeMap<>();
    int toRun = 0;
    for (Stage<?> stage : stages) {
      Jobs.Plan<?> plan = jobs.plan(stage, tables);
      Optional<RunManifest> unchanged = force ? Optional.empty() : jobs.unchanged(plan);
      if (unchanged.isPresent()) {
        String runId = unchanged.get().runId();
        unchanged.get().tables().keySet().forEach(table -> tables.put(table, runId));
        out.println(unchanged(jobs, unchanged.get()));
      } else {
        toRun++;
        stage.writes().forEach(table -> tables.put(table, "a new run of " + stage.name()));
        List<String> reasons = force ? List.of("--force") : jobs.reasons(plan);
        out.printf("%-10s would run: %s%n", stage.name(), String.join("; ", reasons));
      }
    }
    out.printf(Locale.ROOT, "%d of %d stages would run%n", toRun, stages.size());
  }

  static String unchanged(Jobs jobs, RunManifest run) {
    boolean latest =
        jobs.warehouse().latestOf(run.job()).filter(other -> other.equals(run)).isPresent();
    return String.format(
        Locale.ROOT,
        "%-10s unchanged  run %s%s",
        run.job(),
        run.runId(),
        // What is read without saying of which run is of the latest.
        latest ? "" : ", an earlier one: query --as-of shows it");
  }

  static List<Stage<?>> stages(Jobs jobs, List<String> names) {
    List<Stage<?>> stages = new ArrayList<>();
    for (String name : names) {
      stages.add(
          jobs.stage(name)
              .orElseThrow(
                  () ->
                      UserError.request(
                          NearestWord.told(
                              "pipeline.stages has '%s', which is no stage%s: stages are %s",
                              name, JobList.stages().stream().map(Stage::name).toList()))));
    }
    return stages;
  }

  /** Keeps the stages that {@code --from} or {@code --only} pick. */
  static List<Stage<?>> chosen(List<Stage<?>> stages, Map<String, String> options) {
    List<String> names = stages.stream().map(Stage::name).toList();
    List<String> only =
        options.containsKey("--only") ? Arrays.asList(options.get("--only").split(",")) : names;
    String from = options.getOrDefault("--from", names.get(0));
    List<String> asked = new ArrayList<>(only);
    asked.add(from);
    for (String name : asked) {
      if (!names.contains(name)) {
        throw UserError.request(
            NearestWord.told("'%s' is no stage of the pipeline%s: stages are %s", name, names));
      }
    }
    List<Stage<?>> chosen =
        stages.stream()
            .filter(stage -> only.contains(stage.name()))
            .filter(stage -> names.indexOf(stage.name()) >= names.indexOf(from))
            .toList();
    if (chosen.isEmpty()) {
      throw UserError.request(
          "no stage is left: --only names %s, and --from keeps those from %s on; stages are %s"
              .formatted(String.join(", ", only), from, String.join(", ", names)));
    }
    return chosen;
  }
}
