package polymnist.report.chapter;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.answer.WeakSubgroups;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Columns;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;

/** Where networks fail: which digits for which, in which subgroups, and labels to look at. */
final class ErrorsChapter {
  private static final int WORST = 5;

  private ErrorsChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "errors",
        "Errors",
        "What the best network reads wrong. Of other networks the explorer tells.",
        List.of(
            figures.of("confusion", true, ErrorsChapter::confusion),
            figures.of("subgroups", true, ErrorsChapter::subgroups),
            figures.of("by-modality", true, ErrorsChapter::byModality),
            figures.open("labels"),
            Figure.of(
                "explorer",
                "Explorer of test images",
                true,
                List.of(
                    new Note("The explorer needs the script of this page, which did not run."))),
            figures.closed("surest-mistakes")));
  }

  private static List<Block> confusion(List<TableRow> rows) {
    List<TableRow> mistakes =
        rows.stream()
            .filter(row -> row.asLong("label") != row.asLong("predicted"))
            .filter(row -> row.asLong("images") > 0)
            .sorted(Comparator.comparingLong((TableRow row) -> row.asLong("images")).reversed())
            .toList();
    Map<String, Long> ofLabel =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.text("label"), Collectors.summingLong(row -> row.asLong("images"))));
    double most = mistakes.isEmpty() ? 1 : mistakes.get(0).asLong("images");
    String frequent =
        mistakes.stream()
            .limit(WORST)
            .map(
                row ->
                    "%s read as %s (%s×)"
                        .formatted(
                            row.text("label"),
                            row.text("predicted"),
                            DisplayText.count(row.asLong("images"))))
            .collect(Collectors.joining(", "));
    return List.of(
        new Paragraph(
            mistakes.isEmpty()
                ? "It made no mistake."
                : "Its most frequent mistakes: %s.".formatted(frequent)),
        Columns.crossed(
            ("Test images by true digit (rows) and what %s read (columns). Blue: right, by share of"
                    + " the row; orange: mistakes, by their number.")
                .formatted(rows.get(0).network()),
            rows,
            "is ↓ read as →",
            row -> row.text("label"),
            row -> row.text("predicted"),
            row -> {
              long images = row.asLong("images");
              String label = row.text("label");
              String text = DisplayText.count(images);
              return label.equals(row.text("predicted"))
                  ? Cell.shaded(text, "good", images / (double) ofLabel.get(label))
                  : Cell.shaded(text, "notable", images / most);
            }));
  }

  private static List<Block> subgroups(List<TableRow> rows) {
    double overall = 100 - rows.get(0).percent("overall");
    List<Dot> dots =
        rows.stream().map(row -> Dot.error(words(row), row.is("worse") ? 1 : 0, row)).toList();
    String worse =
        rows.stream()
            .filter(row -> row.is("worse"))
            .map(
                row ->
                    "%s (%s right)"
                        .formatted(words(row), DisplayText.share(row.asDouble("accuracy"))))
            .collect(Collectors.joining(", "));
    return List.of(
        new Paragraph(
            (worse.isEmpty()
                    ? "In no subgroup is it worse than on all test images."
                    : "It is worse than on all test images on: %s.".formatted(worse))
                + " A subgroup is flagged when its whole 95 % interval lies above the error on all"
                + " images; among so many, one or two may be flagged by chance. Brightness,"
                + " contrast and width of strokes part the images into quarters. A digit hardly"
                + " shows where the steps of colour across its outline are less than 2.5 times"
                + " those within the ground."),
        new Plots(
            "Share of each subgroup read wrong, with 95 % intervals; at the right, the share read"
                + " right. Squares: flagged; the line is all images.",
            List.of(
                DotPlot.of(
                    "error by subgroup of the test images",
                    Axis.of(
                        "error, %",
                        DoubleStream.concat(DoubleStream.of(overall, 0), DotPlot.values(dots))),
                    overall,
                    dots))));
  }

  private static String words(TableRow row) {
    return DisplayText.name(WeakSubgroups.words(row.text("slice")));
  }

  private static List<Block> byModality(List<TableRow> rows) {
    double most = rows.stream().mapToDouble(row -> 1 - row.asDouble("accuracy")).max().orElse(1);
    return List.of(
        Columns.crossed(
            "Share of the test images of each modality read right; the deeper the shade, the more"
                + " are read wrong.",
            rows,
            "network",
            TableRow::network,
            row -> DisplayText.name(row.text("modality")),
            row ->
                Cell.shaded(
                    DisplayText.share(row.asDouble("accuracy")),
                    "notable",
                    (1 - row.asDouble("accuracy")) / most)));
  }
}
