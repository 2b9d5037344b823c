package polymnist.warehouse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run may read: all that its stage declared before it began, and nothing else. So a
 * fingerprint and a lineage know of everything that a result was made from.
 *
 * @param tables the run to read each table from
 * @param files files and folders outside the warehouse, at the places that settings name
 * @param earlier tables of chosen runs beside these, such as one to compare with
 */
public record Inputs(
    Map<String, String> tables, List<InputFiles> files, List<EarlierTable> earlier) {
  /** Of a run that reads nothing. */
  public static final Inputs NONE = new Inputs(Map.of(), List.of(), List.of());

  /** A table as a certain run published it. */
  public record EarlierTable(String table, String runId) {}

  public Inputs {
    tables = Map.copyOf(tables);
    files = List.copyOf(files);
    earlier = List.copyOf(earlier);
  }

  /** Returns the run by table, those of earlier runs under {@code TABLE of RUN}. */
  public Map<String, String> runs() {
    Map<String, String> runs = new TreeMap<>(tables);
    earlier.forEach(one -> runs.put(one.table() + " of " + one.runId(), one.runId()));
    return runs;
  }
}
