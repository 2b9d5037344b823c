package polymnist.job.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** The runs that someone wants tables to be read from, in place of the latest ones. */
final class ChosenInputs {
  /** In place of a run. */
  private static final String UNDECIDED = "";

  private ChosenInputs() {}

  /**
   * Returns the run of each table that was asked for. What else the job reads that a chosen run
   * published comes from that run too: models are no good without their files.
   *
   * @param asked such as {@code models=RUN,layers=RUN}; a run by its id or by its name
   * @param read the tables that the job reads
   * @throws UserError when it is written otherwise, the job does not read the table, or the run has
   *     not published it
   */
  static Map<String, String> of(String asked, String job, Set<String> read, Warehouse warehouse) {
    Map<String, String> chosen = new TreeMap<>();
    Map<String, String> along = new TreeMap<>();
    for (String asking : asked.split(",", -1)) {
      String[] parts = asking.split("=", -1);
      if (parts.length != 2) {
        throw UserError.request(
            "--input must be TABLE=RUN,TABLE=RUN, such as models=RUN, was '%s'".formatted(asked));
      }
      if (!read.contains(parts[0])) {
        throw UserError.request(
            NearestWord.told(
                "--input: " + job + " does not read %s%s; it reads %s", parts[0], read));
      }
      RunManifest run =
          warehouse.runsOf(parts[1]).stream()
              .filter(r -> r.tables().containsKey(parts[0]))
              .reduce((older, newer) -> newer)
              .orElseThrow(
                  () ->
                      UserError.request(
                          "--input: no run '%s' has published %s: %s lists what there is"
                              .formatted(parts[1], parts[0], warehouse.command("runs"))));
      chosen.put(parts[0], run.runId());
      for (String table : run.tables().keySet()) {
        if (read.contains(table)) {
          along.merge(table, run.runId(), (one, other) -> one.equals(other) ? one : UNDECIDED);
        }
      }
    }
    along.putAll(chosen);
    along.forEach(
        (table, run) -> {
          if (run.equals(UNDECIDED)) {
            throw UserError.request(
                "--input: several of the runs have published %s: add %s=RUN"
                    .formatted(table, table));
          }
        });
    return along;
  }
}
