package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polymnist.answer.NumberText;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.PageLink;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;

/** Own handwriting: how much is read, what is refused, and each picture step by step. */
public final class HandwritingChapter {
  /** The file beside the page on which digits are drawn. */
  public static final String DRAWING_PAGE = "draw.html";

  private static final String UNLABELLED = "No picture is labelled, so accuracy is not known.";
  private static final int TOP = 3;

  /** What the detector takes for less of a digit than this is said to be none. */
  private static final double HALF = 0.5;

  private HandwritingChapter() {}

  static Chapter chapter(int shown, Pictures pictures) {
    return new Chapter(
        "handwriting",
        "Handwriting",
        "",
        List.of(
            Figure.of(
                "draw",
                "Draw digits of your own",
                true,
                List.of(
                    new PageLink(
                        "The page %s beside this file reads what you draw and saves it for the job"
                                .formatted(DRAWING_PAGE)
                            + " custom.",
                        DRAWING_PAGE))),
            Figure.open(
                "handwriting", "Pictures read right", UNLABELLED, HandwritingChapter::accuracy),
            Figure.open(
                "rejection",
                "Non-digits refused",
                "Without the digit detector nothing was measured.",
                HandwritingChapter::rejection),
            Figure.closed(
                "thresholds",
                "Other settings of the least confidence",
                "Without the digit detector nothing was measured.",
                HandwritingChapter::thresholds),
            Figure.closed(
                "presentations",
                "Ways to show a picture to the network",
                UNLABELLED,
                HandwritingChapter::presentations),
            new Figure(
                "pictures",
                "Pictures step by step",
                false,
                Query.named("pictures", Map.of("pictures", shown)),
                "No picture was read.",
                rows -> gallery(rows, pictures))));
  }

  private static List<Block> accuracy(List<TableRow> rows) {
    return List.of(
        Table.marked(
            "Share of the pictures labelled with a digit that were read right; one in which no digit"
                + " was found counts as wrong.",
            rows,
            row -> row.text("slice").equals("all"),
            Column.name("pictures", "slice"),
            Column.accuracy("read right", "value"),
            Column.interval(),
            Column.count("number", "n")));
  }

  private static List<Block> presentations(List<TableRow> rows) {
    return List.of(
        Table.marked(
            "The one that was used is marked. The mean is over the groups of custom.group-by.",
            rows,
            row -> row.is("used"),
            Column.name("presentation", "presentation"),
            Column.accuracy("read right", "accuracy"),
            Column.interval(),
            Column.number(
                "mean over groups",
                row -> row.has("mean") ? DisplayText.accuracy(row.asDouble("mean")) : ""),
            Column.count("number", "n")));
  }

  private static List<Block> rejection(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream()
            .map(
                row ->
                    DotRow.of(
                        DisplayText.words(row.text("kind")),
                        new Dot(
                            row.text("kind").equals("digit") ? 1 : 0,
                            row.percent("refused"),
                            row.percent("lower"),
                            row.percent("upper"),
                            true,
                            DisplayText.share(row.asDouble("refused")))))
            .toList();
    return List.of(
        Plots.of(
            "Drawn pictures refused, by what they show, with 95 % intervals. The row all is the"
                + " mean of the kinds; the row digit is what refusing costs.",
            new DotPlot(
                    "share of the pictures refused, by kind",
                    new Axis("refused, %", 0, 100, false),
                    Double.NaN,
                    List.of(),
                    dots)
                .plot()),
        Table.marked(
            "Each kind that is no digit is tested by a detector that was not trained on it. AUROC:"
                + " the chance that a digit has more confidence than one of the kind; last, how many"
                + " of the kind pass where 95 % of the digits do.",
            rows,
            row -> List.of("digit", "all").contains(row.text("kind")),
            Column.name("shows", "kind"),
            Column.share("refused", "refused"),
            Column.interval(),
            Column.number(
                "AUROC",
                row -> row.has("auroc") ? DisplayText.decimal(row.asDouble("auroc"), 3) : ""),
            Column.number(
                "pass at 95 %",
                row ->
                    row.has("accepted_at_95")
                        ? DisplayText.share(row.asDouble("accepted_at_95"))
                        : ""),
            Column.count("pictures", "pictures")));
  }

