package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.Columns;
import polymnist.report.block.Pictures;

/**
 * Makes figures as the files of their queries tell them: {@code title} and {@code words} head a
 * figure, {@code plot}, {@code table}, {@code facts} and {@code grid} or {@code cards} are captions
 * of what is made of the rows, {@code columns} names those of a table where it has not all, and
 * {@code none} is said where there is no row.
 *
 * <p>A gallery has a strip for each text of the column {@code strip}, with a tile for each column
 * of pictures, which its name's end tells; under the last the text of the column {@code words}.
 *
 * @param numbers of the settings, by their names in queries
 */
record Figures(Pictures pictures, Map<String, Integer> numbers) {
  private static final String NOT_TESTED = "No network was evaluated on the test images.";

  /** A figure of its rows alone, open at first. */
  Figure open(String id) {
    return plotted(id, true, rows -> List.of());
  }

  /** A figure of its rows alone, closed at first. */
  Figure closed(String id) {
    return plotted(id, false, rows -> List.of());
  }

  /** A figure with plots before its table. */
  Figure plotted(String id, boolean open, Function<List<TableRow>, List<Plot>> plots) {
    Query query = query(id);
    return figure(id, open, query, rows -> blocks(query.words(), rows, plots.apply(rows)));
  }

  /** A figure of which its file tells title and query only. */
  Figure of(String id, boolean open, Function<List<TableRow>, List<Block>> blocks) {
    return figure(id, open, query(id), blocks);
  }

  /** Returns the query of a figure. */
  Query query(String id) {
    return Query.named(id, numbers);
  }

  private static Figure figure(
      String id, boolean open, Query query, Function<List<TableRow>, List<Block>> blocks) {
    Map<String, String> words = query.words();
    return new Figure(
        id, words.get("title"), open, query, words.getOrDefault("none", NOT_TESTED), blocks);
  }

  private List<Block> blocks(Map<String, String> words, List<TableRow> rows, List<Plot> plots) {
    List<Block> blocks = new ArrayList<>();
    if (words.containsKey("words")) {
      blocks.add(new Paragraph(words.get("words")));
    }
    if (!plots.isEmpty()) {
      blocks.add(new Plots(words.get("plot"), plots));
    }
    if (words.containsKey("table")) {
      blocks.add(Columns.table(words.get("table"), words.getOrDefault("columns", ""), rows));
    }
    if (words.containsKey("facts")) {
      blocks.add(Columns.facts(words.get("facts"), rows.get(0)));
    }
    for (String kind : List.of("grid", "cards")) {
      if (words.containsKey(kind)) {
        blocks.add(new Gallery(words.get(kind), kind, strips(rows)));
      }
    }
    return blocks;
  }

  private List<Strip> strips(List<TableRow> rows) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(rows, row -> optional(row, "strip"))
        .forEach(
            (title, ofStrip) ->
                strips.add(
                    Strip.of(
                        DisplayText.name(title),
                        ofStrip.stream().flatMap(row -> tiles(row).stream()).toList())));
    return strips;
  }

  /** Returns the pictures of a row. */
  List<Tile> tiles(TableRow row) {
    String words = DisplayText.sentence(optional(row, "words"));
    List<Tile> tiles = new ArrayList<>();
    for (String column : row.values().keySet()) {
      if (column.endsWith("picture")) {
        String id = DisplayText.name(optional(row, column.replaceFirst("picture$", "id")));
        boolean last = column.equals("picture");
        String alt = (id + ": " + (last ? words : "")).replaceFirst(": $", "");
        tiles.add(new Tile(pictures.pixels(row.bytes(column), alt), last ? words : ""));
      }
    }
    return tiles;
  }

  private static String optional(TableRow row, String column) {
    return Objects.toString(row.values().get(column), "");
  }
}
