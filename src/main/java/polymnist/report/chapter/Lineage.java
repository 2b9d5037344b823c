package polymnist.report.chapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import polymnist.answer.DisplayText;
import polymnist.warehouse.RunManifest;

/** The runs that the page rests on: those that it read, and those that they were made from. */
public final class Lineage {
  private final Map<String, String> inputs;
  private final List<RunManifest> runs;

  /**
   * Follows the inputs back to the first runs.
   *
   * @param inputs the run from which each table was read
   * @param published all runs; one that is missing, since it was removed, is left out
   */
  public Lineage(Map<String, String> inputs, List<RunManifest> published) {
    this.inputs = Map.copyOf(inputs);
    Map<String, RunManifest> byId = new TreeMap<>();
    published.forEach(run -> byId.put(run.runId(), run));
    Map<String, RunManifest> found = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(inputs.values());
    while (!open.isEmpty()) {
      RunManifest run = byId.get(open.pop());
      if (run != null && found.put(run.runId(), run) == null) {
        open.addAll(run.inputs().values());
      }
    }
    this.runs = List.copyOf(found.values());
  }

  /** Returns the runs, oldest first. */
  public List<RunManifest> runs() {
    return runs;
  }

  /**
   * Returns a sentence for each table that was read in more than one version: then figures on the
   * page may not belong together.
   */
  public List<String> mixtures() {
    Map<String, Set<String>> versions = new TreeMap<>();
    note(inputs, versions);
    runs.forEach(run -> note(run.inputs(), versions));
    return versions.entrySet().stream()
        .filter(table -> table.getValue().size() > 1)
        .map(table -> mixture(table.getKey(), table.getValue()))
        .toList();
  }

  private static void note(Map<String, String> inputs, Map<String, Set<String>> versions) {
    inputs.forEach((table, run) -> versions.computeIfAbsent(table, k -> new TreeSet<>()).add(run));
  }

  private static String mixture(String table, Set<String> runs) {
    return ("Not all of one piece: what this page shows was made from the table %s of several runs"
            + " (%s). ./spark-submit.sh pipeline brings all stages up to date.")
        .formatted(DisplayText.name(table), String.join(", ", runs));
  }
}
