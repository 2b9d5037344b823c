package polymnist.report.chapter;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import polymnist.answer.Answer;
import polymnist.answer.Answers;
import polymnist.answer.AskedTables;
import polymnist.model.Regime;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Pictures;
import polymnist.report.block.StudyTables;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Plots;

/** What the chapters draw on: the tables, the page's store of pictures and its plots. */
public final class Study {
  private final StudyTables tables;
  private final Map<String, String> jobs;
  private final Pictures pictures;
  private final Plots plots;
  private final Regime fresh;

  /**
   * Puts together what chapters need.
   *
   * @param jobs the name of the job that fills each table
   * @param fresh what the training corpus {@code fresh} was
   */
  public Study(
      StudyTables tables, Map<String, String> jobs, Pictures pictures, Plots plots, Regime fresh) {
    this.tables = tables;
    this.jobs = Map.copyOf(jobs);
    this.pictures = pictures;
    this.plots = plots;
    this.fresh = fresh;
  }

  public Pictures pictures() {
    return pictures;
  }

  public Plots plots() {
    return plots;
  }

  /** Returns what the training corpus {@code fresh} was, by which networks are named. */
  public Regime fresh() {
    return fresh;
  }

  /** Returns blocks that say what the answers to the first questions do. */
  public List<Block> answered(Function<List<Answer>, List<Block>> words) {
    return unlessChanged("", () -> words.apply(new Answers(asked(tables), fresh, "test").all()));
  }

  private static AskedTables asked(StudyTables tables) {
    return new AskedTables() {
      @Override
      public boolean has(String table) {
        return tables.has(table);
      }

      @Override
      public List<Map<String, Object>> rows(String sql) {
        return tables.rows(sql).stream().map(TableRow::values).toList();
      }
    };
  }

  /** Returns whether a table was published, for words that depend on it. */
  public boolean has(String table) {
    return tables.has(table);
  }

  /**
   * The answer to a query.
   *
   * @param rows at least one
   */
  public record QueryAnswer(List<TableRow> rows, List<String> tables, String sql) {
    /** Returns a caption that names the tables and the query. */
    public Caption caption(String text) {
      return new Caption(text, String.join(", ", tables), sql.strip());
    }
  }

  /**
   * Queries the tables and returns the answer as blocks.
   *
   * @param needed the tables that the query reads; one that is missing makes a note that names the
   *     job that fills it
   * @param none what is said when the answer has no row
   * @param words is called when the answer has rows
   */
  public List<Block> blocks(
      List<String> needed, String sql, String none, Function<QueryAnswer, List<Block>> words) {
    List<String> missing = needed.stream().filter(table -> !tables.has(table)).toList();
    if (!missing.isEmpty()) {
      return List.of(new Note(missing(missing)));
    }
    return unlessChanged(
        " " + String.join(", ", needed),
        () -> {
          List<TableRow> rows = tables.rows(sql);
          return rows.isEmpty()
              ? List.of(new Note(none))
              : words.apply(new QueryAnswer(rows, needed, sql));
        });
  }

  /** A table may be of an older run, or one whose question its users have changed. */
  private static List<Block> unlessChanged(String named, Supplier<List<Block>> blocks) {
    try {
      return blocks.get();
    } catch (Exception e) {
      if (e instanceof AnalysisException changed) {
        return List.of(
            new Note(
                "The tables%s have other columns than this page knows: %s"
                    .formatted(named, changed.getSimpleMessage())));
      }
      throw e;
    }
  }

  private String missing(List<String> missing) {
    String table = missing.get(0);
    return "The table %s is not here yet: ./spark-submit.sh %s fills it."
        .formatted(table, jobs.get(table));
  }
}
