package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;

/** How many images there are of what, and what they and their digits look like. */
final class DataChapter {
  private static final String EMPTY = "The corpus has no image.";

  private DataChapter() {}

  static Chapter chapter(int examples, Pictures pictures) {
    return new Chapter(
        "data",
        "Data",
        "Each image shows one handwritten digit on a background; images on crops of one photo are a"
            + " modality. What follows was computed from all of them.",
        Stream.of(
                Stream.of(
                    new Figure(
                        "modalities",
                        "The modalities",
                        true,
                        Query.named("representatives", Map.of("examples", 1)),
                        EMPTY,
                        rows ->
                            representatives(
                                rows.stream()
                                    .filter(row -> row.text("kind").equals("typical"))
                                    .toList(),
                                "Of each modality the most typical image of each digit.",
                                pictures)),
                    Figure.closed("resolution", "Resolution", EMPTY, DataChapter::resolution)),
                DataProblems.expectations().stream(),
                DataProblems.problems(pictures).stream(),
                Stream.of(
                    new Figure(
                        "representatives",
                        "Representative images",
                        false,
                        Query.named("representatives", Map.of("examples", examples)),
                        EMPTY,
                        rows ->
                            representatives(
                                rows,
                                "Images of each modality, by label from left to right: the most"
                                    + " typical, with the least mean distance to all images of their"
                                    + " modality and label, random ones, and the least typical.",
                                pictures)),
                    Figure.closed("balance", "Balance of the classes", EMPTY, DataChapter::balance),
                    Figure.closed(
                        "balance-test",
                        "Are labels equally frequent?",
                        EMPTY,
                        DataChapter::balanceTest),
                    Figure.closed("tuples", "Tuples", EMPTY, DataChapter::tuples),
                    Figure.closed(
                        "samples-by-modality",
                        "Colours of the modalities",
                        EMPTY,
                        DataChapter::colours),
                    Figure.closed("histograms", "Values of pixels", EMPTY, DataChapter::histograms),
                    Figure.closed(
                        "digits-in-figures", "Images by label", EMPTY, DataChapter::classes),
                    Figure.closed(
                        "mean-images",
                        "Mean images",
                        "No image is small enough for a mean image.",
                        rows -> meanImages(rows, pictures)),
                    Figure.closed(
                        "strokes",
                        "How each digit is written",
                        "No digit was found on any image.",
                        DataChapter::strokes),
                    Figure.closed(
                        "masks", "How ink was told from ground", EMPTY, DataChapter::masks)),
                DataProblems.questions(pictures).stream())
            .flatMap(figures -> figures)
            .toList());
  }

