package polymnist.report.chapter;

import java.util.List;
import java.util.function.Function;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
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
            figures.plotted("impact-curves", false, AugmentationChapter::accuracies),
            figures.closed("samples")));
  }

  private static List<Plot> differences(List<TableRow> rows, Function<TableRow, String> name) {
    return DotPlot.differences(
        "differences by augmentation with their intervals",
        rows.stream().map(row -> Dot.points(DisplayText.name(name.apply(row)), 0, row)).toList());
  }

  /** A plot for each text of the column plot: accuracy over x, without and by policy. */
  private static List<Plot> accuracies(List<TableRow> rows) {
    return TableRow.grouped(rows, row -> row.text("plot")).entrySet().stream()
        .map(plot -> accuracies(plot.getKey(), plot.getValue()))
        .toList();
  }

  private static Plot accuracies(String title, List<TableRow> rows) {
    List<Series> series =
        Series.grouped(
            rows,
            row -> row.text("policy"),
            Mode.LINE,
            row -> row.asDouble("x"),
            row -> row.percent("accuracy"));
    return new LinePlot(
            "accuracy by " + title,
            Axis.of(title, Series.xs(series)),
            Axis.of("accuracy, %", Series.ys(series)),
            series)
        .plot();
  }
}
