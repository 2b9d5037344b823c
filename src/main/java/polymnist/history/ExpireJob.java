package polymnist.history;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.JobOption;
import polymnist.job.plan.Jobs;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Removes old runs by number, age or name, but none that a run which stays was made from, and not
 * the latest accepted one of each job and table, unless it is named.
 *
 * <pre>
 * ./spark-submit.sh expire --keep 3 --dry-run
 * ./spark-submit.sh expire --older-than 30
 * ./spark-submit.sh expire --run RUN,RUN
 * </pre>
 */
public final class ExpireJob implements Command {
  private static final String KEEP = "--keep";
  private static final String OLDER_THAN = "--older-than";
  private static final String RUN = "--run";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public JobDescription description() {
    return JobDescription.ofCommand(
        "expire",
        "remove old runs, but none that another one was made from",
        "all manifests",
        "",
        List.of(
            new JobOption(KEEP, "NUMBER", "of each job the latest so many runs stay"),
            new JobOption(OLDER_THAN, "DAYS", "removes runs that are older; 0 for any age"),
            new JobOption(RUN, "RUN,...", "removes these runs, by their ids"),
            JobOption.flag(DRY_RUN, "says what would be removed")));
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    return run(arguments, Instant.now(), out);
  }

  static int run(Arguments arguments, Instant now, PrintStream out) {
    Retention retention = retention(arguments.options(), now);
    boolean dry = arguments.options().containsKey(DRY_RUN);
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    List<RunManifest> runs = warehouse.runs();
    Set<String> unknown = new TreeSet<>(retention.named());
    runs.forEach(run -> unknown.remove(run.runId()));
    if (!unknown.isEmpty()) {
      throw UserError.request(
          "there is no run %s: %s lists those that there are"
              .formatted(String.join(", ", unknown), warehouse.command("runs")));
    }
    List<RunManifest> expired = retention.expired(runs);
    Set<String> stay = new TreeSet<>(retention.named());
    expired.forEach(run -> stay.remove(run.runId()));
    if (!stay.isEmpty()) {
      throw UserError.request(
          "%s cannot be removed: a run that stays was made from it; name that, too"
              .formatted(String.join(", ", stay)));
    }
    long bytes = 0;
    int removed = 0;
    Set<String> needed = new HashSet<>();
    // The latest first: what a run that is kept was made from comes after it.
    for (RunManifest run : expired) {
      if (needed.contains(run.runId())) {
        needed.addAll(run.inputs().values());
        continue;
      }
      Optional<String> reader = dry ? Optional.empty() : warehouse.remove(run);
      if (reader.isEmpty()) {
        removed++;
        bytes += run.bytes();
        out.println((dry ? "would remove " : "removed ") + RunsJob.line(run, ""));
      } else {
        needed.addAll(run.inputs().values());
        out.printf(
            "kept %s: %s reads it; where that has died, remove its folder in %s/_staging%n",
            run.runId(), reader.get(), warehouse.root());
      }
    }
    out.printf(
        Locale.ROOT,
        "%d of %d runs%s, %.1f MB%n",
        removed,
        runs.size(),
        dry ? " would go" : " removed",
        bytes / 1e6);
    return 0;
  }

  private static Retention retention(Map<String, String> options, Instant now) {
    if (!options.containsKey(KEEP)
        && !options.containsKey(OLDER_THAN)
        && !options.containsKey(RUN)) {
      throw UserError.request(
          "expire needs what to remove: --keep RUNS-OF-EACH-JOB, --older-than DAYS or --run RUN");
    }
    if (options.containsKey(RUN) && options.size() > (options.containsKey(DRY_RUN) ? 2 : 1)) {
      throw UserError.request("--run names all that goes: leave out --keep and --older-than");
    }
    int keep = options.containsKey(KEEP) ? number(options, KEEP, 1) : 0;
    Instant before =
        options.containsKey(OLDER_THAN)
            ? now.minus(Duration.ofDays(number(options, OLDER_THAN, 0)))
            : Instant.MAX;
    Set<String> named =
        options.containsKey(RUN)
            ? new HashSet<>(Arrays.asList(options.get(RUN).split(",", -1)))
            : Set.of();
    return new Retention(keep, before, named);
  }

  private static int number(Map<String, String> options, String option, int least) {
    String value = options.get(option);
    if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least) {
      throw UserError.request(
          "%s must be a whole number from %s to 999999, was '%s'".formatted(option, least, value));
    }
    return Integer.parseInt(value);
  }
}
