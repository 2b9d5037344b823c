package polymnist.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.job.Failure;
import polymnist.warehouse.DamagedRun;
import polymnist.warehouse.RowType;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** Makes published tables views of their names, and the manifests the view {@code runs}. */
final class Catalogue {
  private static final RowType<RunRow> RUNS = RowType.of(RunRow.class);

  /** A row of the view {@code runs}; tables are by name, with how many rows each has. */
  private record RunRow(
      String runId,
      String job,
      String fingerprint,
      Map<String, String> inputs,
      Map<String, Long> tables,
      Map<String, String> provenance,
      String settings) {}

  /** Which runs of a table a view shows. */
  enum RunSelection {
    LATEST_RUN,
    ALL_RUNS
  }

  /**
   * What there is to ask.
   *
   * @param names of all tables, sorted
   * @param unreadable why, by the names of those that were wanted and cannot be read
   */
  record Views(SortedSet<String> names, Map<String, String> unreadable) {}

  private Catalogue() {}

  /**
   * Registers the views that a statement asks for: each costs time. A table that cannot be read has
   * none, and takes no other away.
   *
   * @param until the sequence of the last run that counts
   */
  static Views register(
      SparkSession spark, Warehouse warehouse, RunSelection shown, long until, String statement) {
    SortedMap<String, Supplier<Dataset<Row>>> tables = new TreeMap<>();
    warehouse
        .tables()
        .forEach(
            (table, all) -> {
              List<String> ids =
                  all.stream()
                      .filter(run -> run.sequence() <= until)
                      .map(RunManifest::runId)
                      .toList();
              if (!ids.isEmpty()) {
                List<String> chosen =
                    shown == RunSelection.ALL_RUNS ? ids : ids.subList(ids.size() - 1, ids.size());
                tables.put(table, () -> warehouse.read(spark, table, chosen));
              }
            });
    for (String table : warehouse.running()) {
      // The run may be published at this moment.
      tables.put("running_" + table, () -> warehouse.running(spark, table).orElseThrow());
    }
    tables.put(
        "runs",
        () -> runs(spark, warehouse.runs().stream().filter(r -> r.sequence() <= until).toList()));
    Set<String> wanted = wanted(statement, tables.keySet());
    Map<String, String> unreadable = new TreeMap<>();
    tables.forEach(
        (table, rows) -> {
          if (wanted.contains(table)) {
            try {
              rows.get().createOrReplaceTempView(table);
            } catch (DamagedRun e) {
              unreadable.put(table, e.getMessage());
            } catch (Exception e) {
              unreadable.put(table, "%s cannot be read: %s".formatted(table, Failure.causes(e)));
            }
          }
        });
    return new Views(new TreeSet<>(tables.keySet()), unreadable);
  }

  /**
   * Returns the names that a statement has; all, where it has none, or may mean others than it
   * spells, as SHOW TABLES LIKE and IDENTIFIER do.
   */
  static Set<String> wanted(String statement, Set<String> names) {
    Set<String> words =
        new TreeSet<>(Arrays.asList(statement.toLowerCase(Locale.ROOT).split("\\W+", -1)));
    boolean spelt = !words.contains("show") && !words.contains("identifier");
    words.retainAll(names);
    return spelt && !words.isEmpty() ? words : names;
  }

  private static Dataset<Row> runs(SparkSession spark, List<RunManifest> runs) {
    List<RunRow> rows =
        runs.stream()
            .map(
                run ->
                    new RunRow(
                        run.runId(),
                        run.job(),
                        run.fingerprint(),
                        run.inputs(),
                        rowCounts(run.tables()),
                        run.provenance(),
                        run.settings()))
            .toList();
    return RUNS.table(spark, rows);
  }

  private static Map<String, Long> rowCounts(Map<String, RunManifest.Published> tables) {
    Map<String, Long> counts = new TreeMap<>();
    tables.forEach((name, table) -> counts.put(name, table.rows()));
    return counts;
  }
}
