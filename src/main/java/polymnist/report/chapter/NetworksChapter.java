package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

/** Networks: how well they read, against one another, how they learned and what they cost. */
final class NetworksChapter {
  private NetworksChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "networks",
        "Networks",
        "A network is named by its architecture and what it was trained on: corpus, the training"
            + " images; augmented, these and changed copies; fresh, images changed in every epoch.",
        List.of(
            figures.plotted("ranking", true, NetworksChapter::ranking),
            figures.plotted("pairs", true, NetworksChapter::pairs),
            figures.plotted("curves", true, NetworksChapter::curves),
            figures.plotted("costs", false, NetworksChapter::costs),
            figures.closed("ensembles"),
            figures.closed("training")));
  }

  /** The numbers of networks trained alike have one colour. */
  static int colour(TableRow row) {
    return Math.max(
        0, List.of("corpus", "augmented", "fresh").indexOf(row.text("training_corpus")));
  }

  private static List<Plot> ranking(List<TableRow> rows) {
    List<Dot> dots = rows.stream().map(row -> Dot.error(row.network(), colour(row), row)).toList();
    return List.of(
        DotPlot.of(
            "error of each network with its interval, the least first",
            Axis.logarithmic("error, %", DotPlot.values(dots)),
            Double.NaN,
            dots));
  }

  private static List<Plot> pairs(List<TableRow> rows) {
    return DotPlot.differences(
        "difference of the best network to each other network",
        rows.stream()
            .filter(row -> row.is("with_best"))
            .map(
                row ->
                    Dot.points(row.struct("second").network(), colour(row.struct("second")), row))
            .toList());
  }

  private static List<Plot> curves(List<TableRow> rows) {
    return List.of(
        curve(rows, "validation error, %", row -> 100 - row.percent("validation_accuracy")),
        curve(rows, "training loss", row -> row.asDouble("training_loss")));
  }

  private static Plot curve(List<TableRow> rows, String title, ToDoubleFunction<TableRow> value) {
    List<Series> networks =
        Series.grouped(rows, TableRow::network, Mode.LINE, row -> row.asDouble("epoch"), value);
    double most = Series.xs(networks).max().orElse(1);
    return new LinePlot(
            "curves of %s over epochs, one a network".formatted(title),
            new Axis("epoch", 1, Math.max(2, most), false),
            Axis.logarithmic(title, Series.ys(networks)),
            networks)
        .plot();
  }

  private static List<Plot> costs(List<TableRow> rows) {
    return List.of(
        cost(rows, "multiply-adds of an image, million", "multiply_adds", 1e6),
        cost(rows, "parameters, thousand", "parameters", 1e3),
        cost(rows, "training, seconds", "training_seconds", 1),
        cost(rows, "images read a second by one core", "images_per_second", 1));
  }

  /** The name of a network stands at the most accurate of its trainings alone. */
  private static boolean isMostAccurate(TableRow row, List<TableRow> rows) {
    return rows.stream()
        .filter(other -> other.text("model").equals(row.text("model")))
        .noneMatch(other -> other.asDouble("accuracy") > row.asDouble("accuracy"));
  }

  private static Plot cost(List<TableRow> rows, String title, String column, double unit) {
    List<Series> series = new ArrayList<>();
    TableRow.grouped(rows, NetworksChapter::colour)
        .forEach(
            (colour, trained) ->
                series.add(
                    new Series(
                        trained.get(0).text("training_corpus"),
                        colour,
                        Mode.MARKS,
                        trained.stream()
                            .map(
                                row ->
                                    new Point(
                                        row.asDouble(column) / unit,
                                        100 - row.percent("accuracy"),
                                        isMostAccurate(row, rows) ? row.text("model") : ""))
                            .toList())));
    return new LinePlot(
            "error of the networks against " + title,
            Axis.logarithmic(title, Series.xs(series)),
            Axis.logarithmic("error, %", Series.ys(series)),
            series)
        .plot();
  }
}
