package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import polymnist.answer.WeakSubgroups;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;

/** Where networks fail: which digits for which, in which subgroups, and labels to look at. */
final class ErrorsChapter {
  private static final String NONE = "No network was evaluated on the test images.";
  private static final int WORST = 5;

  private ErrorsChapter() {}

  static Chapter chapter(int mistakes, Pictures pictures) {
    return new Chapter(
        "errors",
        "Errors",
        "What the best network reads wrong. Of other networks the explorer tells.",
        List.of(
            Figure.open("confusion", "Confusion matrix", NONE, ErrorsChapter::confusion),
            Figure.open(
                "subgroups",
                "Subgroups",
                "The test images were not parted.",
                ErrorsChapter::subgroups),
            Figure.open("by-modality", "Network by modality", NONE, ErrorsChapter::byModality),
            Figure.open(
                "labels",
                "Labels to look at",
                "No two views of a digit are read as the same other digit.",
                rows -> labels(rows, pictures)),
            Figure.of(
                "explorer",
                "Explorer of test images",
                true,
                List.of(
                    new Note("The explorer needs the script of this page, which did not run."))),
            new Figure(
                "mistakes",
                "The surest mistakes",
                false,
                Query.named("surest-mistakes", Map.of("mistakes", mistakes)),
                "The best network made no mistake on the test images.",
                rows -> mistakes(rows, pictures)),
            Figure.closed("classes", "Digit by digit", NONE, ErrorsChapter::classes),
            Figure.closed(
                "subgroups-by-network",
                "Subgroups by network",
                "The test images were not parted.",
                ErrorsChapter::subgroupsByNetwork)));
  }

  private static List<Block> confusion(List<TableRow> rows) {
    Map<Long, Map<Long, Long>> counts = new TreeMap<>();
    for (TableRow row : rows) {
      counts
          .computeIfAbsent(row.asLong("label"), key -> new TreeMap<>())
          .put(row.asLong("predicted"), row.asLong("images"));
    }
    List<Long> digits =
        rows.stream().map(row -> row.asLong("predicted")).distinct().sorted().toList();
    List<TableRow> mistakes =
        rows.stream()
            .filter(row -> row.asLong("label") != row.asLong("predicted") && images(row) > 0)
            .sorted(Comparator.comparingLong(ErrorsChapter::images).reversed())
            .toList();
    long most = mistakes.stream().mapToLong(ErrorsChapter::images).max().orElse(1);
    List<Cell> header = new ArrayList<>(List.of(Cell.text("is ↓ read as →")));
    digits.forEach(digit -> header.add(Cell.number(Long.toString(digit))));
    header.add(Cell.number("recall"));
    List<Line> lines = new ArrayList<>();
    counts.forEach((label, read) -> lines.add(line(label, read, digits, most)));
    return List.of(
        new Paragraph(
            mistakes.isEmpty()
                ? "It made no mistake."
                : "Its most frequent mistakes: %s."
                    .formatted(
                        mistakes.stream()
                            .limit(WORST)
                            .map(
                                row ->
                                    String.format(
                                        Locale.ROOT,
                                        "%d read as %d (%s×)",
                                        row.asLong("label"),
                                        row.asLong("predicted"),
                                        DisplayText.count(images(row))))
                            .collect(Collectors.joining(", ")))),
        new Table(
            ("Test images by true digit (rows) and what %s read (columns). Blue: right, by share of"
                    + " the row; orange: mistakes, by their number.")
                .formatted(rows.get(0).network()),
            header,
            lines));
  }

  private static Line line(long label, Map<Long, Long> read, List<Long> digits, long most) {
    double all = read.values().stream().mapToLong(Long::longValue).sum();
    List<Cell> cells = new ArrayList<>();
    for (long digit : digits) {
      long images = read.getOrDefault(digit, 0L);
      cells.add(
          Cell.shaded(
              DisplayText.count(images),
              digit == label ? Shade.good(images / all) : Shade.notable(images / (double) most)));
    }
    cells.add(Cell.number(DisplayText.accuracy(read.getOrDefault(label, 0L) / all)));
    return new Line(Long.toString(label), false, cells);
  }

  private static long images(TableRow row) {
    return row.asLong("images");
  }

