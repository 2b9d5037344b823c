package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

/** Whether networks are as often right as they say, and what it brings to leave the unsure out. */
final class ConfidenceChapter {
  private static final String NONE = "No network was evaluated on the test images.";

  /** Shares of images that are answered, of which the table has a row each. */
  private static final List<Double> SHARES = List.of(1.0, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5);

  private static final Axis PERCENT = new Axis("confidence, %", 0, 100, false);

  private ConfidenceChapter() {}

  static Chapter chapter() {
    return new Chapter(
        "confidence",
        "Confidence",
        "A network that says 90 % should be right nine times of ten. The expected calibration error"
            + " (ECE) is how far it is off in the mean. Temperature scaling divides a network's"
            + " logits by one number, fitted to validation images; what is read does not change.",
        List.of(
            Figure.open(
                "reliability",
                "Reliability of the best network",
                NONE,
                ConfidenceChapter::reliability),
            Figure.open(
                "selective",
                "Selective prediction by the best network",
                NONE,
                ConfidenceChapter::selective),
            Figure.closed(
                "calibration", "Calibration of all networks", NONE, ConfidenceChapter::calibration),
            Figure.closed(
                "coverage",
                "Selective prediction by all networks",
                NONE,
                ConfidenceChapter::coverage),
            Figure.closed("roc", "Each digit against the rest (ROC)", NONE, ConfidenceChapter::roc),
            Figure.closed("auc", "Area under the curve (AUC)", NONE, ConfidenceChapter::auc)));
  }

  private static List<Block> calibration(List<TableRow> rows) {
    return List.of(
        Table.marked(
            "Errors of probabilities on the test images, as the networks are → with their"
                + " temperatures; smaller is better. The best network stands out.",
            rows,
            row -> row.is("is_best"),
            Column.network(),
            Column.decimal("temperature", "temperature", 3),
            Column.number(
                "ECE",
                row ->
                    DisplayText.accuracy(row.asDouble("ece"))
                        + " → "
                        + DisplayText.accuracy(row.asDouble("ece_calibrated"))),
            change("log loss", "log_loss"),
            change("Brier score", "brier")));
  }

  private static Column change(String head, String column) {
    return Column.number(
        head,
        row ->
            DisplayText.decimal(row.asDouble(column), 4)
                + " → "
                + DisplayText.decimal(row.asDouble(column + "_calibrated"), 4));
  }

