package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import polymnist.answer.AskedTables;
import polymnist.answer.TableRow;
import polymnist.job.SideBySide;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Note;

/**
 * Runs the queries of chapters, side by side, and makes their figures. A query of a small table
 * keeps a core busy for a moment only, and most of its time goes into planning it: several together
 * take little longer than one.
 */
public final class Study {
  private final AskedTables tables;
  private final Map<String, List<TableRow>> answers = new ConcurrentHashMap<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  /**
   * Runs the queries whose tables are all there.
   *
   * @param tables may be read by several threads
   */
  public Study(AskedTables tables, List<Query> queries) {
    this.tables = tables;
    SideBySide.all(
        queries.stream().filter(this::has).map(Query::sql).distinct().toList(),
        sql -> answers.put(sql, rows(sql)));
  }

  private List<TableRow> rows(String sql) {
    try {
      return tables.rows(sql).stream().map(TableRow::withNetworks).toList();
    } catch (Exception e) {
      return refused(sql, e);
    }
  }

  /** A run may be of an older version, and a question may have been changed by its users. */
  private List<TableRow> refused(String sql, Exception thrown) {
    if (thrown instanceof AnalysisException changed) {
      refusals.put(sql, changed.getSimpleMessage());
      return List.of();
    }
    throw thrown instanceof RuntimeException fault ? fault : new IllegalStateException(thrown);
  }

  /**
   * Returns what readers must know of tables that could not be asked: what rests on them is not
   * there.
   */
  public List<String> refusals() {
    return refusals.values().stream()
        .map(
            "Some tables have other columns than this page knows, and what rests on them is not shown: %s"
                ::formatted)
        .distinct()
        .sorted()
        .toList();
  }

  private boolean has(Query query) {
    return query.tables().stream().allMatch(tables::has);
  }

  /**
   * Returns the tables as answers ask them. Those of an older version, with other columns than are
   * asked for, count as not measured.
   */
  public AskedTables asked() {
    return new AskedTables() {
      @Override
      public boolean has(String table) {
        return tables.has(table);
      }

      @Override
      public List<TableRow> rows(String sql) {
        try {
          return tables.rows(sql);
        } catch (Exception e) {
          return refused(sql, e);
        }
      }
    };
  }

  /** Returns the rows of a query that was run; none where a table is missing. */
  public List<TableRow> rows(Query query) {
    return answers.getOrDefault(query.sql(), List.of());
  }

  /**
   * A figure as it is shown.
   *
   * @param rows of its query
   */
  public record StudyFigure(Figure figure, List<Block> blocks, List<TableRow> rows) {
    /** A figure of words, tables and pictures alone, open at first. */
    public static StudyFigure of(String id, String title, List<Block> blocks) {
      return new StudyFigure(Figure.of(id, title, true, blocks), blocks, List.of());
    }
  }

  /** Returns the figures of a chapter whose tables are there. */
  public List<StudyFigure> shown(Chapter chapter) {
    List<StudyFigure> shown = new ArrayList<>();
    for (Figure figure : chapter.figures()) {
      if (figure.query() == null) {
        shown.add(new StudyFigure(figure, figure.blocks().apply(List.of()), List.of()));
      } else if (has(figure.query())) {
        List<TableRow> rows = rows(figure.query());
        shown.add(new StudyFigure(figure, blocks(figure, rows), rows));
      }
    }
    return shown;
  }

  private List<Block> blocks(Figure figure, List<TableRow> rows) {
    String refusal = refusals.get(figure.query().sql());
    if (refusal != null) {
      return List.of(
          new Note(
              "The tables %s have other columns than this page knows: %s"
                  .formatted(String.join(", ", figure.query().tables()), refusal)));
    }
    return rows.isEmpty() ? List.of(new Note(figure.none())) : figure.blocks().apply(rows);
  }

  /**
   * Returns the tables that figures need and that are not there, each with the figures' titles.
   *
   * @param chapters all that may have figures
   */
  public Map<String, List<String>> missing(List<Chapter> chapters) {
    Map<String, List<String>> missing = new TreeMap<>();
    for (Figure figure : chapters.stream().flatMap(c -> c.figures().stream()).toList()) {
      Stream.of(figure.query())
          .filter(Objects::nonNull)
          .flatMap(query -> query.tables().stream())
          .filter(table -> !tables.has(table))
          .limit(1)
          .forEach(
              table ->
                  missing.computeIfAbsent(table, any -> new ArrayList<>()).add(figure.title()));
    }
    return missing;
  }
}