  private static List<Block> thresholds(List<TableRow> rows) {
    return List.of(
        Table.of(
            "What other values of custom.decision.least-confidence would refuse: more of what is no"
                + " digit, at the price of digits.",
            rows,
            Column.decimal("least confidence", "least_confidence", 2),
            Column.share("digits refused", "digits_refused"),
            Column.share("non-digits refused", "non_digits_refused")));
  }

  private static List<Block> gallery(List<TableRow> rows, Pictures pictures) {
    return List.of(
        new Paragraph(
            "Each picture goes four steps: as it was drawn or photographed; the ink that was taken"
                + " for the digit; the digit made the size and weight of training images; and, as"
                + " one example of several, what the network saw. Then come the candidates that were"
                + " tried, the chosen one first: how likely each is to be the digit of the picture,"
                + " and what the detector takes it for. The three likeliest answers follow."),
        new Gallery(
            "Pictures not read right come first, and those without a digit that got an answer.",
            "steps",
            rows.stream().map(row -> strip(row, pictures)).toList()));
  }

  private static Strip strip(TableRow row, Pictures pictures) {
    String name = DisplayText.name(row.text("path"));
    List<Tile> tiles = new ArrayList<>();
    tiles.add(new Tile(pictures.photo(row.bytes("original"), name), "original"));
    if (row.has("mask")) {
      tiles.add(
          new Tile(pictures.photo(row.bytes("mask"), "the ink found in " + name), "ink found"));
    }
    if (row.has("normalised")) {
      tiles.add(
          new Tile(
              pictures.pixels(
                  row.bytes("normalised"), "the digit of %s, normalised".formatted(name)),
              "normalised"));
    }
    if (row.has("seen")) {
      tiles.add(
          new Tile(
              pictures.pixels(row.bytes("seen"), "what the network saw of " + name), "as seen"));
    }
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
    return new Strip(name, words(row), row.text("verdict"), tiles);
  }

  private static String words(TableRow row) {
    List<String> words = new ArrayList<>();
    words.add(
        row.has("shows_digit")
            ? "Shows %s: %s."
                .formatted(
                    row.is("shows_digit") ? DisplayText.name(row.text("label")) : "no digit",
                    row.text("verdict"))
            : "Not labelled.");
    if (!row.text("status").equals("digit")) {
      words.add(
          "%s%s."
              .formatted(
                  status(row.text("status")),
                  row.has("reason") ? ": " + DisplayText.sentence(row.text("reason")) : ""));
    }
    List<TableRow> candidates = row.structs("candidates");
    if (!candidates.isEmpty()) {
      long ways = candidates.get(0).asLong("support");
      words.add(
          "Chosen: %s; found in %s."
              .formatted(
                  DisplayText.name(candidates.get(0).text("way")),
                  NumberText.counted(ways, "way")));
    }
    List<Double> probabilities = row.numbers("probabilities");
    if (!probabilities.isEmpty()) {
      words.add("Read as %s.".formatted(likeliest(probabilities)));
    }
    return String.join(" ", words);
  }

  private static String status(String status) {
    return switch (status) {
      case "no_digit" -> "No digit found";
      case "several" -> "More than one digit found";
      case "unreadable" -> "The file could not be read";
      default -> DisplayText.name(status);
    };
  }

  /** Returns the three likeliest digits, such as {@code 7 (93.1 %), 1 (5.0 %), 9 (0.8 %)}. */
  static String likeliest(List<Double> probabilities) {
    return IntStream.range(0, probabilities.size())
        .boxed()
        .sorted(Comparator.comparing((Integer digit) -> probabilities.get(digit)).reversed())
        .limit(TOP)
        .map(
            digit ->
                String.format(
                    Locale.ROOT, "%d (%s)", digit, DisplayText.share(probabilities.get(digit))))
        .collect(Collectors.joining(", "));
  }
}
