package polymnist.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.Backgrounds;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.report.block.Pictures;
import polymnist.report.block.PrefetchedTables;
import polymnist.report.block.SparkTables;
import polymnist.report.block.StudyTables;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.augmentation.AugmentationChapter;
import polymnist.report.chapter.augmentation.AugmentationEffectChapter;
import polymnist.report.chapter.augmentation.ImpactChapter;
import polymnist.report.chapter.data.DataChapter;
import polymnist.report.chapter.evaluation.CalibrationChapter;
import polymnist.report.chapter.evaluation.ComparisonChapter;
import polymnist.report.chapter.evaluation.ConfusionChapter;
import polymnist.report.chapter.evaluation.FusionChapter;
import polymnist.report.chapter.evaluation.MistakesChapter;
import polymnist.report.chapter.evaluation.ResultsChapter;
import polymnist.report.chapter.evaluation.RocChapter;
import polymnist.report.chapter.evaluation.SlicesChapter;
import polymnist.report.chapter.handwriting.HandwritingChapter;
import polymnist.report.chapter.handwriting.RejectionChapter;
import polymnist.report.chapter.overview.LimitsChapter;
import polymnist.report.chapter.overview.Lineage;
import polymnist.report.chapter.overview.ModelCardChapter;
import polymnist.report.chapter.overview.ProvenanceChapter;
import polymnist.report.chapter.overview.SummaryChapter;
import polymnist.report.chapter.training.LearningCurvesChapter;
import polymnist.report.chapter.training.ModelsChapter;
import polymnist.report.plot.Plots;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Which network reads digits best, does augmentation help, and what are the numbers made of? Reads
 * every table that has been published and writes one HTML file, {@code report.html}, that loads
 * nothing and opens from disk, and beside it {@code draw.html}, a page that reads the digits that
 * one draws on it and saves them for {@code custom}. A table that is not there yet makes a sentence
 * that names the job that fills it.
 *
 * <p>It publishes the folder {@code report}. Each figure names the tables and the SQL that it came
 * from, and that SQL is what was run.
 *
 * <p>Run it with {@code ./spark-submit.sh report}.
 */
public final class ReportJob implements Stage<ReportSettings> {

  private static final String FOLDER = "report";
  private static final String FILE = "report.html";

  /** Of data URIs: with plots and text the page stays well below 15 MB. */
  private static final long PICTURE_CHARACTERS = 10_000_000;

  /** All tables that chapters query, sorted by name. */
  static final List<String> TABLES =
      List.of(
          "augmentation_effect",
          "augmentation_samples",
          "augmented",
          "confusion",
          "corpus",
          "coverage",
          "custom_metrics",
          "custom_predictions",
          "custom_presentations",
          "custom_rejection",
          "custom_thresholds",
          "eda_answers",
          "eda_balance",
          "eda_balance_test",
          "eda_classes",
          "eda_contract",
          "eda_digits",
          "eda_drift",
          "eda_histograms",
          "eda_leaks",
          "eda_masks",
          "eda_mean_images",
          "eda_modalities",
          "eda_near_duplicates",
          "eda_outliers",
          "eda_problems",
          "eda_questions",
          "eda_representatives",
          "eda_resolution",
          "eda_suspicious_labels",
          "eda_tuples",
          "eda_unreadable",
          "fusion",
          "impact_effect",
          "impact_trials",
          "label_disagreements",
          "layers",
          "learning_curves",
          "metrics",
          "models",
          "network_comparison",
          "network_costs",
          "predictions",
          "quarantine",
          "reliability",
          "roc",
          "slices",
          "temperatures");

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "report",
        JobGroup.STUDY,
        "write the report, one HTML page",
        "all tables that are there",
        List.of(FOLDER));
  }

  @Override
  public List<String> tablesIfPublished(ReportSettings settings) {
    return Stream.concat(TABLES.stream(), DrawingPage.TABLES.stream()).distinct().toList();
  }

  @Override
  public List<InputFiles> files(ReportSettings settings) {
    String photos = settings.drawing().backgrounds();
    return photos.isBlank() ? List.of() : List.of(Backgrounds.files(photos));
  }

  @Override
  public void run(SparkSession spark, ReportSettings settings, StageRun run) {
    Lineage lineage = new Lineage(inputs(run), run.warehouse().runs());
    Map<String, String> jobs = jobs();
    String html;
    try (SparkTables tables = new SparkTables(spark, run, TABLES)) {
      StudyTables prefetched =
          PrefetchedTables.by(
              tables, silent -> page(settings, run.runId(), lineage, study(silent, jobs)));
      html = page(settings, run.runId(), lineage, study(prefetched, jobs)).html();
    }
    Path folder = run.files(FOLDER);
    run.writeFile(new Path(folder, FILE), html.getBytes(StandardCharsets.UTF_8));
    run.writeFile(
        new Path(folder, HandwritingChapter.DRAWING_PAGE),
        DrawingPage.of(run, settings.drawing()).html().getBytes(StandardCharsets.UTF_8));
    run.found("report", new Path(run.publishedFolder(FOLDER), FILE).toString());
  }

  private static Study study(StudyTables tables, Map<String, String> jobs) {
    return new Study(tables, jobs, new Pictures(PICTURE_CHARACTERS), new Plots());
  }

  /** Returns the job that fills each table; of several, the first of the stages. */
  static Map<String, String> jobs() {
    Map<String, String> jobs = new TreeMap<>();
    for (Stage<?> stage : JobList.stages()) {
      stage.writes().forEach(table -> jobs.putIfAbsent(table, stage.name()));
    }
    return jobs;
  }

  /** Returns the page, chapter by chapter. */
  static Page page(ReportSettings settings, String runId, Lineage lineage, Study study) {
    List<Chapter> chapters =
        List.of(
            new SummaryChapter(),
            new DataChapter(settings.examples()),
            new AugmentationChapter(),
            new ModelsChapter(),
            new LearningCurvesChapter(),
            new ResultsChapter(),
            new ConfusionChapter(),
            new CalibrationChapter(),
            new RocChapter(),
            new SlicesChapter(),
            new FusionChapter(),
            new ComparisonChapter(),
            new AugmentationEffectChapter(),
            new ImpactChapter(),
            new MistakesChapter(settings.mistakes()),
            new HandwritingChapter(settings.handwriting()),
            new RejectionChapter(),
            new ModelCardChapter(),
            new ProvenanceChapter(lineage),
            new LimitsChapter());
    return new Page(
        settings.title(),
        runId,
        lineage.mixtures(),
        chapters.stream().map(chapter -> Page.Section.of(chapter, study)).toList());
  }

  private static Map<String, String> inputs(StageRun run) {
    Map<String, String> inputs = new TreeMap<>();
    for (String table : TABLES) {
      if (run.has(table)) {
        inputs.put(table, run.inputRun(table));
      }
    }
    return inputs;
  }
}