  private static List<Block> representatives(
      List<TableRow> rows, String caption, Pictures pictures) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("modality") + ", " + row.text("kind"))
        .forEach(
            (title, ofKind) ->
                strips.add(
                    Strip.of(
                        DisplayText.name(title),
                        ofKind.stream()
                            .map(
                                row ->
                                    new Tile(
                                        pictures.pixels(
                                            row.bytes("picture"),
                                            "a %s image of digit %s, %s"
                                                .formatted(
                                                    DisplayText.name(title),
                                                    row.text("label"),
                                                    DisplayText.name(row.text("id")))),
                                        ""))
                            .toList())));
    return List.of(new Gallery(caption, "grid", strips));
  }

  private static List<Block> resolution(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Resolution and size of the encoded images, by split.",
            rows,
            Column.name("split", "split"),
            Column.number("pixels", row -> row.text("width") + " × " + row.text("height")),
            Column.text("samples", row -> row.asLong("channels") == 1 ? "grey" : "colour"),
            Column.count("images", "images"),
            Column.count("modalities", "modalities"),
            Column.number("smallest", row -> DisplayText.bytes(row.asDouble("min_bytes"))),
            Column.number("mean", row -> DisplayText.bytes(row.asDouble("mean_bytes"))),
            Column.number("largest", row -> DisplayText.bytes(row.asDouble("max_bytes")))));
  }

  private static List<Block> balance(List<TableRow> rows) {
    TreeSet<Long> labels = new TreeSet<>();
    rows.forEach(row -> labels.add(row.asLong("label")));
    double least = rows.stream().mapToDouble(row -> row.asDouble("share")).min().orElse(Double.NaN);
    double most = rows.stream().mapToDouble(row -> row.asDouble("share")).max().orElse(Double.NaN);
    List<Line> lines = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("split") + " " + row.text("modality"))
        .forEach((group, ofGroup) -> lines.add(balanceLine(group, ofGroup, labels)));
    return List.of(
        new Paragraph(
            String.format(
                Locale.ROOT,
                "With %d labels an equal share is %s; the rarest label of a split and modality has"
                    + " %s, the most frequent %s.",
                labels.size(),
                DisplayText.share(1.0 / labels.size()),
                DisplayText.share(least),
                DisplayText.share(most))),
        new Table(
            "Images by split, modality and label; the deeper the shade, the further from an equal"
                + " share.",
            header("split, modality", labels.stream().map(String::valueOf).toList(), "all"),
            lines));
  }

  private static List<Cell> header(String head, List<String> columns, String last) {
    List<Cell> header = new ArrayList<>(List.of(Cell.text(head)));
    columns.forEach(column -> header.add(Cell.number(column)));
    header.add(Cell.number(last));
    return header;
  }

  private static Line balanceLine(String head, List<TableRow> rows, Set<Long> labels) {
    Map<Long, TableRow> byLabel = new LinkedHashMap<>();
    rows.forEach(row -> byLabel.put(row.asLong("label"), row));
    List<Cell> cells = new ArrayList<>();
    long all = 0;
    for (long label : labels) {
      TableRow row = byLabel.get(label);
      long images = row == null ? 0 : row.asLong("images");
      double share = row == null ? 0 : row.asDouble("share");
      cells.add(
          Cell.shaded(
              DisplayText.count(images), Shade.notable(Math.abs(share * labels.size() - 1))));
      all += images;
    }
    cells.add(Cell.number(DisplayText.count(all)));
    return new Line(DisplayText.name(head), false, cells);
  }

  private static List<Block> balanceTest(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Pearson's chi-squared test of equally frequent labels, modality by modality: the least"
                + " p-value, and the greatest effect (w: 0.1 is small, 0.3 medium).",
            rows,
            Column.name("split", "split"),
            Column.text("verdict", "verdict"),
            Column.count("modalities", "modalities"),
            Column.probability("p", "p_value"),
            Column.decimal("effect", "effect_size", 3)));
  }

  private static List<Block> tuples(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Tuples: one image a modality for each label and index of a published split.",
            rows,
            Column.name("published split", "published_split"),
            Column.count("tuples", "tuples"),
            Column.count("complete", "complete"),
            Column.count("missing images", "missing_images"),
            Column.name("an incomplete one", "example")));
  }

  private static List<Block> colours(List<TableRow> rows) {
    List<String> channels = rows.stream().map(row -> row.text("channel")).distinct().toList();
    List<Line> lines = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("modality"))
        .forEach(
            (modality, ofModality) -> {
              List<Cell> cells = new ArrayList<>();
              for (String channel : channels) {
                cells.add(
                    Cell.number(
                        ofModality.stream()
                            .filter(row -> row.text("channel").equals(channel))
                            .map(DataChapter::level)
                            .findFirst()
                            .orElse(DisplayText.UNKNOWN)));
              }
              cells.add(
                  Cell.number(
                      DisplayText.count(
                          ofModality.stream()
                              .mapToLong(row -> row.asLong("images"))
                              .max()
                              .orElse(0))));
              lines.add(new Line(DisplayText.name(modality), false, cells));
            });
    return List.of(
        new Table(
            "Samples (0 to 255) by modality and colour: mean ± standard deviation, least and"
                + " greatest.",
            header("modality", channels, "images"),
            lines));
  }

  private static String level(TableRow row) {
    return "%s ± %s (%s–%s)"
        .formatted(
            DisplayText.decimal(row.asDouble("mean"), 1),
            DisplayText.decimal(row.asDouble("deviation"), 1),
            DisplayText.decimal(row.asDouble("minimum"), 0),
            DisplayText.decimal(row.asDouble("maximum"), 0));
  }

  private static List<Block> histograms(List<TableRow> rows) {
    List<Plot> plots = new ArrayList<>();
    double most = rows.stream().mapToDouble(row -> row.percent("share")).max().orElse(1);
    TableRow.grouped(rows, row -> DisplayText.name(row.text("modality")))
        .forEach(
            (modality, ofModality) -> {
              List<Series> series = new ArrayList<>();
              TableRow.grouped(ofModality, row -> row.text("channel"))
                  .forEach(
                      (channel, levels) ->
                          series.add(
                              Series.of(
                                  channel,
                                  colour(channel),
                                  channel.equals("green") ? Mode.DASHED : Mode.LINE,
                                  levels,
                                  row -> row.asDouble("level"),
                                  row -> row.percent("share"))));
              plots.add(
                  new LinePlot(
                          "how often each sample value occurs in modality " + modality,
                          new Axis(modality + ", sample", 0, 255, false),
                          new Axis("share, %", 0, Math.max(most, 1e-6), false),
                          series)
                      .plot());
            });
    return List.of(
        new Plots(
            "How often each sample value occurs, by modality and colour channel: the share of the"
                + " channel's samples, averaged over four values.",
            plots));
  }

  /** The colour of the plots that is nearest to the channel's. */
  private static int colour(String channel) {
    return switch (channel) {
      case "red" -> 1;
      case "green" -> 2;
      case "blue" -> 0;
      default -> 3;
    };
  }

  private static List<Block> classes(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Images of each label: mean brightness, contrast as the mean deviation within an image,"
                + " and sharpness as that of its Laplacian, in samples of 0 to 255; entropy of the"
                + " luminance in bits.",
            rows,
            Column.text("label", "label"),
            Column.count("images", "images"),
            Column.decimal("brightness", "brightness", 1),
            Column.decimal("contrast", "contrast", 1),
            Column.decimal("sharpness", "sharpness", 1),
            Column.decimal("entropy", "entropy", 2)));
  }

  private static List<Block> meanImages(List<TableRow> rows, Pictures pictures) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(rows, row -> DisplayText.name(row.text("modality")))
        .forEach(
            (modality, ofModality) -> {
              strips.add(strip(modality + ", mean", ofModality, "mean_picture", pictures));
              strips.add(
                  strip(modality + ", deviation", ofModality, "deviation_picture", pictures));
            });
    return List.of(
        new Gallery(
            "The mean of all images of a modality and label, by label from left to right, and twice"
                + " their standard deviation: where it is bright, images differ.",
            "grid",
            strips));
  }

  private static Strip strip(String title, List<TableRow> rows, String column, Pictures pictures) {
    return Strip.of(
        title,
        rows.stream()
            .map(
                row ->
                    new Tile(
                        pictures.pixels(
                            row.bytes(column), title + " of digit " + row.text("label")),
                        ""))
            .toList());
  }

  private static List<Block> strokes(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Means over the images of each digit. Lengths are in pixels, slant in degrees to the"
                + " right with its standard deviation; contrast is between ink and the ground"
                + " around it, in samples of 0 to 255.",
            rows,
            Column.text("label", "label"),
            Column.count("images", "images"),
            Column.share("ink", "ink"),
            two("centre", "centre_x", ", ", "centre_y"),
            Column.decimal("stroke width", "stroke_width", 2),
            two("slant", "slant", " ± ", "slant_deviation"),
            two("box", "box_width", " × ", "box_height"),
            Column.decimal("contrast", "digit_contrast", 1)));
  }

  private static Column two(String head, String first, String between, String second) {
    return Column.number(
        head,
        row ->
            DisplayText.decimal(row.asDouble(first), 1)
                + between
                + DisplayText.decimal(row.asDouble(second), 1));
  }

  private static List<Block> masks(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Exactly, where the crop of the photo was found, else estimated from the image. How good"
                + " the estimate is, is measured where the exact mask is known: the overlap of both"
                + " (intersection over union), its mean and how often it is at least 0.9.",
            rows,
            Column.name("modality", "modality"),
            Column.count("images", "images"),
            Column.count("exact", "by_photo"),
            Column.count("estimated", "by_estimate"),
            Column.count("compared", "compared"),
            Column.decimal("mean overlap", "overlap", 3),
            Column.share("at least 0.9", "overlap_90")));
  }
}
