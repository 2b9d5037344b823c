package polymnist.job.plan;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;
import polymnist.job.JobList;
import polymnist.job.RunTitle;
import polymnist.job.Stage;
import polymnist.setting.Settings;
import polymnist.setting.UserError;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/**
 * Plans stages, refusing a wrong request before Spark starts, runs them and publishes what they
 * wrote.
 */
public final class Jobs {
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Names all tables in the line of a stage. */
  public static final String VERBOSE = "--verbose";

  private final Settings settings;
  private final StudySettings study;
  private final List<Stage<?>> stages;

  // Opened when it is asked for: what is refused before does not wait for Hadoop's classes.
  private Configuration hadoop;
  private Warehouse warehouse;

  /**
   * Checks what belongs to no stage.
   *
   * <p>A job checks its own block, when it is planned; what a profile has wrong in another job's is
   * no matter of its, but what was typed on the command line is.
   *
   * @throws UserError when a block is unknown, or the warehouse has no name
   */
  public Jobs(Settings settings) {
    this.settings = settings;
    this.stages = JobList.stages();
    List<String> blocks = new ArrayList<>(List.of("study", "seed", "pipeline"));
    stages.forEach(stage -> blocks.add(stage.name()));
    settings.refuseUnknownBlocks(blocks);
    this.study = settings.bind("study", StudySettings.class);
    stages.stream().filter(stage -> settings.isTyped(stage.name())).forEach(this::bind);
  }

  /** Returns the warehouse that the settings name, opening it first. */
  public Warehouse warehouse() {
    if (warehouse == null) {
      hadoop = HadoopSettings.ofSubmit();
      warehouse = Warehouse.at(study.warehouse(), hadoop, settings.repeated("study.warehouse"));
    }
    return warehouse;
  }

  private Configuration hadoop() {
    warehouse();
    return hadoop;
  }

  /**
   * Checks the blocks of stages that are to run one after the other.
   *
   * @throws UserError when a key is unknown, or a value out of range
   */
  public void check(List<Stage<?>> several) {
    several.forEach(this::bind);
    several.forEach(this::checked);
  }

  /** Checks files, too, for which Hadoop is opened: after all settings were. */
  private <S extends Record> S checked(Stage<S> stage) {
    S bound = bind(stage);
    stage.check(bound, hadoop());
    return bound;
  }

  private <S extends Record> S bind(Stage<S> stage) {
    return settings.bind(stage.name(), stage.settingsType());
  }

  /**
   * What a stage would do.
   *
   * @param settings its own
   * @param inputs the runs and files that it would read
   * @param stamp when these files were written
   * @param parts all that its result depends on, as {@link Fingerprint#parts} names it
   * @param fingerprint of these
   */
  public record Plan<S extends Record>(
      Stage<S> stage,
      S settings,
      Inputs inputs,
      String stamp,
      SortedMap<String, String> parts,
      String fingerprint) {}

  /**
   * Plans a stage without Spark.
   *
   * @param chosen the runs to read some tables from; others are read from their latest run
   * @throws UserError when a table that it needs was never published, or a file is missing
   */
  public <S extends Record> Plan<S> plan(Stage<S> stage, Map<String, String> chosen) {
    S bound = checked(stage);
    Map<String, String> tables = new TreeMap<>();
    for (String table : stage.tables(bound)) {
      tables.put(
          table,
          input(table, chosen)
              .orElseThrow(
                  () ->
                      UserError.request(
                          "%s needs the table %s, which no run has published in %s: run %s first"
                              .formatted(
                                  stage.name(), table, warehouse().root(), writersOf(table)))));
    }
    for (String table : stage.tablesIfPublished(bound)) {
      input(table, chosen).ifPresent(run -> tables.put(table, run));
    }
    Inputs inputs = new Inputs(tables, stage.files(bound), stage.earlier(bound));
    inputs.earlier().forEach(earlier -> refuseUnpublished(stage, earlier));
    String stamp = Fingerprint.stamp(inputs, hadoop());
    SortedMap<String, String> parts =
        Fingerprint.parts(
            stage.name(),
            StageCode.sha256(stage.getClass()),
            settings.json(stage.name()),
            inputs,
            settings.home(),
            hadoop());
    return new Plan<>(stage, bound, inputs, stamp, parts, Fingerprint.of(parts));
  }

  private void refuseUnpublished(Stage<?> stage, Inputs.EarlierTable earlier) {
    if (warehouse()
        .run(earlier.runId())
        .filter(r -> r.tables().containsKey(earlier.table()))
        .isEmpty()) {
      String question =
          "query \"SELECT run_id FROM runs WHERE job = '%s'\"".formatted(stage.name());
      throw UserError.request(
          "%s is to read the table %s of the run %s, which has published none: %s lists those that have"
              .formatted(
                  stage.name(), earlier.table(), earlier.runId(), warehouse().command(question)));
    }
  }

  private Optional<String> input(String table, Map<String, String> chosen) {
    return chosen.containsKey(table)
        ? Optional.of(chosen.get(table))
        : warehouse().latest(table).map(RunManifest::runId);
  }

