package polymnist.report.chapter;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Pictures;
import polymnist.report.block.StudyTables;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Plots;

/** What the chapters draw on: the tables, the page's store of pictures and its plots. */
public final class Study {
  /** The job that fills each table. */
  public static final Map<String, String> JOBS =
      Map.ofEntries(
          Map.entry("corpus", "synthesize"),
          Map.entry("quarantine", "ingest"),
          Map.entry("eda_resolution", "eda"),
          Map.entry("eda_balance", "eda"),
          Map.entry("eda_balance_test", "eda"),
          Map.entry("eda_tuples", "eda"),
          Map.entry("eda_modalities", "eda"),
          Map.entry("eda_histograms", "eda"),
          Map.entry("eda_mean_images", "eda"),
          Map.entry("eda_classes", "eda"),
          Map.entry("eda_digits", "eda"),
          Map.entry("eda_masks", "eda"),
          Map.entry("eda_representatives", "eda"),
          Map.entry("eda_problems", "eda"),
          Map.entry("eda_unreadable", "eda"),
          Map.entry("eda_suspicious_labels", "eda"),
          Map.entry("eda_near_duplicates", "eda"),
          Map.entry("eda_leaks", "eda"),
          Map.entry("eda_outliers", "eda"),
          Map.entry("eda_drift", "eda"),
          Map.entry("eda_contract", "eda"),
          Map.entry("eda_questions", "eda"),
          Map.entry("eda_answers", "eda"),
          Map.entry("augmented", "augment"),
          Map.entry("augmentation_samples", "augment"),
          Map.entry("impact_effect", "impact"),
          Map.entry("impact_trials", "impact"),
          Map.entry("layers", "train"),
          Map.entry("models", "train"),
          Map.entry("learning_curves", "train"),
          Map.entry("predictions", "evaluate"),
          Map.entry("metrics", "evaluate"),
          Map.entry("confusion", "evaluate"),
          Map.entry("slices", "evaluate"),
          Map.entry("temperatures", "evaluate"),
          Map.entry("reliability", "evaluate"),
          Map.entry("coverage", "evaluate"),
          Map.entry("roc", "evaluate"),
          Map.entry("fusion", "evaluate"),
          Map.entry("label_disagreements", "evaluate"),
          Map.entry("network_comparison", "evaluate"),
          Map.entry("network_costs", "evaluate"),
          Map.entry("augmentation_effect", "evaluate"),
          Map.entry("custom_predictions", "custom"),
          Map.entry("custom_metrics", "custom"),
          Map.entry("custom_presentations", "custom"));

  private final StudyTables tables;
  private final Pictures pictures;
  private final Plots plots;

  public Study(StudyTables tables, Pictures pictures, Plots plots) {
    this.tables = tables;
    this.pictures = pictures;
    this.plots = plots;
  }

  public Pictures pictures() {
    return pictures;
  }

  public Plots plots() {
    return plots;
  }

  /**
   * The answer to a query.
   *
   * @param rows at least one
   */
  public record Answer(List<TableRow> rows, List<String> tables, String sql) {
    /** Returns a caption that names the tables and the query. */
    public Caption caption(String text) {
      return new Caption(text, String.join(", ", tables), sql.strip());
    }
  }

  /**
   * Asks the tables and puts the answer into blocks.
   *
   * @param needed the tables that the query reads; one that is missing makes a note that names the
   *     job that fills it
   * @param none what is said when the answer has no row
   * @param words is called when the answer has rows
   */
  public List<Block> tell(
      List<String> needed, String sql, String none, Function<Answer, List<Block>> words) {
    List<String> missing = needed.stream().filter(table -> !tables.has(table)).toList();
    if (!missing.isEmpty()) {
      return List.of(new Note(missing(missing)));
    }
    List<TableRow> rows;
    try {
      rows = tables.rows(sql);
    } catch (Exception e) {
      // A question of the examination may have been changed by its users.
      if (e instanceof AnalysisException changed) {
        return List.of(
            new Note(
                "The tables %s have other columns than this page knows: %s"
                    .formatted(String.join(", ", needed), changed.getSimpleMessage())));
      }
      throw e;
    }
    return rows.isEmpty() ? List.of(new Note(none)) : words.apply(new Answer(rows, needed, sql));
  }

  private static String missing(List<String> tables) {
    String table = tables.get(0);
    return "The table %s is not here yet: ./spark-submit.sh %s fills it."
        .formatted(table, JOBS.get(table));
  }
}
