package polymnist.report.block;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import polymnist.job.SideBySide;

/**
 * Tables whose queries were all run beforehand, side by side. A query of a small table keeps a core
 * busy for a moment only, and most of its time goes into planning it: several together take little
 * longer than one.
 */
public final class PrefetchedTables implements StudyTables {
  private final StudyTables tables;
  private final Map<String, List<TableRow>> answers;

  private PrefetchedTables(StudyTables tables, Map<String, List<TableRow>> answers) {
    this.tables = tables;
    this.answers = answers;
  }

  /**
   * Runs all queries of a reader.
   *
   * @param tables may be read by several threads
   * @param reader is called once with tables without rows, to learn its queries; one that it makes
   *     only after an answer is run when it comes
   */
  public static PrefetchedTables by(StudyTables tables, Consumer<StudyTables> reader) {
    Set<String> queries = new LinkedHashSet<>();
    reader.accept(
        new StudyTables() {
          @Override
          public boolean has(String table) {
            return tables.has(table);
          }

          @Override
          public List<TableRow> rows(String sql) {
            queries.add(sql);
            return List.of();
          }
        });
    Map<String, List<TableRow>> answers = new ConcurrentHashMap<>();
    SideBySide.all(queries, sql -> answers.put(sql, tables.rows(sql)));
    return new PrefetchedTables(tables, answers);
  }

  @Override
  public boolean has(String table) {
    return tables.has(table);
  }

  @Override
  public List<TableRow> rows(String sql) {
    List<TableRow> rows = answers.get(sql);
    return rows == null ? tables.rows(sql) : rows;
  }
}
