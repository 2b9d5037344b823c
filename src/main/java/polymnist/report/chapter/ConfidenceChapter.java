package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Plot;
import polymnist.report.plot.Axis;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

/** Whether networks are as often right as they say, and what it brings to leave the unsure out. */
final class ConfidenceChapter {
  private static final Axis PERCENT = new Axis("confidence, %", 0, 100, false);

  private ConfidenceChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "confidence",
        "Confidence",
        "A network that says 90 % should be right nine times of ten. The expected calibration error"
            + " (ECE) is how far it is off in the mean. Temperature scaling divides a network's"
            + " logits by one number, fitted to validation images; what is read does not change.",
        List.of(
            figures.plotted("reliability", true, ConfidenceChapter::reliability),
            figures.plotted("selective", true, ConfidenceChapter::risk),
            figures.closed("calibration"),
            figures.plotted("roc", false, ConfidenceChapter::roc)));
  }

  private static List<Plot> reliability(List<TableRow> rows) {
    List<Series> curves = new ArrayList<>();
    curves.add(
        new Series(
            "as often right as sure",
            5,
            Mode.DASHED,
            List.of(new Point(0, 0, ""), new Point(100, 100, ""))));
    curves.addAll(binned(rows, "right"));
    List<Series> shares = binned(rows, "share");
    return List.of(
        new LinePlot(
                "curves of accuracy over confidence, before and after temperature scaling",
                PERCENT,
                new Axis("right, %", 0, 100, false),
                curves)
            .plot(),
        new LinePlot(
                "share of the images by confidence, before and after temperature scaling",
                PERCENT,
                Axis.logarithmic("share of images, %", Series.ys(shares)),
                shares)
            .plot());
  }

  private static List<Series> binned(List<TableRow> rows, String column) {
    return Series.grouped(
        rows,
        row -> row.text("probabilities"),
        Mode.LINE,
        row -> row.percent("said"),
        row -> row.percent(column));
  }

  private static List<Plot> risk(List<TableRow> rows) {
    List<Series> series =
        Series.grouped(
            rows,
            TableRow::network,
            Mode.LINE,
            row -> row.percent("coverage"),
            row -> 100 - row.percent("accuracy"));
    return List.of(
        new LinePlot(
                "curves of the error among answers over the share of images answered",
                Axis.of(
                    "answered, %",
                    rows.stream()
                        .filter(row -> row.asDouble("accuracy") < 1)
                        .mapToDouble(row -> row.percent("coverage"))),
                Axis.logarithmic("error among answers, %", Series.ys(series)),
                series)
            .plot());
  }

  private static List<Plot> roc(List<TableRow> rows) {
    List<Series> series =
        Series.grouped(
            rows,
            row -> row.text("class"),
            Mode.LINE,
            row -> row.percent("false_positive_rate"),
            row -> row.percent("true_positive_rate"));
    return List.of(
        new LinePlot(
                "receiver operating characteristic of each digit",
                new Axis("others called so, %", 0.05, 100, true),
                Axis.of(
                    "found, %",
                    DoubleStream.concat(DoubleStream.of(100), Series.ys(series))
                        .map(found -> Math.max(found, 50))),
                series)
            .plot());
  }
}
