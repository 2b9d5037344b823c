package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
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
import polymnist.report.plot.Plots.Curve;
import polymnist.report.plot.Plots.Range;

/** How well each digit is separated from the others, at every threshold of its probability. */
public final class RocChapter implements Chapter {
  static final String CURVES =
      BestModel.WITH_BEST
          + """
          SELECT class, false_positive_rate, true_positive_rate
          FROM   roc JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          ORDER  BY class, false_positive_rate, true_positive_rate
          """;

  static final String AREAS =
      """
      SELECT model, training_corpus, slice, value AS area
      FROM   metrics
      WHERE  evaluated_on = 'test' AND metric IN ('auc', 'macro_auc')
      ORDER  BY model, training_corpus DESC, slice
      """;

  /** Where curves of good networks differ: in the corner. */
  private static final double CORNER = 5;

  @Override
  public String id() {
    return "roc";
  }

  @Override
  public String title() {
    return "One digit against the rest";
  }

  @Override
  public List<Block> blocks(Study study) {
    String none = "No network was evaluated on the test images.";
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "Call an image a 7 whenever the network gives 7 at least so much probability: the lower"
                + " that is, the more sevens are found and the more other digits are called one."
                + " The area under this curve (AUC) is the chance that a seven has more of it than"
                + " an image that is none: 0.5 is guessing, 1 is without fault."));
    blocks.addAll(
        study.blocks(
            List.of("roc", "models"), CURVES, none, answer -> curves(answer, study.plots())));
    blocks.addAll(study.blocks(List.of("metrics"), AREAS, none, RocChapter::areas));
    return blocks;
  }

  private static List<Block> curves(QueryAnswer answer, Plots plots) {
    Map<Long, List<TableRow>> byClass = TableRow.grouped(answer.rows(), row -> row.asLong("class"));
    List<Curve> curves = new ArrayList<>();
    byClass.forEach((digit, rows) -> curves.add(curve(digit, rows)));
    double lowest =
        curves.stream()
            .flatMap(curve -> curve.y().stream())
            .filter(rate -> rate > 0)
            .reduce(100.0, Math::min);
    return List.of(
        new Charts(
            answer.caption(
                "Receiver operating characteristic of the best network on the test images, each"
                    + " digit against the rest; right, its corner."),
            List.of(
                plot(plots, "All of it", new Range(0, 100), new Range(0, 100), curves),
                plot(
                    plots,
                    "The corner",
                    new Range(0, CORNER),
                    new Range(Math.max(lowest, 80), 100),
                    curves.stream().map(RocChapter::corner).toList()))));
  }

  private static Picture plot(Plots plots, String title, Range x, Range y, List<Curve> curves) {
    return plots.lines(
        title,
        Axis.linear("others called so in %", x),
        Axis.linear("found in %", y),
        curves,
        "receiver operating characteristic of each digit, others called so up to %s %%; the table"
                .formatted(DisplayText.decimal(x.most(), 0))
            + " has the areas");
  }

  private static Curve curve(long digit, List<TableRow> rows) {
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    for (TableRow row : rows) {
      x.add(100 * row.asDouble("false_positive_rate"));
      y.add(100 * row.asDouble("true_positive_rate"));
    }
    return new Curve(Long.toString(digit), (int) digit % 5, digit >= 5, x, y);
  }

  /** Returns what lies in the corner; the library would draw the rest beside the plot. */
  private static Curve corner(Curve curve) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < curve.x().size(); i++) {
      if (curve.x().get(i) <= CORNER && curve.y().get(i) >= 80) {
        x.add(curve.x().get(i));
        y.add(curve.y().get(i));
      }
    }
    return new Curve(curve.name(), curve.colour(), curve.dashed(), x, y);
  }

  private static List<Block> areas(QueryAnswer answer) {
    TreeSet<String> classes = new TreeSet<>();
    Map<String, Map<String, Double>> byNetwork = new LinkedHashMap<>();
    for (TableRow row : answer.rows()) {
      if (!row.text("slice").equals("all")) {
        classes.add(row.text("slice"));
      }
      byNetwork
          .computeIfAbsent(
              DisplayText.network(row.text("model"), row.text("training_corpus")),
              key -> new LinkedHashMap<>())
          .put(row.text("slice"), row.asDouble("area"));
    }
    List<Cell> header = new ArrayList<>(List.of(Cell.text("network"), Cell.number("mean")));
    classes.forEach(slice -> header.add(Cell.number(slice.replaceFirst("^class=", ""))));
    List<Line> lines = new ArrayList<>();
    byNetwork.forEach(
        (network, areas) -> {
          List<Cell> cells = new ArrayList<>();
          cells.add(area(areas, "all"));
          classes.forEach(slice -> cells.add(area(areas, slice)));
          lines.add(new Line(network, false, cells));
        });
    return List.of(
        new Table(
            answer.caption(
                "Area under the curve on the test images, of each digit and in the mean."),
            header,
            lines));
  }

  private static Cell area(Map<String, Double> areas, String slice) {
    return Cell.number(DisplayText.decimal(areas.getOrDefault(slice, Double.NaN), 5));
  }
}
