package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
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
import polymnist.report.plot.Plots.Point;
import polymnist.report.plot.Plots.Points;
import polymnist.report.plot.Plots.Range;
import polymnist.statistics.Verdict;

/** Networks against one another: by paired tests, and by what they cost. */
public final class ComparisonChapter implements Chapter {
  static final String PAIRS =
      """
      SELECT first, first_corpus, second, second_corpus, first_accuracy, second_accuracy,
             difference, lower, upper, only_first, only_second, p_holm, n
      FROM   network_comparison
      WHERE  evaluated_on = 'test'
      ORDER  BY second_accuracy DESC, first_accuracy DESC, second, first, second_corpus,
                first_corpus
      """;

  static final String COSTS =
      """
      SELECT model, training_corpus, accuracy, lower, upper, parameters, multiply_adds,
             training_seconds, images_per_second, on_front
      FROM   network_costs
      WHERE  evaluated_on = 'test'
      ORDER  BY training_corpus DESC, multiply_adds, model
      """;

  /** Room beside the outermost dots, as a factor of a logarithmic axis. */
  private static final double ROOM = 1.6;

  @Override
  public String id() {
    return "comparison";
  }

  @Override
  public String title() {
    return "Networks compared";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("On the same images"));
    blocks.addAll(
        study.blocks(
            List.of("network_comparison"),
            PAIRS,
            "There are no two networks to compare.",
            ComparisonChapter::pairs));
    blocks.add(new Heading("Accuracy and cost"));
    blocks.addAll(
        study.blocks(
            List.of("network_costs"),
            COSTS,
            "The costs of no network are known.",
            answer -> costs(answer, study.plots())));
    return blocks;
  }

  private static List<Block> pairs(QueryAnswer answer) {
    return List.of(
        new Paragraph(
            "All networks read the same test images, whatever they were trained on. What only one of"
                + " two reads right decides between them, by McNemar's test; p is corrected for the"
                + " number of pairs (Holm). Where it is above 0.05 or the interval of the difference"
                + " spans zero, no difference is shown."),
        Table.of(
            answer.caption(
                "Each two networks on the test images: how much more the first named reads right."),
            answer.rows(),
            // The table has the less accurate network first, the page the more accurate.
            Column.text(
                "networks",
                row ->
                    better(row)
                        + " and "
                        + DisplayText.network(row.text("first"), row.text("first_corpus"))),
            Column.number("difference", row -> DisplayText.points(row.asDouble("difference"))),
            Column.number(
                "95 % interval",
                row -> DisplayText.pointsInterval(row.asDouble("lower"), row.asDouble("upper"))),
            Column.number("p, corrected", row -> DisplayText.pValue(row.asDouble("p_holm"))),
            Column.count("right only the first", "only_second"),
            Column.count("right only the second", "only_first"),
            Column.count("n", "n"),
            Column.text(
                "verdict",
                row ->
                    Verdict.of(row.asDouble("lower"), row.asDouble("upper"), row.asDouble("p_holm"))
                            == Verdict.HELPS
                        ? better(row) + " reads better"
                        : "no difference shown")));
  }

  private static String better(TableRow row) {
    return DisplayText.network(row.text("second"), row.text("second_corpus"));
  }

  private static List<Block> costs(QueryAnswer answer, Plots plots) {
    return List.of(
        Table.marked(
            answer.caption(
                "Accuracy on the test images and what it costs. Multiply-adds are those of one"
                    + " image, images/s those that one core read in this evaluation. Networks that"
                    + " stand out are on the Pareto front of their training data: none is at least"
                    + " as accurate with fewer multiply-adds."),
            answer.rows(),
            row -> row.is("on_front"),
            Column.network("network"),
            Column.accuracy("accuracy", "accuracy"),
            Column.interval(),
            Column.count("parameters", "parameters"),
            Column.count("multiply-adds", "multiply_adds"),
            Column.number("training", row -> DisplayText.seconds(row.asDouble("training_seconds"))),
            Column.decimal("images/s", "images_per_second", 0),
            Column.text("front", row -> row.is("on_front") ? "on it" : "")),
        new Charts(
            answer.caption(
                "Accuracy against cost: the upper left is best, and with images read a second the"
                    + " upper right."),
            List.of(
                plot(
                    plots,
                    answer.rows(),
                    "multiply-adds of an image, million",
                    "multiply_adds",
                    1e6),
                plot(plots, answer.rows(), "parameters, thousand", "parameters", 1e3),
                plot(plots, answer.rows(), "training, seconds", "training_seconds", 1),
                plot(plots, answer.rows(), "images read a second", "images_per_second", 1))));
  }

  private static Picture plot(
      Plots plots, List<TableRow> rows, String title, String column, double unit) {
    ToDoubleFunction<TableRow> x = row -> row.asDouble(column) / unit;
    Map<String, List<TableRow>> byCorpus =
        rows.stream()
            .filter(row -> x.applyAsDouble(row) > 0)
            .collect(
                Collectors.groupingBy(
                    row -> row.text("training_corpus"), LinkedHashMap::new, Collectors.toList()));
    List<Points> series = new ArrayList<>();
    byCorpus.forEach(
        (corpus, ofCorpus) ->
            series.add(
                new Points(
                    DisplayText.training(corpus),
                    corpus.equals("corpus") ? 0 : 1,
                    ofCorpus.stream()
                        .map(
                            row ->
                                new Point(
                                    row.text("model"),
                                    isHighest(row, rows),
                                    x.applyAsDouble(row),
                                    100 * row.asDouble("accuracy")))
                        .toList())));
    Range across = Range.of(rows.stream().map(x::applyAsDouble));
    Range up = Range.of(rows.stream().map(row -> 100 * row.asDouble("accuracy")));
    double room = 0.12 * Math.max(0.1, up.most() - up.least());
    return plots.points(
        "Accuracy and " + title,
        new Axis(title, new Range(across.least() / ROOM, across.most() * ROOM), true),
        Axis.linear("accuracy in %", new Range(up.least() - room, up.most() + room)),
        series,
        "accuracies of the networks against %s; the table has the numbers".formatted(title));
  }

  /** Returns whether no training of the network is more accurate: its name stands above the dot. */
  private static boolean isHighest(TableRow row, List<TableRow> rows) {
    return rows.stream()
        .filter(other -> other.text("model").equals(row.text("model")))
        .allMatch(other -> other.asDouble("accuracy") <= row.asDouble("accuracy"));
  }
}
