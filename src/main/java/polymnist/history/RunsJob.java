package polymnist.history;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.plan.Jobs;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Lists the runs of the warehouse, the latest last: what each was, when, how long it took, its
 * size, what people call it, what it found, which runs it was made from, and whether its files are
 * those that it has published.
 *
 * <pre>./spark-submit.sh runs</pre>
 */
public final class RunsJob implements Command {
  /** So many characters of what a run found: the report has the rest. */
  private static final int MOST = 100;

  @Override
  public JobDescription description() {
    return JobDescription.ofCommand(
        "runs",
        "list the runs: what each was, when, how long, what it found, whether it is whole",
        "all manifests",
        "",
        List.of());
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    List<RunManifest> runs = warehouse.runs();
    out.printf(Locale.ROOT, "%d runs in %s%n", runs.size(), warehouse.root());
    for (RunManifest run : runs) {
      out.println(line(run, state(warehouse, run)));
    }
    return 0;
  }

  private static String state(Warehouse warehouse, RunManifest run) {
    try {
      warehouse.check(run);
      return run.refusal().map(reason -> "refused: " + reason).orElse("");
    } catch (DamagedRun e) {
      return "damaged: " + e.getMessage();
    }
  }

  static String line(RunManifest run, String state) {
    return String.format(
            Locale.ROOT,
            "%-42s %-10s %-16s %7s %8.1f MB  %s  %s",
            run.runId(),
            run.job(),
            minute(run),
            took(run),
            run.bytes() / 1e6,
            made(run),
            state)
        .stripTrailing();
  }

  /** What people call it, and the beginning of what it found or wrote. */
  private static String made(RunManifest run) {
    List<String> words = new ArrayList<>();
    Map<String, String> facts = run.provenance();
    Optional.ofNullable(facts.get(RunManifest.NAME)).ifPresent(name -> words.add(name + ":"));
    String summary = run.summary();
    words.add(summary.length() > MOST ? summary.substring(0, MOST) + "..." : summary);
    Optional.ofNullable(facts.get(RunManifest.TAGS)).ifPresent(tags -> words.add("[" + tags + "]"));
    Optional.ofNullable(facts.get(RunManifest.NOTE)).ifPresent(note -> words.add("(" + note + ")"));
    return String.join(" ", words);
  }

  private static String minute(RunManifest run) {
    String started = run.provenance().getOrDefault("started", "");
    return started.length() < 16 ? "" : started.substring(0, 16).replace('T', ' ');
  }

  private static String took(RunManifest run) {
    String started = run.provenance().get("started");
    String finished = run.provenance().get("finished");
    if (started == null || finished == null) {
      return "";
    }
    Duration took = Duration.between(Instant.parse(started), Instant.parse(finished));
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
  }
}
