package polymnist.report.chapter.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;

/** How many images there are of what, and what they and their digits look like, in figures. */
final class CorpusFigures {
  static final String RESOLUTION =
      """
      SELECT split,
             width,
             height,
             channels,
             SUM(images)                            AS images,
             COUNT(DISTINCT modality)               AS modalities,
             MIN(min_bytes)                         AS min_bytes,
             SUM(mean_bytes * images) / SUM(images) AS mean_bytes,
             MAX(max_bytes)                         AS max_bytes
      FROM   eda_resolution
      GROUP  BY split, width, height, channels
      ORDER  BY images DESC, split, width, height, channels
      LIMIT  30
      """;

  static final String BALANCE =
      """
      SELECT split, modality, label, images, share
      FROM   eda_balance
      ORDER  BY CASE split WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END,
                split,
                modality,
                label
      """;

  static final String MODALITIES =
      """
      SELECT modality, channel, images, mean, deviation, minimum, maximum
      FROM   eda_modalities
      ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey')
      """;

  static final String BALANCE_TEST =
      """
      SELECT split, verdict, COUNT(*) AS modalities, MIN(p_value) AS p_value,
             MAX(effect_size) AS effect_size
      FROM   eda_balance_test
      WHERE  images > 0
      GROUP  BY split, verdict
      ORDER  BY split, verdict
      """;

  static final String TUPLES =
      """
      SELECT published_split,
             SUM(tuples)         AS tuples,
             SUM(complete)       AS complete,
             SUM(missing_images) AS missing_images,
             MIN(example)        AS example
      FROM   eda_tuples
      GROUP  BY published_split
      ORDER  BY published_split
      """;

  static final String HISTOGRAMS =
      """
      SELECT modality, channel, 4 * (level DIV 4) + 2 AS level, SUM(share) / 4 AS share
      FROM   eda_histograms
      GROUP  BY modality, channel, 4 * (level DIV 4) + 2
      ORDER  BY modality, channel, level
      """;

  static final String MEAN_IMAGES =
      """
      WITH usual AS (
        SELECT *,
               ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY images DESC, width, channels)
               AS place
        FROM   eda_mean_images
      )
      SELECT modality, label, images, mean_picture, deviation_picture
      FROM   usual
      WHERE  place = 1
      ORDER  BY modality, label
      """;

  static final String CLASSES =
      """
      SELECT label, images, brightness, contrast, sharpness, entropy
      FROM   eda_classes
      ORDER  BY label
      """;

  static final String DIGITS =
      """
      SELECT label, images, ink, centre_x, centre_y, stroke_width, slant, slant_deviation,
             box_width, box_height, digit_contrast
      FROM   eda_digits
      ORDER  BY label
      """;

  static final String MASKS =
      """
      SELECT modality, images, by_photo, by_estimate, compared, overlap, overlap_90
      FROM   eda_masks
      ORDER  BY modality
      """;

  private CorpusFigures() {}

