package polymnist.history;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.plan.Jobs;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Reads all files of all runs, or of some tables, and compares their content with the checksums of
 * the manifests. What is damaged is named, and the exit code is then 3.
 *
 * <pre>./spark-submit.sh verify corpus models</pre>
 */
public final class VerifyJob implements Command {
  private static final int DAMAGED = 3;

  @Override
  public JobDescription description() {
    return JobDescription.ofCommand(
        "verify",
        "compare all files with what was published, byte by byte",
        "all files, or those of the tables named",
        "[TABLE ...]",
        List.of());
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    refuseUnknown(warehouse, arguments.rest());
    SparkSession spark = Jobs.spark("verify");
    try {
      return verify(spark, warehouse, arguments.rest(), out);
    } finally {
      spark.stop();
    }
  }

  /** Refuses tables that no run has published. */
  static void refuseUnknown(Warehouse warehouse, List<String> tables) {
    Set<String> known = new TreeSet<>();
    warehouse.runs().forEach(run -> known.addAll(run.tables().keySet()));
    Set<String> unknown = new TreeSet<>(tables);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw UserError.request(
          "in %s ".formatted(warehouse.root())
              + NearestWord.told(
                  "no run has published %s%s: tables are %s", unknown.iterator().next(), known));
    }
  }

  static int verify(SparkSession spark, Warehouse warehouse, List<String> tables, PrintStream out) {
    warehouse.writeCatalogue();
    Set<String> asked = new HashSet<>(tables);
    int sound = 0;
    int damaged = 0;
    List<Path> torn = warehouse.torn();
    torn.forEach(file -> out.printf("the manifest %s is damaged, and its run is left out%n", file));
    for (RunManifest run : warehouse.runs()) {
      for (String table : run.tables().keySet()) {
        if (!asked.isEmpty() && !asked.contains(table)) {
          continue;
        }
        try {
          warehouse.verify(spark, run, table);
          sound++;
        } catch (DamagedRun e) {
          damaged++;
          out.println(e.getMessage());
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%d tables of %d runs: %d as published, %d damaged%s%n",
        sound + damaged,
        warehouse.runs().size(),
        sound,
        damaged,
        torn.isEmpty() ? "" : "; damaged manifests: " + torn.size());
    return damaged + torn.size() == 0 ? 0 : DAMAGED;
  }
}
