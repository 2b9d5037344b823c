package polymnist.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

  private final SortedMap<String, Function<SparkSession, Dataset<Row>>> tables = new TreeMap<>();
  private final Set<String> registered = new TreeSet<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  /**
   * Finds what there is to ask.
   *
   * @param until the sequence of the last run that counts
   */
  Catalogue(Warehouse warehouse, RunSelection shown, long until) {
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
                tables.put(table, spark -> warehouse.read(spark, table, chosen));
              }
            });
    for (String table : warehouse.running()) {
      // The run may be published at this moment.
      tables.put("running_" + table, spark -> warehouse.running(spark, table).orElseThrow());
    }
    List<RunManifest> runs =
        warehouse.runs().stream().filter(run -> run.sequence() <= until).toList();
    tables.put("runs", spark -> runs(spark, runs));
  }

  /** Returns the names of all tables, sorted. */
  Set<String> names() {
    return tables.keySet();
  }

  /** Returns why a table that was to be registered cannot be read. */
  Optional<String> unreadable(String table) {
    return Optional.ofNullable(unreadable.get(table));
  }

  /**
   * Registers the views that a statement asks for, and that are not there yet: each costs time. A
   * table that cannot be read has none, and takes no other away.
   */
  void register(SparkSession spark, Statement statement) {
    for (String table : statement.tables(names())) {
      if (registered.add(table)) {
        try {
          tables.get(table).apply(spark).createOrReplaceTempView(table);
        } catch (DamagedRun e) {
          unreadable.put(table, e.getMessage());
        } catch (Exception e) {
          unreadable.put(table, "%s cannot be read: %s".formatted(table, Failure.causes(e)));
        }
      }
    }
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
