package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;
import polymnist.report.plot.Plots.Axis;
import polymnist.report.plot.Plots.Bars;
import polymnist.report.plot.Plots.Curve;
import polymnist.report.plot.Plots.Range;
import polymnist.statistics.ConfidenceBins;

/** Whether networks are as often right as they say, and what it brings to leave the unsure out. */
public final class CalibrationChapter implements Chapter {
  static final String ERRORS =
      BestModel.WITH_BEST
          + """
          SELECT r.model,
                 r.training_corpus,
                 r.model = best.model AND r.training_corpus = best.training_corpus AS is_best,
                 t.temperature,
                 t.images                                                  AS fitted_to,
                 MAX(value) FILTER (WHERE metric = 'ece')                  AS ece,
                 MAX(value) FILTER (WHERE metric = 'ece_calibrated')       AS ece_calibrated,
                 MAX(value) FILTER (WHERE metric = 'log_loss')             AS log_loss,
                 MAX(value) FILTER (WHERE metric = 'log_loss_calibrated')  AS log_loss_calibrated,
                 MAX(value) FILTER (WHERE metric = 'brier')                AS brier,
                 MAX(value) FILTER (WHERE metric = 'brier_calibrated')     AS brier_calibrated
          FROM   metrics AS r JOIN temperatures AS t USING (model, training_corpus) CROSS JOIN best
          WHERE  r.evaluated_on = 'test' AND r.slice = 'all'
          GROUP  BY r.model, r.training_corpus, best.model, best.training_corpus, t.temperature,
                    t.images
          ORDER  BY ece_calibrated, r.model, r.training_corpus
          """;

  static final String RELIABILITY =
      BestModel.WITH_BEST
          + """
          SELECT scaling,
                 bin,
                 images,
                 images / SUM(images) OVER (PARTITION BY scaling) AS share,
                 confidence,
                 accuracy
          FROM   reliability JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          ORDER  BY scaling, bin
          """;

  static final String COVERAGE =
      """
      SELECT model, training_corpus, coverage, accuracy
      FROM   coverage
      WHERE  evaluated_on = 'test'
      ORDER  BY model, training_corpus DESC, coverage
      """;

  static final String BEST_COVERAGE =
      BestModel.WITH_BEST
          + """
          SELECT coverage, images, least_confidence, accuracy, lower, upper
          FROM   coverage JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          ORDER  BY coverage DESC
          """;

  /** Shares of images that are answered, of which the table has a row each. */
  private static final List<Double> SHARES = List.of(1.0, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5);

  private static final Map<String, String> SCALINGS =
      Map.of("none", "as it is", "temperature", "with its temperature");

  @Override
  public String id() {
    return "calibration";
  }

  @Override
  public String title() {
    return "Calibration";
  }

  @Override
  public List<Block> blocks(Study study) {
    Plots plots = study.plots();
    String none = "No network was evaluated on the test images.";
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(
        study.blocks(
            List.of("metrics", "temperatures", "models"),
            ERRORS,
            none,
            CalibrationChapter::errors));
    blocks.add(new Heading("The best network, by how sure it is"));
    blocks.addAll(
        study.blocks(
            List.of("reliability", "models"),
            RELIABILITY,
            none,
            answer -> reliability(answer, plots)));
    blocks.add(new Heading("If it may leave the unsure out"));
    blocks.addAll(
        study.blocks(
            List.of("coverage", "models"), BEST_COVERAGE, none, CalibrationChapter::bestCoverage));
    blocks.addAll(
        study.blocks(List.of("coverage"), COVERAGE, none, answer -> coverage(answer, plots)));
    return blocks;
  }

