package polymnist.warehouse;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The file {@code catalog.sql} beside the tables: a view of the latest run of each, for <a
 * href="https://duckdb.org/docs/stable/data/parquet/overview">DuckDB</a>, which needs no Spark.
 */
final class DuckDbCatalogue {
  static final String FILE = "catalog.sql";

  private DuckDbCatalogue() {}

  /**
   * Returns the statements.
   *
   * @param tables the runs of each table, the oldest first
   */
  static String of(Path root, Map<String, List<RunManifest>> tables) {
    StringBuilder statements = new StringBuilder();
    statements.append(
        """
        -- Views of the latest run of each table, for DuckDB: duckdb -init catalog.sql
        -- Made anew when a run is published.
        """);
    tables.forEach(
        (table, runs) -> {
          String run = runs.get(runs.size() - 1).runId();
          Path files = new Path(new Path(new Path(root, table), "run_id=" + run), "*.parquet");
          statements.append(
              "CREATE OR REPLACE VIEW \"%s\" AS SELECT * FROM read_parquet('%s', hive_partitioning = true);%n"
                  .formatted(table, address(files).replace("'", "''")));
        });
    return statements.toString();
  }

  /** DuckDB takes local paths, and calls what Hadoop names s3a by s3. */
  private static String address(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? path.toUri().getPath()
        : path.toString().replaceFirst("^s3a:", "s3:");
  }
}
