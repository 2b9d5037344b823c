package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Plots;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

/** Networks: how well they read, against one another, how they learned and what they cost. */
final class NetworksChapter {
  private NetworksChapter() {}

  static Chapter chapter(Figures figures) {
    Figure curves = figures.plotted("curves", true, NetworksChapter::curves);
    return new Chapter(
        "networks",
        "Networks",
        "A network is named by its architecture and what it was trained on: corpus, the training"
            + " images; augmented, these and changed copies; fresh, images changed in every epoch.",
        List.of(
            figures.plotted("ranking", true, NetworksChapter::ranking),
            figures.plotted("pairs", true, NetworksChapter::pairs),
            curves,
            new Figure(
                "losses",
                "Loss by epoch",
                false,
                curves.query(),
                curves.none(),
                rows ->
                    List.of(
                        new Plots(
                            "Loss on the training images as they were trained on, and on the"
                                + " validation images.",
                            losses(rows)))),
            figures.plotted("costs", false, NetworksChapter::costs),
            figures.plotted("ensembles", false, NetworksChapter::ensembles),
            figures.closed("training"),
            figures.closed("layers")));
  }

  /** The numbers of networks trained alike have one colour. */
  static int colour(TableRow row) {
    return Math.max(
        0, List.of("corpus", "augmented", "fresh").indexOf(row.text("training_corpus")));
  }

  private static List<Plot> ranking(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream().map(row -> DotRow.of(row.network(), Dot.error(colour(row), row))).toList();
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
                    DotRow.of(
                        row.struct("second").network(),
                        Dot.points(colour(row.struct("second")), row)))
            .toList());
  }

  private static List<Plot> curves(List<TableRow> rows) {
    List<Series> errors =
        Series.grouped(
            rows,
            TableRow::network,
            Mode.LINE,
            row -> row.asDouble("epoch"),
            row -> 100 - row.percent("validation_accuracy"));
    return List.of(
        new LinePlot(
                "curves of validation error over epochs, one a network",
                epochs(rows),
                Axis.logarithmic("validation error, %", Series.ys(errors)),
                errors)
            .plot());
  }

  private static Axis epochs(List<TableRow> rows) {
    double most = rows.stream().mapToDouble(row -> row.asDouble("epoch")).max().orElse(1);
    return new Axis("epoch", 1, Math.max(2, most), false);
  }

  private static List<Plot> losses(List<TableRow> rows) {
    List<Plot> plots = new ArrayList<>();
    TableRow.grouped(rows, TableRow::network)
        .forEach(
            (network, epochs) -> {
              List<Series> series =
                  List.of(
                      loss(network + ", training", 0, epochs, "training_loss"),
                      loss("validation", 1, epochs, "validation_loss"));
              plots.add(
                  new LinePlot(
                          "curves of training and validation loss of " + network,
                          epochs(epochs),
                          Axis.of("loss", Series.ys(series)),
                          series)
                      .plot());
            });
    return plots;
  }

  private static Series loss(String name, int colour, List<TableRow> epochs, String column) {
    return Series.of(
        name,
        colour,
        colour == 0 ? Mode.LINE : Mode.DASHED,
        epochs,
        row -> row.asDouble("epoch"),
        row -> row.asDouble(column));
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

  private static List<Plot> ensembles(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream()
            .filter(row -> row.text("combined").equals("views"))
            .map(
                row ->
                    DotRow.of(
                        row.network(),
                        Dot.share(0, row, "single").alone(),
                        Dot.share(1, row, "accuracy")))
            .toList();
    return dots.isEmpty()
        ? List.of()
        : List.of(
            new DotPlot(
                    "accuracy of each network by one view and by all views",
                    Axis.of("accuracy, %", DotPlot.values(dots)),
                    Double.NaN,
                    List.of("one view", "all views"),
                    dots)
                .plot());
  }
}
