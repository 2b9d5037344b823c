package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.Pictures;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;

/** Own handwriting: how much is read, what is refused, and each picture step by step. */
public final class HandwritingChapter {
  /** The file beside the page on which digits are drawn. */
  public static final String DRAWING_PAGE = "draw.html";

  /** What the pictures of a row show; the steps happen to have the order of their names. */
  private static final Map<String, String> STEPS =
      new TreeMap<>(Map.of("mask", "ink found", "normalised", "normalised", "seen", "as seen"));

  /** What the detector takes for less of a digit than this is said to be none. */
  private static final double HALF = 0.5;

  private HandwritingChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "handwriting",
        "Handwriting",
        "Own pictures. The page %s beside this file reads what you draw, and saves it for the job"
                .formatted(DRAWING_PAGE)
            + " custom.",
        List.of(
            figures.open("handwriting"),
            figures.plotted("rejection", true, HandwritingChapter::rejection),
            figures.closed("thresholds"),
            figures.of("pictures", false, rows -> gallery(rows, figures.pictures()))));
  }

  private static List<Plot> rejection(List<TableRow> rows) {
    return List.of(
        DotPlot.of(
            "share of the pictures refused, by kind",
            new Axis("refused, %", 0, 100, false),
            Double.NaN,
            rows.stream()
                .map(
                    row ->
                        Dot.share(
                            DisplayText.name(row.text("shows")),
                            row.text("shows").equals("digit") ? 1 : 0,
                            row,
                            "refused"))
                .toList()));
  }

  private static List<Block> gallery(List<TableRow> rows, Pictures pictures) {
    return List.of(
        new Paragraph(
            "Each picture goes four steps: as it was drawn or photographed; the ink that was taken"
                + " for the digit; the digit made the size and weight of training images; and, as"
                + " one example of several, what the network saw. Then come the candidates that"
                + " were tried, the chosen one first: how likely each is to be the digit of the"
                + " picture, and what the detector takes it for. The three likeliest answers"
                + " follow."),
        new Gallery(
            "Pictures not read right come first, and those without a digit that got an answer.",
            "steps",
            rows.stream().map(row -> strip(row, pictures)).toList()));
  }

  private static Strip strip(TableRow row, Pictures pictures) {
    String name = DisplayText.name(row.text("path"));
    List<Tile> tiles = new ArrayList<>();
    tiles.add(new Tile(pictures.photo(row.bytes("original"), name), "original"));
    STEPS.forEach(
        (column, step) -> {
          if (row.has(column)) {
            tiles.add(new Tile(pictures.pixels(row.bytes(column), name + ", " + step), step));
          }
        });
    for (TableRow candidate : row.structs("candidates")) {
      String chosen = DisplayText.share(candidate.asDouble("chosen"));
      tiles.add(
          new Tile(
              pictures.pixels(
                  candidate.bytes("mask"),
                  "a candidate of %s: %s".formatted(name, DisplayText.name(candidate.text("way")))),
              candidate.asDouble("digitness") < HALF
                  ? chosen + " none"
                  : chosen + " as " + candidate.asLong("detected")));
    }
    return new Strip(name, DisplayText.sentence(row.text("words")), row.text("verdict"), tiles);
  }
}
