package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;
import polymnist.statistics.Verdict;

/** Networks: how well they read, against one another, how they learned and what they cost. */
final class NetworksChapter {
  private static final String NONE = "No network was evaluated on the test images.";

  private NetworksChapter() {}

  static Chapter chapter() {
    return new Chapter(
        "networks",
        "Networks",
        "A network is told by its architecture and what it was trained on: the plain training"
            + " images, these with augmented copies, or images changed anew in every epoch.",
        List.of(
            Figure.open("ranking", "Error by network", NONE, NetworksChapter::ranking),
            Figure.open(
                "pairs",
                "Networks against the best",
                "There are no two networks to compare.",
                NetworksChapter::pairs),
            Figure.open(
                "curves", "Learning curves", "No epoch was trained.", NetworksChapter::curves),
            new Figure(
                "losses",
                "Loss by epoch",
                false,
                Query.named("curves"),
                "No epoch was trained.",
                NetworksChapter::losses),
            Figure.closed(
                "costs",
                "Accuracy and cost",
                "The costs of no network are known.",
                NetworksChapter::costs),
            Figure.closed(
                "ensembles",
                "Ensembles: several views, several networks",
                "No test digit is known to be shown in every modality, so no answers were combined.",
                NetworksChapter::ensembles),
            Figure.closed(
                "training", "Training", "No network has been trained.", NetworksChapter::training),
            Figure.closed(
                "layers", "Layers", "The layers were not written.", NetworksChapter::layers)));
  }

  /** The numbers of networks trained alike have one colour. */
  static int colour(String trainingCorpus) {
    return Math.max(0, List.of("corpus", "augmented", "fresh").indexOf(trainingCorpus));
  }

  private static List<Block> ranking(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream()
            .map(
                row ->
                    DotRow.of(
                        row.network(),
                        new Dot(
                            colour(row.text("training_corpus")),
                            100 - row.percent("accuracy"),
                            100 - row.percent("upper"),
                            100 - row.percent("lower"),
                            true,
                            DisplayText.share(row.asDouble("accuracy")))))
            .toList();
    return List.of(
        Plots.of(
            "Test images read wrong, with 95 % intervals; at the right, the share read right.",
            new DotPlot(
                    "error of each network with its interval, the least first",
                    Axis.logarithmic("error, %", DotPlot.values(dots)),
                    Double.NaN,
                    List.of(),
                    dots)
                .plot()),
        Table.of(
            "On the test images. Top 2: the digit is one of the two likeliest; kappa: agreement"
                + " beyond chance; log loss and Brier score: errors of the probabilities; AUC: mean"
                + " area under the curve of each digit against the rest; F1: mean over the digits.",
            rows,
            Column.network(),
            Column.accuracy("accuracy", "accuracy"),
            Column.interval(),
            Column.accuracy("top 2", "top_2"),
            Column.decimal("kappa", "kappa", 4),
            Column.decimal("log loss", "log_loss", 3),
            Column.decimal("Brier", "brier", 4),
            Column.decimal("AUC", "macro_auc", 4),
            Column.accuracy("precision", "macro_precision"),
            Column.accuracy("recall", "macro_recall"),
            Column.accuracy("F1", "macro_f1"),
            Column.accuracy("F1, by images", "weighted_f1"),
            Column.count("n", "n")));
  }

  private static List<Block> pairs(List<TableRow> rows) {
    List<TableRow> withBest = rows.stream().filter(row -> row.is("with_best")).toList();
    List<DotRow> dots =
        withBest.stream()
            .map(
                row ->
                    DotRow.of(
                        row.struct("second").network(),
                        new Dot(
                            colour(row.struct("second").text("training_corpus")),
                            row.percent("difference"),
                            row.percent("lower"),
                            row.percent("upper"),
                            shown(row),
                            DisplayText.points(row.asDouble("difference")))))
            .toList();
    List<Block> blocks = new ArrayList<>();
    if (!dots.isEmpty()) {
      blocks.add(
          Plots.of(
              "How many points more of the test images the best network reads right than each"
                  + " other, with 95 % intervals; hollow: no difference is shown.",
              new DotPlot(
                      "difference of the best network to each other network",
                      Axis.of(
                          "points", DoubleStream.concat(DoubleStream.of(0), DotPlot.values(dots))),
                      0,
                      List.of(),
                      dots)
                  .plot()));
    }
    blocks.add(
        Table.of(
            "Each two networks on the same test images: how much more the first reads right. What"
                + " only one of two reads right decides (McNemar's test, whole handwritings); p is"
                + " corrected for the number of comparisons (Holm).",
            rows,
            Column.text("first", row -> row.struct("first").network()),
            Column.text("second", row -> row.struct("second").network()),
            Column.points("difference", "difference"),
            Column.pointsInterval(),
            Column.probability("p, corrected", "p_holm"),
            Column.count("only first right", "only_first"),
            Column.count("only second right", "only_second"),
            Column.count("n", "n"),
            Column.text("verdict", row -> shown(row) ? "shown" : "not shown")));
    return blocks;
  }

