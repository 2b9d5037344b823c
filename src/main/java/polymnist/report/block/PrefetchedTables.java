package polymnist.report.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.spark.sql.AnalysisException;

/**
 * Tables whose queries were all run beforehand, side by side. A query of a small table keeps a core
 * busy for a moment only, and most of its time goes into planning it: several together take little
 * longer than one.
 */
public final class PrefetchedTables implements StudyTables {
  /** Queries that are under way at a time; more than cores, as they wait for each other's tasks. */
  private static final int SIDE_BY_SIDE = 6;

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
    List<String> inOrder = List.copyOf(queries);
    List<List<TableRow>> rows =
        all(
            inOrder.stream()
                .<Callable<List<TableRow>>>map(sql -> () -> rows(tables, sql))
                .toList());
    Map<String, List<TableRow>> answers = new LinkedHashMap<>();
    for (int i = 0; i < inOrder.size(); i++) {
      answers.put(inOrder.get(i), rows.get(i));
    }
    return new PrefetchedTables(tables, answers);
  }

  /** Returns nothing where the query cannot be run: its reader is told so when it asks. */
  private static List<TableRow> rows(StudyTables tables, String sql) {
    try {
      return tables.rows(sql);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        return null;
      }
      throw e;
    }
  }

  /** Does all work, several at a time, and returns the results in order. */
  static <T> List<T> all(List<Callable<T>> work) {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while tables were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a table could not be read", e.getCause());
    } finally {
      threads.shutdownNow();
    }
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