  private static List<Block> errors(QueryAnswer answer) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "A network that says 90 % should be right nine times of ten. The expected calibration"
                + " error (ECE) is how far it is off in the mean. Temperature scaling divides a"
                + " network's logits by one number, fitted to validation images; above 1 it makes"
                + " the network less sure. What is read does not change by it."));
    answer.rows().stream()
        .filter(row -> row.is("is_best"))
        .map(CalibrationChapter::words)
        .forEach(blocks::add);
    blocks.add(
        Table.marked(
            answer.caption(
                "Errors of probabilities on the test images, as the networks are → with their"
                    + " temperatures; smaller is better. The best network stands out."),
            answer.rows(),
            row -> row.is("is_best"),
            Column.network("network"),
            Column.decimal("temperature", "temperature", 3),
            Column.number(
                "ECE",
                row ->
                    change(
                        DisplayText.accuracy(row.asDouble("ece")),
                        DisplayText.accuracy(row.asDouble("ece_calibrated")))),
            Column.number(
                "log loss",
                row ->
                    change(
                        DisplayText.decimal(row.asDouble("log_loss"), 4),
                        DisplayText.decimal(row.asDouble("log_loss_calibrated"), 4))),
            Column.number(
                "Brier score",
                row ->
                    change(
                        DisplayText.decimal(row.asDouble("brier"), 4),
                        DisplayText.decimal(row.asDouble("brier_calibrated"), 4)))));
    return blocks;
  }

  private static Paragraph words(TableRow row) {
    return new Paragraph(
        "Of %s, the best network, the ECE on test images is %s, and %s with its temperature of %s."
            .formatted(
                DisplayText.network(row.text("model"), row.text("training_corpus")),
                DisplayText.accuracy(row.asDouble("ece")),
                DisplayText.accuracy(row.asDouble("ece_calibrated")),
                DisplayText.decimal(row.asDouble("temperature"), 2)));
  }

  private static String change(String before, String after) {
    return before + " → " + after;
  }

  private static List<Block> reliability(QueryAnswer answer, Plots plots) {
    Map<String, List<TableRow>> byScaling =
        TableRow.grouped(answer.rows(), row -> row.text("scaling"));
    List<Curve> curves = new ArrayList<>();
    List<Bars> bars = new ArrayList<>();
    curves.add(
        new Curve(
            "as often right as sure", Plots.GREY, true, List.of(0.0, 100.0), List.of(0.0, 100.0)));
    byScaling.forEach(
        (scaling, rows) -> {
          int colour = scaling.equals("none") ? 1 : 0;
          curves.add(
              new Curve(
                  name(scaling),
                  colour,
                  false,
                  percents(rows, "confidence"),
                  percents(rows, "accuracy")));
          bars.add(new Bars(name(scaling), colour, shares(rows)));
        });
    Range all = new Range(0, 100);
    return List.of(
        new Charts(
            answer.caption(
                "Reliability of the best network on the test images: of images on which it is so"
                    + " sure, the share that it reads right; and how many images those are."),
            List.of(
                plots.lines(
                    "Right, by confidence",
                    Axis.linear("confidence in %", all),
                    Axis.linear("right in %", all),
                    curves,
                    "curves of accuracy over confidence, before and after temperature scaling; the"
                        + " table has the numbers"),
                plots.bars(
                    "Images, by confidence",
                    "confidence in %, from",
                    "share of images in %",
                    IntStream.range(0, ConfidenceBins.COUNT)
                        .mapToObj(
                            bin -> Long.toString(Math.round(100.0 * bin / ConfidenceBins.COUNT)))
                        .toList(),
                    bars,
                    "bars of the share of images by confidence, before and after temperature"
                        + " scaling; the table has the numbers"))),
        new Table(
            answer.caption(
                "The same in numbers: how sure it says it is in the mean, and how often it is"
                    + " right."),
            List.of(
                Cell.text("confidence"),
                Cell.number("as it is: said"),
                Cell.number("right"),
                Cell.number("images"),
                Cell.number("with its temperature: said"),
                Cell.number("right"),
                Cell.number("images")),
            IntStream.range(0, ConfidenceBins.COUNT)
                .filter(bin -> answer.rows().stream().anyMatch(row -> row.asLong("bin") == bin))
                .mapToObj(bin -> binLine(bin, answer.rows()))
                .toList()));
  }

  private static Line binLine(int bin, List<TableRow> rows) {
    List<Cell> cells = new ArrayList<>();
    for (String scaling : List.of("none", "temperature")) {
      List<TableRow> found =
          rows.stream()
              .filter(row -> row.asLong("bin") == bin && row.text("scaling").equals(scaling))
              .toList();
      for (String column : List.of("confidence", "accuracy")) {
        cells.add(
            Cell.number(
                found.isEmpty()
                    ? DisplayText.UNKNOWN
                    : DisplayText.share(found.get(0).asDouble(column))));
      }
      cells.add(
          Cell.number(found.isEmpty() ? "0" : DisplayText.count(found.get(0).asLong("images"))));
    }
    return new Line(
        String.format(
            Locale.ROOT,
            "%d to %s",
            Math.round(100.0 * bin / ConfidenceBins.COUNT),
            DisplayText.decimal(100.0 * (bin + 1) / ConfidenceBins.COUNT, 0)),
        false,
        cells);
  }

  private static String name(String scaling) {
    return SCALINGS.getOrDefault(scaling, DisplayText.name(scaling));
  }

  private static List<Double> percents(List<TableRow> rows, String column) {
    return rows.stream().map(row -> 100 * row.asDouble(column)).toList();
  }

  /** Returns a share for every bin; those without an image have 0. */
  private static List<Double> shares(List<TableRow> rows) {
    List<Double> shares = new ArrayList<>(java.util.Collections.nCopies(ConfidenceBins.COUNT, 0.0));
    rows.forEach(row -> shares.set((int) row.asLong("bin"), 100 * row.asDouble("share")));
    return shares;
  }

  private static List<Block> bestCoverage(QueryAnswer answer) {
    return List.of(
        new Table(
            answer.caption(
                "The best network on the test images of which it is surest; the others would go to"
                    + " a human."),
            List.of(
                Cell.text("answered"),
                Cell.number("images"),
                Cell.number("least confidence"),
                Cell.number("right of these"),
                Cell.number("95 % interval")),
            SHARES.stream()
                .map(share -> nearest(answer.rows(), share))
                .distinct()
                .map(
                    row ->
                        Line.of(
                            DisplayText.share(row.asDouble("coverage")),
                            Cell.number(DisplayText.count(row.asLong("images"))),
                            Cell.number(DisplayText.accuracy(row.asDouble("least_confidence"))),
                            Cell.number(DisplayText.accuracy(row.asDouble("accuracy"))),
                            Cell.number(
                                DisplayText.interval(
                                    row.asDouble("lower"), row.asDouble("upper")))))
                .toList()));
  }

  private static TableRow nearest(List<TableRow> rows, double share) {
    return rows.stream()
        .min(Comparator.comparingDouble(row -> Math.abs(row.asDouble("coverage") - share)))
        .orElseThrow();
  }

  private static List<Block> coverage(QueryAnswer answer, Plots plots) {
    List<String> models = answer.rows().stream().map(r -> r.text("model")).distinct().toList();
    Axis answered = Axis.linear("images answered in %", new Range(0, 100));
    Axis right =
        Axis.linear("right of these in %", Range.of(percents(answer.rows(), "accuracy").stream()));
    List<Picture> pictures = new ArrayList<>();
    TableRow.grouped(answer.rows(), row -> row.text("training_corpus"))
        .forEach(
            (corpus, rows) ->
                pictures.add(
                    plots.lines(
                        "Accuracy and coverage " + DisplayText.training(corpus),
                        answered,
                        right,
                        TableRow.grouped(rows, row -> row.text("model")).entrySet().stream()
                            .map(
                                model ->
                                    new Curve(
                                        model.getKey(),
                                        models.indexOf(model.getKey()),
                                        false,
                                        percents(model.getValue(), "coverage"),
                                        percents(model.getValue(), "accuracy")))
                            .toList(),
                        "curves of accuracy over the share of images answered, %s"
                            .formatted(DisplayText.training(corpus)))));
    return List.of(
        new Charts(
            answer.caption(
                "How accurate each network is on the test images of which it is surest: the fewer"
                    + " it answers, the more of its answers are right."),
            pictures));
  }
}
