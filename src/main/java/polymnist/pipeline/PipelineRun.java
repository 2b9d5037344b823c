package polymnist.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import polymnist.job.RunTitle;
import polymnist.job.Stage;
import polymnist.job.plan.Jobs;
import polymnist.warehouse.RunManifest;

/** Stages that are executed one after the other, where they are not unchanged. */
final class PipelineRun {
  private final Jobs jobs;
  private final RunTitle title;
  private final boolean force;
  private final boolean verbose;

  /** The run of each table that was made or found unchanged. */
  private final Map<String, String> tables = new TreeMap<>();

  private final Map<String, String> findings = new LinkedHashMap<>();
  private int executed;

  /**
   * Prepares.
   *
   * @param force whether what is unchanged is executed, too
   * @param verbose whether lines of stages name all tables
   */
  PipelineRun(Jobs jobs, RunTitle title, boolean force, boolean verbose) {
    this.jobs = jobs;
    this.title = title;
    this.force = force;
    this.verbose = verbose;
  }

  /** Returns how many stages were executed. */
  int executed() {
    return executed;
  }

  /** Returns what all stages found, those that were unchanged among them. */
  Map<String, String> findings() {
    return findings;
  }

  /** Executes what is not unchanged, and prints a line of each; Spark starts when it is needed. */
  void execute(List<Stage<?>> stages) {
    SparkSession spark = null;
    try {
      for (Stage<?> stage : stages) {
        Jobs.Plan<?> plan = jobs.plan(stage, tables);
        Optional<RunManifest> unchanged = force ? Optional.empty() : jobs.unchanged(plan);
        RunManifest run;
        if (unchanged.isPresent()) {
          run = unchanged.get();
          System.out.println(PipelineJob.unchanged(jobs, run));
        } else {
          spark = spark == null ? Jobs.spark("pipeline") : spark;
          run = jobs.execute(plan, title, spark).print(System.out, verbose);
          executed++;
        }
        findings.putAll(run.findings());
        // Later stages read what this pipeline made, even where someone publishes meanwhile.
        run.tables().keySet().forEach(table -> tables.put(table, run.runId()));
      }
    } finally {
      if (spark != null) {
        spark.stop();
      }
    }
  }
}
