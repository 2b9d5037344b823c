package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;

/** What augmentation changes in accuracy, and what it does to images. */
final class AugmentationChapter {
  private AugmentationChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "augmentation",
        "Augmentation",
        "A difference counts as shown where its 95 % interval leaves out zero and its p-value,"
            + " corrected for the number of comparisons (Holm), is at most 0.05. Whole digits"
            + " are counted: the images of one digit are right or wrong together.",
        List.of(
            figures.plotted("effect", true, rows -> differences(rows, TableRow::network)),
            figures.plotted(
                "effect-by-modality",
                false,
                rows -> differences(rows, row -> row.network() + ", " + row.text("modality"))),
            figures.plotted(
                "impact",
                true,
                rows ->
                    differences(
                        rows,
                        row ->
                            "%s, %s, %s"
                                .formatted(row.network(), row.text("policy"), row.text("images")))),
            figures.closed("impact-seeds"),
            figures.plotted("impact-curves", false, AugmentationChapter::accuracies),
            figures.closed("steps"),
            figures.closed("samples")));
  }

  private static List<Plot> differences(List<TableRow> rows, Function<TableRow, String> name) {
    return DotPlot.differences(
        "differences by augmentation with their intervals",
        rows.stream()
            .map(row -> DotRow.of(DisplayText.name(name.apply(row)), Dot.points(0, row)))
            .toList());
  }

  /** A plot for each text of the column plot: accuracy over x, without and by policy. */
  private static List<Plot> accuracies(List<TableRow> rows) {
    List<Plot> plots = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("plot"))
        .forEach(
            (title, ofPlot) -> {
              List<Series> series = new ArrayList<>();
              TableRow.grouped(ofPlot, row -> row.text("policy"))
                  .forEach(
                      (policy, ofPolicy) -> {
                        if (series.isEmpty()) {
                          series.add(accuracy("without", 0, ofPolicy, "accuracy_without"));
                        }
                        series.add(accuracy(policy, series.size(), ofPolicy, "accuracy_with"));
                      });
              plots.add(
                  new LinePlot(
                          "accuracy by " + title,
                          Axis.of(title, Series.xs(series)),
                          Axis.of("accuracy, %", Series.ys(series)),
                          series)
                      .plot());
            });
    return plots;
  }

  private static Series accuracy(String name, int colour, List<TableRow> rows, String accuracy) {
    return Series.of(
        name, colour, Mode.LINE, rows, row -> row.asDouble("x"), row -> row.percent(accuracy));
  }
}
