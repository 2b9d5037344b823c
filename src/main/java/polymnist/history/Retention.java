package polymnist.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polymnist.warehouse.RunManifest;

/**
 * Which runs are to go. A run that one to be kept was made from stays, whatever its age; and of
 * each job and of each table the latest accepted run stays, unless it is named.
 *
 * @param keep so many runs of each job stay; 0 for none
 * @param before runs that ended at this time or later stay, {@link Instant#MAX} for none
 * @param named runs that are to go; empty where number or age decide
 */
record Retention(int keep, Instant before, Set<String> named) {
  /**
   * Returns the runs to remove, the latest first, so that none is left without what it came from.
   */
  List<RunManifest> expired(List<RunManifest> oldestFirst) {
    List<RunManifest> latestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(latestFirst);
    Map<String, RunManifest> kept = new HashMap<>();
    Map<String, Integer> rank = new HashMap<>();
    Set<String> latest = new HashSet<>();
    for (RunManifest run : latestFirst) {
      int place = rank.merge(run.job(), 1, Integer::sum);
      boolean isLatest = run.refusal().isEmpty() && isLatest(run, latest);
      boolean stays =
          named.isEmpty()
              ? place == 1 || isLatest || place <= keep || isYoung(run)
              : !named.contains(run.runId());
      if (stays) {
        kept.put(run.runId(), run);
      }
    }
    Set<String> needed = needed(kept, latestFirst);
    return latestFirst.stream().filter(run -> !needed.contains(run.runId())).toList();
  }

  private boolean isYoung(RunManifest run) {
    return before.isBefore(Instant.MAX) && !ended(run).isBefore(before);
  }

  /** Whether no later accepted run is of this job, or published one of these tables. */
  private static boolean isLatest(RunManifest run, Set<String> seen) {
    boolean first = seen.add("job " + run.job());
    for (String table : run.tables().keySet()) {
      first |= seen.add("table " + table);
    }
    return first;
  }

  private static Set<String> needed(Map<String, RunManifest> kept, List<RunManifest> latestFirst) {
    Set<String> needed = new HashSet<>(kept.keySet());
    // What a run was made from was published before it.
    for (RunManifest run : latestFirst) {
      if (needed.contains(run.runId())) {
        needed.addAll(run.inputs().values());
      }
    }
    return needed;
  }

  /** Returns the time at which a run ended, of an old manifest the latest there is. */
  static Instant ended(RunManifest run) {
    String finished = run.provenance().get("finished");
    return finished == null ? Instant.MAX : Instant.parse(finished);
  }
}