  private static List<Block> subgroups(List<TableRow> rows) {
    double overall = 100 - rows.get(0).percent("overall");
    List<DotRow> dots =
        rows.stream()
            .map(
                row ->
                    DotRow.of(
                        DisplayText.name(WeakSubgroups.words(row.text("slice"))),
                        new Dot(
                            row.is("worse") ? 1 : 0,
                            100 - row.percent("accuracy"),
                            100 - row.percent("upper"),
                            100 - row.percent("lower"),
                            row.is("worse"),
                            "%s of %s"
                                .formatted(
                                    DisplayText.share(1 - row.asDouble("accuracy")),
                                    DisplayText.count(row.asLong("n"))))))
            .toList();
    String worse =
        rows.stream()
            .filter(row -> row.is("worse"))
            .map(
                row ->
                    "%s (%s right)"
                        .formatted(
                            DisplayText.name(WeakSubgroups.words(row.text("slice"))),
                            DisplayText.share(row.asDouble("accuracy"))))
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
        Plots.of(
            "Share of each subgroup read wrong, with 95 % intervals and the number of images;"
                + " filled: flagged; the line is all images.",
            new DotPlot(
                    "error by subgroup of the test images",
                    Axis.of(
                        "error, %",
                        DoubleStream.concat(DoubleStream.of(overall, 0), DotPlot.values(dots))),
                    overall,
                    List.of(),
                    dots)
                .plot()));
  }

  private static List<Block> subgroupsByNetwork(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Subgroups of the test images on which each network is worse than on all.",
            rows,
            Column.network(),
            Column.number(
                "flagged", row -> "%s of %s".formatted(row.asLong("worse"), row.asLong("slices"))),
            Column.text(
                "which",
                row ->
                    row.texts("names").stream()
                        .map(slice -> DisplayText.name(WeakSubgroups.words(slice)))
                        .collect(Collectors.joining(", ")))));
  }

  private static List<Block> byModality(List<TableRow> rows) {
    List<String> modalities =
        rows.stream().map(row -> row.text("modality")).distinct().sorted().toList();
    double most = rows.stream().mapToDouble(row -> 1 - row.asDouble("accuracy")).max().orElse(1);
    List<Cell> header = new ArrayList<>(List.of(Cell.text("network")));
    modalities.forEach(modality -> header.add(Cell.number(DisplayText.name(modality))));
    List<Line> lines = new ArrayList<>();
    TableRow.grouped(rows, TableRow::network)
        .forEach(
            (network, ofNetwork) -> {
              Map<String, Double> right =
                  ofNetwork.stream()
                      .collect(
                          Collectors.toMap(
                              row -> row.text("modality"), row -> row.asDouble("accuracy")));
              lines.add(
                  new Line(
                      network,
                      false,
                      modalities.stream()
                          .map(modality -> right.getOrDefault(modality, Double.NaN))
                          .map(
                              share ->
                                  Cell.shaded(
                                      DisplayText.share(share), Shade.notable((1 - share) / most)))
                          .toList()));
            });
    return List.of(
        new Table(
            "Share of the test images of each modality read right; the deeper the shade, the more"
                + " are read wrong.",
            header,
            lines));
  }

  private static List<Block> classes(List<TableRow> rows) {
    return List.of(
        Table.of(
            "The best network by digit. Precision: of what it read as this digit, the share that"
                + " is; recall, with its 95 % interval: of images of this digit, the share that it"
                + " read.",
            rows,
            Column.name("digit", "label"),
            Column.accuracy("precision", "precision"),
            Column.accuracy("recall", "recall"),
            Column.interval(),
            Column.accuracy("F1", "f1"),
            Column.count("n", "n")));
  }

  private static List<Block> mistakes(List<TableRow> rows, Pictures pictures) {
    return List.of(
        new Gallery(
            "Test images that the best network read wrong, the surest first, with the probability"
                + " that it gave its answer.",
            "cards",
            List.of(Strip.of("", rows.stream().map(row -> mistake(row, pictures)).toList()))));
  }

  /** A picture of a mistake, and what it was read as. */
  static Tile mistake(TableRow row, Pictures pictures) {
    String words =
        "%s read as %s, %s"
            .formatted(
                row.text("label"),
                row.text("predicted"),
                DisplayText.share(row.asDouble("probability")));
    return new Tile(
        pictures.pixels(
            row.bytes("picture"), "%s: %s".formatted(DisplayText.name(row.text("id")), words)),
        words);
  }

  private static List<Block> labels(List<TableRow> rows, Pictures pictures) {
    return List.of(
        new Gallery(
            "Images of validation and test that the best network reads as another digit, together"
                + " with other views of the same handwriting: here the label may be wrong, or the"
                + " handwriting unclear.",
            "cards",
            List.of(Strip.of("", rows.stream().map(row -> label(row, pictures)).toList()))));
  }

  private static Tile label(TableRow row, Pictures pictures) {
    String id = DisplayText.name(row.text("id"));
    String words =
        "%s read as %s, %s"
            .formatted(
                row.text("label"),
                row.text("suggested"),
                DisplayText.share(row.asDouble("confidence")));
    return new Tile(
        pictures.pixels(row.bytes("picture"), "%s: %s".formatted(id, words)),
        "%s, as %s of its %s other views, %s"
            .formatted(words, row.text("views_agreeing"), row.text("views"), id));
  }
}