  static List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    String empty = "The corpus has no image.";
    Pictures pictures = study.pictures();
    blocks.addAll(
        study.blocks(List.of("eda_resolution"), RESOLUTION, empty, CorpusFigures::resolution));
    blocks.add(new Heading("Balance of the classes"));
    blocks.addAll(study.blocks(List.of("eda_balance"), BALANCE, empty, CorpusFigures::balance));
    blocks.addAll(
        study.blocks(List.of("eda_balance_test"), BALANCE_TEST, empty, CorpusFigures::balanceTest));
    blocks.addAll(study.blocks(List.of("eda_tuples"), TUPLES, empty, CorpusFigures::tuples));
    blocks.add(new Heading("Modalities and classes in figures"));
    blocks.addAll(
        study.blocks(List.of("eda_modalities"), MODALITIES, empty, CorpusFigures::modalities));
    blocks.addAll(
        study.blocks(
            List.of("eda_histograms"),
            HISTOGRAMS,
            empty,
            answer -> histograms(answer, study.plots())));
    blocks.addAll(study.blocks(List.of("eda_classes"), CLASSES, empty, CorpusFigures::classes));
    blocks.addAll(
        study.blocks(
            List.of("eda_mean_images"),
            MEAN_IMAGES,
            "No image is small enough for a mean image.",
            answer -> meanImages(answer, pictures)));
    blocks.add(new Heading("The digits"));
    blocks.addAll(
        study.blocks(
            List.of("eda_digits"),
            DIGITS,
            "No digit was found on any image.",
            CorpusFigures::digits));
    blocks.addAll(study.blocks(List.of("eda_masks"), MASKS, empty, CorpusFigures::masks));
    return blocks;
  }

  private static List<Block> resolution(QueryAnswer answer) {
    List<Line> lines =
        answer.rows().stream()
            .map(
                row ->
                    Line.of(
                        DisplayText.name(row.text("split")),
                        Cell.number(
                            String.format(
                                Locale.ROOT, "%d × %d", row.asLong("width"), row.asLong("height"))),
                        Cell.text(row.asLong("channels") == 1 ? "grey" : "colour"),
                        Cell.number(DisplayText.count(row.asLong("images"))),
                        Cell.number(DisplayText.count(row.asLong("modalities"))),
                        Cell.number(DisplayText.bytes(row.asDouble("min_bytes"))),
                        Cell.number(DisplayText.bytes(row.asDouble("mean_bytes"))),
                        Cell.number(DisplayText.bytes(row.asDouble("max_bytes")))))
            .toList();
    return List.of(
        new Table(
            answer.caption("Resolution and size of the encoded images, by split."),
            List.of(
                Cell.text("split"),
                Cell.number("pixels"),
                Cell.text("samples"),
                Cell.number("images"),
                Cell.number("modalities"),
                Cell.number("smallest"),
                Cell.number("mean"),
                Cell.number("largest")),
            lines));
  }

  private static List<Block> balance(QueryAnswer answer) {
    Map<String, Map<Long, TableRow>> byGroup = new LinkedHashMap<>();
    TreeSet<Long> labels = new TreeSet<>();
    for (TableRow row : answer.rows()) {
      String group =
          DisplayText.name(row.text("split")) + " " + DisplayText.name(row.text("modality"));
      byGroup.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(row.asLong("label"), row);
      labels.add(row.asLong("label"));
    }
    List<Line> lines =
        byGroup.entrySet().stream()
            .map(group -> balanceLine(group.getKey(), group.getValue(), labels))
            .toList();
    return List.of(
        new Paragraph(spread(answer.rows(), labels.size())),
        new Table(
            answer.caption(
                "Images by split, modality and label; the deeper the shade, the further from an"
                    + " equal share."),
            header("split, modality", labels.stream().map(label -> "" + label).toList(), "all"),
            lines));
  }

  private static List<Cell> header(String head, List<String> columns, String last) {
    List<Cell> header = new ArrayList<>(List.of(Cell.text(head)));
    columns.forEach(column -> header.add(Cell.number(column)));
    header.add(Cell.number(last));
    return header;
  }

  private static Line balanceLine(String head, Map<Long, TableRow> byLabel, Set<Long> labels) {
    List<Cell> cells = new ArrayList<>();
    long all = 0;
    for (long label : labels) {
      TableRow row = byLabel.get(label);
      long images = row == null ? 0 : row.asLong("images");
      double share = row == null ? 0 : row.asDouble("share");
      double away = Math.abs(share * labels.size() - 1);
      cells.add(Cell.shaded(DisplayText.count(images), Shade.notable(away)));
      all += images;
    }
    cells.add(Cell.number(DisplayText.count(all)));
    return new Line(head, false, cells);
  }

  private static String spread(List<TableRow> rows, int labels) {
    double least = rows.stream().mapToDouble(row -> row.asDouble("share")).min().orElse(Double.NaN);
    double most = rows.stream().mapToDouble(row -> row.asDouble("share")).max().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        ("With %d labels an equal share is %s; the rarest label of a split and modality has %s,"
            + " the most frequent %s."),
        labels,
        DisplayText.share(1.0 / labels),
        DisplayText.share(least),
        DisplayText.share(most));
  }

  private static List<Block> modalities(QueryAnswer answer) {
    Map<String, Map<String, TableRow>> byModality = new LinkedHashMap<>();
    List<String> channels = new ArrayList<>();
    for (TableRow row : answer.rows()) {
      String channel = row.text("channel");
      byModality
          .computeIfAbsent(DisplayText.name(row.text("modality")), key -> new LinkedHashMap<>())
          .put(channel, row);
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
    }
    List<Line> lines = new ArrayList<>();
    byModality.forEach(
        (modality, byChannel) -> {
          List<Cell> cells = new ArrayList<>();
          for (String channel : channels) {
            TableRow row = byChannel.get(channel);
            cells.add(Cell.number(row == null ? DisplayText.UNKNOWN : level(row)));
          }
          long images =
              byChannel.values().stream().mapToLong(row -> row.asLong("images")).max().orElse(0);
          cells.add(Cell.number(DisplayText.count(images)));
          lines.add(new Line(modality, false, cells));
        });
    return List.of(
        new Table(
            answer.caption(
                "Samples (0 to 255) by modality and colour: mean ± standard deviation, least and"
                    + " greatest."),
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

  private static List<Block> classes(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "Images of each label: mean brightness, contrast as the mean deviation within an"
                    + " image, and sharpness as that of its Laplacian, in samples of 0 to 255;"
                    + " entropy of the luminance in bits."),
            answer.rows(),
            Column.text("label", "label"),
            Column.count("images", "images"),
            Column.decimal("brightness", "brightness", 1),
            Column.decimal("contrast", "contrast", 1),
            Column.decimal("sharpness", "sharpness", 1),
            Column.decimal("entropy", "entropy", 2)));
  }

  private static List<Block> balanceTest(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "Pearson's chi-squared test of equally frequent labels, modality by modality: the"
                    + " least p-value, and the greatest effect (w: 0.1 is small, 0.3 medium)."),
            answer.rows(),
            Column.name("split", "split"),
            Column.text("verdict", "verdict"),
            Column.count("modalities", "modalities"),
            Column.number("p-value", row -> DisplayText.pValue(row.asDouble("p_value"))),
            Column.decimal("effect", "effect_size", 3)));
  }

  private static List<Block> tuples(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "Tuples: one image a modality for each label and index of a published split."),
            answer.rows(),
            Column.name("published split", "published_split"),
            Column.count("tuples", "tuples"),
            Column.count("complete", "complete"),
            Column.count("missing images", "missing_images"),
            Column.name("an incomplete one", "example")));
  }

  private static List<Block> histograms(QueryAnswer answer, Plots plots) {
    Map<String, Map<String, List<TableRow>>> byModality =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> DisplayText.name(row.text("modality")),
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        row -> row.text("channel"), LinkedHashMap::new, Collectors.toList())));
    List<Picture> drawn =
        byModality.entrySet().stream()
            .map(
                modality ->
                    plots.lines(
                        "Samples of " + modality.getKey(),
                        "sample",
                        "share",
                        modality.getValue().entrySet().stream()
                            .map(
                                channel ->
                                    new Plots.Curve(
                                        channel.getKey(),
                                        colour(channel.getKey()),
                                        false,
                                        channel.getValue().stream()
                                            .map(row -> row.asDouble("level"))
                                            .toList(),
                                        channel.getValue().stream()
                                            .map(row -> row.asDouble("share"))
                                            .toList()))
                            .toList(),
                        "histogram of the samples of modality %s, by colour channel"
                            .formatted(modality.getKey())))
            .toList();
    return List.of(
        new Charts(
            answer.caption(
                "How often each sample value occurs, by modality and colour channel: the share of"
                    + " the channel's samples, averaged over four values."),
            drawn));
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

  private static List<Block> meanImages(QueryAnswer answer, Pictures pictures) {
    Map<String, List<TableRow>> byModality =
        TableRow.grouped(answer.rows(), row -> DisplayText.name(row.text("modality")));
    List<Strip> strips = new ArrayList<>();
    byModality.forEach(
        (modality, rows) -> {
          strips.add(strip(modality + ", mean", rows, "mean_picture", pictures));
          strips.add(strip(modality + ", deviation", rows, "deviation_picture", pictures));
        });
    return List.of(
        new Gallery(
            answer.caption(
                "The mean of all images of a modality and label, by label from left to right, and"
                    + " twice their standard deviation: where it is bright, images differ."),
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

  private static List<Block> digits(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "How each digit is written: means over its images. Lengths are in pixels, slant in"
                    + " degrees to the right with its standard deviation; contrast is between ink"
                    + " and the ground around it, in samples of 0 to 255."),
            answer.rows(),
            Column.text("label", "label"),
            Column.count("images", "images"),
            Column.number("ink", row -> DisplayText.share(row.asDouble("ink"))),
            Column.number(
                "centre",
                row ->
                    DisplayText.decimal(row.asDouble("centre_x"), 1)
                        + ", "
                        + DisplayText.decimal(row.asDouble("centre_y"), 1)),
            Column.decimal("stroke width", "stroke_width", 2),
            Column.number(
                "slant",
                row ->
                    DisplayText.decimal(row.asDouble("slant"), 1)
                        + " ± "
                        + DisplayText.decimal(row.asDouble("slant_deviation"), 1)),
            Column.number(
                "box",
                row ->
                    DisplayText.decimal(row.asDouble("box_width"), 1)
                        + " × "
                        + DisplayText.decimal(row.asDouble("box_height"), 1)),
            Column.decimal("contrast", "digit_contrast", 1)));
  }

  private static List<Block> masks(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "How the pixels of ink were told from the ground: exactly, where the crop of the"
                    + " photo was found, else estimated from the image. How good the estimate is,"
                    + " is measured where the exact mask is known: the overlap of both"
                    + " (intersection over union), its mean and how often it is at least 0.9."),
            answer.rows(),
            Column.name("modality", "modality"),
            Column.count("images", "images"),
            Column.count("exact", "by_photo"),
            Column.count("estimated", "by_estimate"),
            Column.count("compared", "compared"),
            Column.decimal("mean overlap", "overlap", 3),
            Column.number("at least 0.9", row -> DisplayText.share(row.asDouble("overlap_90")))));
  }
}
