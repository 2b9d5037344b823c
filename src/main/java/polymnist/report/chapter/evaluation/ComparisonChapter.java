package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
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
import polymnist.report.plot.Plots.Point;
import polymnist.report.plot.Plots.Points;
import polymnist.report.plot.Plots.Range;

/** Networks against one another: by paired tests, and by what they cost. */
public final class ComparisonChapter implements Chapter {
  static final String PAIRS =
      """
      SELECT training_corpus, first, second, first_accuracy, second_accuracy, difference, lower,
             upper, only_first, only_second, p_value, n
      FROM   network_comparison
      WHERE  evaluated_on = 'test'
      ORDER  BY training_corpus DESC, second_accuracy DESC, first_accuracy DESC, second, first
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
            "Networks that were trained on the same images read the same test images. What only one"
                + " of two reads right decides between them, by the exact test of McNemar. Where"
                + " the interval of the difference spans zero, no difference is shown."),
        new Table(
            answer.caption(
                "Each two networks on the test images: how much more the first named reads right."),
            List.of(
                Cell.text("networks"),
                Cell.text("trained"),
                Cell.number("difference"),
                Cell.number("95 % interval"),
                Cell.number("p"),
                Cell.number("right only the first"),
                Cell.number("right only the second"),
                Cell.number("n"),
                Cell.text("verdict")),
            answer.rows().stream().map(ComparisonChapter::pair).toList()));
  }

  /** The table has the less accurate network first, the page the more accurate. */
  private static Line pair(TableRow row) {
    String better = DisplayText.name(row.text("second"));
    return Line.of(
        "%s and %s".formatted(better, DisplayText.name(row.text("first"))),
        Cell.text(DisplayText.training(row.text("training_corpus"))),
        Cell.number(DisplayText.points(row.asDouble("difference"))),
        Cell.number(DisplayText.pointsInterval(row.asDouble("lower"), row.asDouble("upper"))),
        Cell.number(DisplayText.pValue(row.asDouble("p_value"))),
        Cell.number(DisplayText.count(row.asLong("only_second"))),
        Cell.number(DisplayText.count(row.asLong("only_first"))),
        Cell.number(DisplayText.count(row.asLong("n"))),
        Cell.text(row.asDouble("lower") > 0 ? better + " reads better" : "no difference shown"));
  }

  private static List<Block> costs(QueryAnswer answer, Plots plots) {
    return List.of(
        new Table(
            answer.caption(
                "Accuracy on the test images and what it costs. Multiply-adds are those of one"
                    + " image, images/s those that one core read in this evaluation. Networks that"
                    + " stand out are on the Pareto front of their training data: none is at least"
                    + " as accurate with fewer multiply-adds."),
            List.of(
                Cell.text("network"),
                Cell.number("accuracy"),
                Cell.number("95 % interval"),
                Cell.number("parameters"),
                Cell.number("multiply-adds"),
                Cell.number("training"),
                Cell.number("images/s"),
                Cell.text("front")),
            answer.rows().stream().map(ComparisonChapter::cost).toList()),
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

  private static Line cost(TableRow row) {
    return new Line(
        DisplayText.network(row.text("model"), row.text("training_corpus")),
        row.is("on_front"),
        List.of(
            Cell.number(DisplayText.accuracy(row.asDouble("accuracy"))),
            Cell.number(DisplayText.interval(row.asDouble("lower"), row.asDouble("upper"))),
            Cell.number(DisplayText.count(row.asLong("parameters"))),
            Cell.number(DisplayText.count(row.asLong("multiply_adds"))),
            Cell.number(DisplayText.seconds(row.asDouble("training_seconds"))),
            Cell.number(DisplayText.decimal(row.asDouble("images_per_second"), 0)),
            Cell.text(row.is("on_front") ? "on it" : "")));
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