  private static boolean shown(TableRow row) {
    return Verdict.of(row.asDouble("lower"), row.asDouble("upper"), row.asDouble("p_holm"))
        != Verdict.NONE;
  }

  private static List<Block> curves(List<TableRow> rows) {
    Map<String, List<TableRow>> byNetwork = TableRow.grouped(rows, TableRow::network);
    List<Series> errors = new ArrayList<>();
    byNetwork.forEach(
        (network, epochs) ->
            errors.add(
                Series.of(
                    network,
                    errors.size(),
                    errors.size() < 6 ? Mode.LINE : Mode.DASHED,
                    epochs,
                    row -> row.asDouble("epoch"),
                    row -> 100 - row.percent("validation_accuracy"))));
    return List.of(
        Plots.of(
            "Validation images read wrong after each epoch.",
            new LinePlot(
                    "curves of validation error over epochs, one a network",
                    epochs(rows),
                    Axis.logarithmic(
                        "validation error, %",
                        errors.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y)),
                    errors)
                .plot()));
  }

  private static List<Block> losses(List<TableRow> rows) {
    List<Block.Plot> losses = new ArrayList<>();
    TableRow.grouped(rows, TableRow::network)
        .forEach((network, epochs) -> losses.add(loss(network, epochs)));
    return List.of(
        new Plots(
            "Loss on the training images as they were trained on, and on the validation images.",
            losses));
  }

  private static Axis epochs(List<TableRow> rows) {
    double most = rows.stream().mapToDouble(row -> row.asDouble("epoch")).max().orElse(1);
    return new Axis("epoch", 1, Math.max(2, most), false);
  }

  private static Block.Plot loss(String network, List<TableRow> epochs) {
    List<Series> series =
        List.of(
            Series.of(
                network + ", training",
                0,
                Mode.LINE,
                epochs,
                row -> row.asDouble("epoch"),
                row -> row.asDouble("training_loss")),
            Series.of(
                "validation",
                1,
                Mode.DASHED,
                epochs,
                row -> row.asDouble("epoch"),
                row -> row.asDouble("validation_loss")));
    return new LinePlot(
            "curves of training and validation loss of " + network,
            epochs(epochs),
            Axis.of(
                "loss", series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y)),
            series)
        .plot();
  }

  private static List<Block> costs(List<TableRow> rows) {
    return List.of(
        new Plots(
            "Error against cost: the lower left is best, and with images read a second the lower"
                + " right.",
            List.of(
                cost(rows, "multiply-adds of an image, million", "multiply_adds", 1e6),
                cost(rows, "parameters, thousand", "parameters", 1e3),
                cost(rows, "training, seconds", "training_seconds", 1),
                cost(rows, "images read a second by one core", "images_per_second", 1))),
        Table.marked(
            "Networks that stand out are on the Pareto front of their training data: none is at"
                + " least as accurate with fewer multiply-adds.",
            rows,
            row -> row.is("on_front"),
            Column.network(),
            Column.accuracy("accuracy", "accuracy"),
            Column.interval(),
            Column.count("parameters", "parameters"),
            Column.count("multiply-adds", "multiply_adds"),
            Column.number("training", row -> DisplayText.seconds(row.asDouble("training_seconds"))),
            Column.decimal("images/s", "images_per_second", 0),
            Column.text("front", row -> row.is("on_front") ? "on it" : "")));
  }

  /** The name of a network stands at the most accurate of its trainings alone. */
  private static boolean isMostAccurate(TableRow row, List<TableRow> rows) {
    return rows.stream()
        .filter(other -> other.text("model").equals(row.text("model")))
        .noneMatch(other -> other.asDouble("accuracy") > row.asDouble("accuracy"));
  }

  private static Block.Plot cost(List<TableRow> rows, String title, String column, double unit) {
    List<Series> series = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("training_corpus"))
        .forEach(
            (corpus, trained) ->
                series.add(
                    new Series(
                        trained.get(0).network().replaceFirst("^.* · ", ""),
                        colour(corpus),
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
            Axis.logarithmic(title, rows.stream().mapToDouble(row -> row.asDouble(column) / unit)),
            Axis.logarithmic(
                "error, %", rows.stream().mapToDouble(row -> 100 - row.percent("accuracy"))),
            series)
        .plot();
  }

  private static List<Block> ensembles(List<TableRow> rows) {
    List<TableRow> views =
        rows.stream().filter(row -> row.text("combined").equals("views")).toList();
    List<DotRow> dots =
        views.stream()
            .map(
                row ->
                    DotRow.of(
                        row.network(),
                        new Dot(
                            0,
                            row.percent("single"),
                            Double.NaN,
                            Double.NaN,
                            true,
                            DisplayText.share(row.asDouble("single"))),
                        new Dot(
                            1,
                            row.percent("accuracy"),
                            row.percent("lower"),
                            row.percent("upper"),
                            true,
                            DisplayText.share(row.asDouble("accuracy")))))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "Each digit is shown once in every modality. The answers of a network for these views,"
                + " and of several networks for an image, are combined by the product of their"
                + " calibrated probabilities, as independent witnesses would be."));
    if (!dots.isEmpty()) {
      blocks.add(
          Plots.of(
              "Right of the test images by one view, and of the test digits by all views together.",
              new DotPlot(
                      "accuracy of each network by one view and by all views",
                      Axis.of("accuracy, %", DotPlot.values(dots)),
                      Double.NaN,
                      List.of("one view", "all views"),
                      dots)
                  .plot()));
    }
    blocks.add(
        Table.marked(
            "Answers combined to one. Alone: what these answers are worth one by one, in the mean."
                + " What concerns the best network stands out.",
            rows,
            row -> row.is("is_best"),
            Column.name("combined", "combined"),
            Column.text(
                "network",
                row ->
                    row.text("model").equals("all") ? "networks: " + row.network() : row.network()),
            Column.count("answers", "answers"),
            Column.accuracy("alone", "single"),
            Column.accuracy("together", "accuracy"),
            Column.interval(),
            Column.number(
                "gain",
                row -> DisplayText.points(row.asDouble("accuracy") - row.asDouble("single"))),
            Column.count("n", "n")));
    return blocks;
  }

  private static List<Block> training(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Networks by validation accuracy, the best first: it is the one that the page is about."
                + " Images/s are those trained on, over all workers together.",
            rows,
            Column.network(),
            Column.name("kind", "kind"),
            Column.accuracy("validation accuracy", "validation_accuracy"),
            Column.decimal("validation loss", "validation_loss", 3),
            Column.count("parameters", "parameters"),
            Column.number(
                "epochs (best)",
                row -> row.asLong("epochs") + " (" + row.asLong("best_epoch") + ")"),
            Column.count("images seen", "examples"),
            Column.number("time", row -> DisplayText.seconds(row.asDouble("seconds"))),
            Column.decimal("images/s", "images_per_second", 0),
            Column.count("workers", "workers"),
            Column.count("averaged every", "averaging_frequency"),
            Column.count("batch", "batch_size")));
  }

  private static List<Block> layers(List<TableRow> rows) {
    return List.of(
        Table.of(
            "The networks layer by layer: the shape of each output for N images, the number of"
                + " weights, and the products added up for one image in the forward pass.",
            rows,
            Column.text("layer", row -> row.text("model") + ": " + row.text("layer")),
            Column.text("type", "type"),
            Column.text("output", "output"),
            Column.count("parameters", "parameters"),
            Column.count("multiply-adds", "multiply_adds"),
            Column.text("after", row -> row.asLong("position") == 1 ? row.text("source") : "")));
  }
}