  private static List<Block> reliability(List<TableRow> rows) {
    List<Series> curves = new ArrayList<>();
    List<Series> counts = new ArrayList<>();
    curves.add(
        new Series(
            "as often right as sure",
            5,
            Mode.DASHED,
            List.of(new Point(0, 0, ""), new Point(100, 100, ""))));
    TableRow.grouped(rows, row -> row.text("scaling"))
        .forEach(
            (scaling, bins) -> {
              String name = scaling.equals("none") ? "as it is" : "with its temperature";
              int colour = scaling.equals("none") ? 1 : 0;
              curves.add(
                  Series.of(
                      name,
                      colour,
                      Mode.LINE,
                      bins,
                      row -> row.percent("confidence"),
                      row -> row.percent("accuracy")));
              counts.add(
                  Series.of(
                      name,
                      colour,
                      Mode.LINE,
                      bins,
                      row -> row.percent("confidence"),
                      row -> row.percent("share")));
            });
    return List.of(
        Plots.of(
            "Of test images on which it is so sure, the share that it reads right; and how many"
                + " images those are.",
            new LinePlot(
                    "curves of accuracy over confidence, before and after temperature scaling",
                    PERCENT,
                    new Axis("right, %", 0, 100, false),
                    curves)
                .plot(),
            new LinePlot(
                    "share of the images by confidence, before and after temperature scaling",
                    PERCENT,
                    Axis.logarithmic(
                        "share of images, %",
                        counts.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y)),
                    counts)
                .plot()),
        Table.of(
            "The same in numbers: how sure it says it is in the mean, and how often it is right.",
            rows,
            Column.text(
                "probabilities",
                row -> row.text("scaling").equals("none") ? "as it is" : "with its temperature"),
            Column.share("said", "confidence"),
            Column.share("right", "accuracy"),
            Column.count("images", "images")));
  }

  private static List<Block> selective(List<TableRow> rows) {
    List<TableRow> shares =
        SHARES.stream()
            .map(
                share ->
                    rows.stream()
                        .min(
                            Comparator.comparingDouble(
                                row -> Math.abs(row.asDouble("coverage") - share)))
                        .orElseThrow())
            .distinct()
            .toList();
    return List.of(
        risk(
            "Error among the test images of which it is surest: the fewer it answers, the fewer of"
                + " its answers are wrong. The others would go to a human.",
            List.of(curve("best network", 0, rows))),
        Table.of(
            "The same in numbers.",
            shares,
            Column.share("answered", "coverage"),
            Column.count("images", "images"),
            Column.share("least confidence", "least_confidence"),
            Column.accuracy("right of these", "accuracy"),
            Column.interval()));
  }

  private static List<Block> coverage(List<TableRow> rows) {
    List<Series> series = new ArrayList<>();
    TableRow.grouped(rows, TableRow::network)
        .forEach((network, shares) -> series.add(curve(network, series.size(), shares)));
    return List.of(risk("Error among the test images of which each network is surest.", series));
  }

  private static Series curve(String name, int colour, List<TableRow> rows) {
    return Series.of(
        name,
        colour,
        colour < 6 ? Mode.STEPS : Mode.DASHED,
        rows,
        row -> row.percent("coverage"),
        row -> 100 - row.percent("accuracy"));
  }

  private static Plots risk(String caption, List<Series> series) {
    return Plots.of(
        caption,
        new LinePlot(
                "curves of the error among answers over the share of images answered",
                Axis.of(
                    "answered, %",
                    series.stream()
                        .flatMap(s -> s.points().stream())
                        .filter(point -> point.y() > 0)
                        .mapToDouble(Point::x)),
                Axis.logarithmic(
                    "error among answers, %",
                    series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y)),
                series)
            .plot());
  }

  private static List<Block> roc(List<TableRow> rows) {
    List<Series> series = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("class"))
        .forEach(
            (digit, rates) ->
                series.add(
                    Series.of(
                        digit,
                        series.size(),
                        series.size() < 6 ? Mode.LINE : Mode.DASHED,
                        rates,
                        row -> row.percent("false_positive_rate"),
                        row -> row.percent("true_positive_rate"))));
    return List.of(
        new Paragraph(
            "Call an image a 7 whenever the network gives 7 at least so much probability: the lower"
                + " that is, the more sevens are found and the more other digits are called one."
                + " The area under this curve (AUC) is the chance that a seven has more of it than"
                + " an image that is none: 0.5 is guessing, 1 is without fault."),
        Plots.of(
            "Receiver operating characteristic of the best network on the test images, each digit"
                + " against the rest.",
            new LinePlot(
                    "receiver operating characteristic of each digit",
                    new Axis("others called so, %", 0.05, 100, true),
                    Axis.of(
                        "found, %",
                        Stream.concat(
                                Stream.of(100.0),
                                series.stream().flatMap(s -> s.points().stream()).map(Point::y))
                            .mapToDouble(found -> Math.max(found, 50))),
                    series)
                .plot()));
  }

  private static List<Block> auc(List<TableRow> rows) {
    List<String> slices =
        rows.stream()
            .map(row -> row.text("slice"))
            .distinct()
            .sorted(
                Comparator.comparing((String slice) -> !slice.equals("all")).thenComparing(s -> s))
            .toList();
    List<Cell> header = new ArrayList<>(List.of(Cell.text("network")));
    slices.forEach(
        slice ->
            header.add(
                Cell.number(slice.equals("all") ? "mean" : slice.replaceFirst("^class=", ""))));
    Map<String, Map<String, Double>> areas = new LinkedHashMap<>();
    for (TableRow row : rows) {
      areas
          .computeIfAbsent(row.network(), network -> new LinkedHashMap<>())
          .put(row.text("slice"), row.asDouble("area"));
    }
    List<Line> lines = new ArrayList<>();
    areas.forEach(
        (network, bySlice) ->
            lines.add(
                new Line(
                    network,
                    false,
                    slices.stream()
                        .map(
                            slice ->
                                Cell.number(
                                    DisplayText.decimal(
                                        bySlice.getOrDefault(slice, Double.NaN), 4)))
                        .toList())));
    return List.of(new Table("On the test images, of each digit and in the mean.", header, lines));
  }
}