  private String writersOf(String table) {
    return stages.stream()
        .filter(stage -> stage.writes().contains(table))
        .map(stage -> warehouse().command(stage.name()))
        .collect(Collectors.joining(" or "));
  }

  /**
   * Returns the latest run of the plan's job that was made of the same things, and accepted. It
   * need not be the latest of its job.
   *
   * @throws DamagedRun when files of it are missing, extra or of another size
   */
  public Optional<RunManifest> unchanged(Plan<?> plan) {
    return warehouse().runs().stream()
        .filter(run -> run.job().equals(plan.stage().name()))
        .filter(run -> run.fingerprint().equals(plan.fingerprint()))
        .filter(run -> run.refusal().isEmpty())
        .reduce((older, newer) -> newer)
        .map(
            run -> {
              warehouse().check(run);
              return run;
            });
  }

  /** Returns why a plan is to be executed: what differs from the latest run of its job. */
  public List<String> reasons(Plan<?> plan) {
    return warehouse()
        .latestOf(plan.stage().name())
        .map(
            run ->
                Reasons.of(run, plan.parts()).stream()
                    .map(reason -> reason.equals(Reasons.CODE) ? code(run, plan) : reason)
                    .toList())
        .orElse(List.of("it has no run yet"));
  }

  /** Which classes have changed, where it is known which there were. */
  private String code(RunManifest run, Plan<?> plan) {
    return warehouse()
        .code(run.provenance().getOrDefault(Fingerprint.CODE, ""))
        .map(before -> StageCode.changed(before, StageCode.listing(plan.stage().getClass())))
        .filter(changed -> !changed.isEmpty())
        .map(changed -> Reasons.CODE + ": " + Reasons.named(List.copyOf(changed)))
        .orElse(Reasons.CODE);
  }

  /**
   * A run that was published.
   *
   * @param took its time
   */
  public record Executed(RunManifest run, Duration took) {
    /**
     * Prints a line of it, and refuses what it refused.
     *
     * @param verbose whether its tables are named, though the job says what it found
     * @throws UserError when the stage refused its input
     */
    public RunManifest print(PrintStream out, boolean verbose) {
      out.printf(
          Locale.ROOT,
          "%-10s %6.1f s  run %s: %s%n",
          run.job(),
          took.toMillis() / 1e3,
          run.runId(),
          verbose ? run.contents() : run.summary());
      run.refusal()
          .ifPresent(
              reason -> {
                throw UserError.rejectedInput(run.job() + ": " + reason);
              });
      return run;
    }
  }

  /** Runs a planned stage and publishes what it wrote. */
  public <S extends Record> Executed execute(Plan<S> plan, RunTitle title, SparkSession spark) {
    Instant started = Instant.now();
    String name = plan.stage().name();
    String runId = RUN_TIME.format(started) + "-" + name + "-" + plan.fingerprint().substring(0, 6);
    try (StageRun run =
        new StageRun(
            warehouse(),
            spark,
            runId,
            plan.inputs(),
            plan.fingerprint(),
            plan.parts().get(Fingerprint.CODE))) {
      warehouse().clear(runId);
      SharedWarehouse.check(spark, run);
      spark.sparkContext().setJobGroup(runId, name, false);
      try (TaskProgress progress = TaskProgress.watch(name, spark.sparkContext())) {
        LoggerFactory.getLogger(Jobs.class).debug("{} is watched by {}", name, progress);
        plan.stage().run(spark, plan.settings(), run);
      }
      if (!Fingerprint.stamp(plan.inputs(), hadoop()).equals(plan.stamp())) {
        run.refuse("files that it reads were written while it ran: submit it again");
      }
      Map<String, String> facts = Provenance.of(plan, settings, spark, started);
      facts.putAll(title.facts());
      String kept = UsedSettings.fromHome(settings.json(name), settings.home());
      RunManifest manifest = run.publish(name, facts, kept);
      warehouse()
          .keepCode(plan.parts().get(Fingerprint.CODE), StageCode.listing(plan.stage().getClass()));
      return new Executed(manifest, Duration.between(started, Instant.now()));
    }
  }

  /** Opens Spark under the name of a job; master, cores and memory are the submitter's. */
  public static SparkSession spark(String job) {
    HadoopSettings.refuseMissingEventLogs();
    return SparkSession.builder()
        .appName("polymnist " + job)
        .config(SparkSettings.ofJobs())
        .getOrCreate();
  }

  /** Returns the stage of a name, where there is one. */
  public Optional<Stage<?>> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /** Returns the pipeline's block or another one that is no stage's. */
  public <S extends Record> S block(String name, Class<S> type) {
    return settings.bind(name, type);
  }

  /**
   * Returns the runs that a stage is to read tables from, as {@link ChosenInputs} has it.
   *
   * @param asked such as {@code models=RUN,layers=RUN}; empty for the latest
   */
  public <S extends Record> Map<String, String> chosen(Stage<S> stage, String asked) {
    S bound = bind(stage);
    Set<String> read = new TreeSet<>(stage.tables(bound));
    read.addAll(stage.tablesIfPublished(bound));
    return asked.isEmpty() ? Map.of() : ChosenInputs.of(asked, stage.name(), read, warehouse());
  }
}
