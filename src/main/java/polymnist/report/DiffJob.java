package polymnist.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.JobOption;
import polymnist.job.plan.Jobs;
import polymnist.job.plan.Reasons;
import polymnist.report.block.Block;
import polymnist.report.block.Pictures;
import polymnist.report.chapter.Study.StudyFigure;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * Two runs beside each other: settings, inputs and code, and each metric with its difference; of
 * accuracies, where both tested the same images, the interval of the difference and McNemar's test.
 * A run is given by its id or its name; of names that several jobs share, each job is compared.
 *
 * <pre>
 * ./spark-submit.sh diff RUN RUN
 * ./spark-submit.sh diff before after --markdown
 * ./spark-submit.sh diff before after --page difference.html
 * </pre>
 */
public final class DiffJob implements Command {
  private static final String MARKDOWN = "--markdown";
  private static final String PAGE = "--page";

  /** Of data URIs. */
  private static final long PICTURE_CHARACTERS = 5_000_000;

  @Override
  public JobDescription description() {
    return JobDescription.ofCommand(
        "diff",
        "compare two runs: settings, inputs, code, and what came of it",
        "two runs, by id or name",
        "RUN RUN",
        List.of(
            JobOption.flag(MARKDOWN, "writes tables of Markdown"),
            new JobOption(PAGE, "FILE.html", "writes a page")));
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    if (arguments.rest().size() != 2) {
      throw UserError.request("diff needs two runs, by id or name: ./spark-submit.sh diff RUN RUN");
    }
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    String before = arguments.rest().get(0);
    String now = arguments.rest().get(1);
    List<RunPair> pairs = pairs(warehouse, before, now);
    String title = before + " and " + now;
    String page = arguments.options().get(PAGE);
    Pictures pictures = new Pictures(page == null ? 0 : PICTURE_CHARACTERS);
    List<Report.Section> sections =
        pairs.stream()
            .map(
                pair ->
                    new Report.Section(
                        pair.job(), pair.job(), "", parts(warehouse, pair, page != null, pictures)))
            .toList();
    if (page != null) {
      write(
          Path.of(page),
          new Page(new Report(title, "", now, List.of(), sections), Map.of()).html());
      out.println("written to " + page);
    } else {
      out.print(new PlainPage(arguments.options().containsKey(MARKDOWN)).of(title, sections));
    }
    return 0;
  }

  /**
   * Returns the runs to compare, those of the same job.
   *
   * @throws UserError when a word is no run's, or no job has both
   */
  static List<RunPair> pairs(Warehouse warehouse, String before, String now) {
    Map<String, RunManifest> first = byJob(warehouse, before);
    Map<String, RunManifest> second = byJob(warehouse, now);
    List<RunPair> pairs = new ArrayList<>();
    first.forEach(
        (job, run) -> {
          if (second.containsKey(job)) {
            pairs.add(new RunPair(run, second.get(job)));
          }
        });
    if (pairs.isEmpty()) {
      throw UserError.request(
          "%s is of %s, and %s of %s: only runs of the same job can be compared"
              .formatted(
                  before,
                  String.join(", ", first.keySet()),
                  now,
                  String.join(", ", second.keySet())));
    }
    return pairs;
  }

  private static Map<String, RunManifest> byJob(Warehouse warehouse, String word) {
    Map<String, RunManifest> byJob = new LinkedHashMap<>();
    warehouse.runsOf(word).forEach(run -> byJob.put(run.job(), run));
    if (byJob.isEmpty()) {
      throw UserError.request(
          "there is no run '%s': %s lists them".formatted(word, warehouse.command("runs")));
    }
    return byJob;
  }

  private static List<StudyFigure> parts(
      Warehouse warehouse, RunPair pair, boolean page, Pictures pictures) {
    List<Block> differences = new ArrayList<>();
    differences.add(new Block.Paragraph("before: " + described(pair.before())));
    differences.add(new Block.Paragraph("now: " + described(pair.now())));
    List<String> reasons = Reasons.between(pair.before(), pair.now());
    if (reasons.isEmpty()) {
      differences.add(new Block.Paragraph("nothing: the same settings, inputs and code"));
    }
    reasons.forEach(text -> differences.add(new Block.Paragraph(text)));
    List<StudyFigure> parts = new ArrayList<>();
    parts.add(part(pair, "different", "What was different", differences));
    MetricDifferences differing = MetricDifferences.of(warehouse, pair);
    List<Block> metrics = differing.blocks();
    if (!metrics.isEmpty()) {
      parts.add(part(pair, "result", "What came of it", metrics));
    }
    List<Block> images = page ? differing.pictured(pictures) : List.of();
    if (!images.isEmpty()) {
      parts.add(part(pair, "images", "What is read otherwise", images));
    }
    return parts;
  }

  private static StudyFigure part(RunPair pair, String id, String title, List<Block> blocks) {
    return StudyFigure.of(pair.job() + "-" + id, title, blocks);
  }

  private static String described(RunManifest run) {
    return run.runId() + ": " + run.summary();
  }

  private static void write(Path file, String html) {
    try {
      Files.write(file, html.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
