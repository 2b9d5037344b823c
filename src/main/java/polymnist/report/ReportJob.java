package polymnist.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import polymnist.answer.Answer;
import polymnist.answer.Answers;
import polymnist.answer.AskedTables;
import polymnist.corpus.Backgrounds;
import polymnist.detector.TrainedDetector;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.report.Report.Section;
import polymnist.report.block.Pictures;
import polymnist.report.block.SparkTables;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Chapters;
import polymnist.report.chapter.HandwritingChapter;
import polymnist.report.chapter.Lineage;
import polymnist.report.chapter.Study;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Which network reads digits best, does augmentation help, and what are the numbers made of? Reads
 * every table that has been published and writes one HTML file, {@code report.html}, that loads
 * nothing and opens from disk; beside it {@code report.json}, the same for programs, and {@code
 * draw.html}, a page that reads the digits that one draws on it and saves them for {@code custom}.
 * A figure whose table is not there is named at the end, with the job that fills it.
 *
 * <p>It publishes the folder {@code report}. Each figure names the tables and the SQL that it came
 * from, and that SQL is what was run.
 *
 * <p>Run it with {@code ./spark-submit.sh report}.
 */
public final class ReportJob implements Stage<ReportSettings> {

  private static final String FOLDER = "report";
  private static final String FILE = "report.html";

  private static final String DATA = "report.json";

  /** Of data URIs: with plots and text the page stays well below 15 MB. */
  private static final long PICTURE_CHARACTERS = 5_000_000;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "report",
        JobGroup.STUDY,
        "write the report: a page, its figures as JSON, and a page to draw on",
        "all tables that are there",
        List.of(FOLDER));
  }

  @Override
  public List<String> tablesIfPublished(ReportSettings settings) {
    Set<String> tables = queried(settings);
    tables.addAll(DrawingPage.TABLES);
    return List.copyOf(tables);
  }

  private static Set<String> queried(ReportSettings settings) {
    Set<String> tables = new TreeSet<>();
    chapters(settings, new Pictures(0)).queries().forEach(query -> tables.addAll(query.tables()));
    return tables;
  }

  private static Chapters chapters(ReportSettings settings, Pictures pictures) {
    return new Chapters(settings.examples(), settings.mistakes(), settings.handwriting(), pictures);
  }

  @Override
  public List<InputFiles> files(ReportSettings settings) {
    List<InputFiles> files = new ArrayList<>();
    if (!settings.drawing().backgrounds().isBlank()) {
      files.add(Backgrounds.files(settings.drawing().backgrounds()));
    }
    if (!settings.drawing().detector().isBlank()) {
      files.add(TrainedDetector.files(settings.drawing().detector()));
    }
    return files;
  }

  @Override
  public void run(SparkSession spark, ReportSettings settings, StageRun run) {
    Path folder = run.files(FOLDER);
    Written written =
        written(
            SparkTables.of(spark, run, queried(settings)),
            settings,
            new Lineage(inputs(run, settings), run.warehouse().runs()),
            run.runId());
    run.writeFile(new Path(folder, DATA), ReportJson.bytes(written.document()));
    run.writeFile(new Path(folder, FILE), written.html().getBytes(StandardCharsets.UTF_8));
    run.writeFile(
        new Path(folder, HandwritingChapter.DRAWING_PAGE),
        DrawingPage.of(run, settings.drawing()).html().getBytes(StandardCharsets.UTF_8));
    run.found("report", new Path(run.publishedFolder(FOLDER), FILE).toString());
  }

  /** The page, and the same for programs. */
  record Written(String html, ObjectNode document) {}

  static Written written(AskedTables tables, ReportSettings settings, Lineage lineage, String run) {
    Chapters declared = chapters(settings, new Pictures(PICTURE_CHARACTERS));
    Study study = new Study(tables, declared.queries());
    List<Answer> answers = new Answers(study.asked(), "test").all();
    List<Chapter> chapters = declared.of(study, answers, jobs(), lineage);
    Report report =
        new Report(
            settings.title(),
            declared.scope(study, lineage),
            run,
            Stream.concat(lineage.mixtures().stream(), study.refusals().stream()).toList(),
            chapters.stream()
                .map(one -> new Section(one.id(), one.title(), one.words(), study.shown(one)))
                .toList());
    ObjectNode document = ReportJson.of(report, answers, study.missing(chapters));
    Map<String, JsonNode> contents =
        Map.of(
            "rows", ReportJson.figures(document),
            "explored", Explorer.of(declared.explored(study)));
    return new Written(new Page(report, contents).html(), document);
  }

  /** Returns the job that fills each table; of several, the first of the stages. */
  static Map<String, String> jobs() {
    Map<String, String> jobs = new TreeMap<>();
    for (Stage<?> stage : JobList.stages()) {
      stage.writes().forEach(table -> jobs.putIfAbsent(table, stage.name()));
    }
    return jobs;
  }

  private Map<String, String> inputs(StageRun run, ReportSettings settings) {
    Map<String, String> inputs = new TreeMap<>();
    for (String table : tablesIfPublished(settings)) {
      if (run.has(table)) {
        inputs.put(table, run.inputRun(table));
      }
    }
    return inputs;
  }
}
