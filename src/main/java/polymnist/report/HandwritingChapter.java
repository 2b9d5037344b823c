package polymnist.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polymnist.report.Block.Gallery;
import polymnist.report.Block.Paragraph;
import polymnist.report.Block.Strip;
import polymnist.report.Block.Tile;
import polymnist.report.Study.Answer;

/** Own handwriting, step by step: the picture, the digit found in it, what the network saw. */
final class HandwritingChapter implements Chapter {
  private static final int TOP = 3;

  private final int pictures;

  HandwritingChapter(int pictures) {
    this.pictures = pictures;
  }

  /** The number of pictures is a whole number from the settings, so the query stays plain SQL. */
  static String steps(int pictures) {
    return """
    SELECT path,
           label,
           status,
           reason,
           predicted,
           probabilities,
           original,
           normalised,
           seen,
           CASE WHEN label IS NULL     THEN ''
                WHEN predicted = label THEN 'right'
                ELSE 'wrong'
           END AS verdict
    FROM   custom_predictions
    ORDER  BY verdict DESC, path
    LIMIT  %d
    """
        .formatted(pictures);
  }

  @Override
  public String id() {
    return "handwriting";
  }

  @Override
  public String title() {
    return "Own handwriting";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.tell(
        List.of("custom_predictions"),
        steps(pictures),
        "No picture was read.",
        answer -> gallery(answer, study.pictures()));
  }

  private static List<Block> gallery(Answer answer, Pictures pictures) {
    return List.of(
        new Paragraph(
            "Each picture goes three steps: as it was drawn or photographed; the digit found in it,"
                + " made the size and weight of training images; and, as one example of several,"
                + " what the network saw. Its three likeliest answers follow."),
        new Gallery(
            answer.caption("Own handwriting; pictures not read right come first."),
            "steps",
            answer.rows().stream().map(row -> strip(row, pictures)).toList()));
  }

  private static Strip strip(TableRow row, Pictures pictures) {
    String name = Shown.name(row.text("path"));
    List<Tile> tiles = new ArrayList<>();
    tiles.add(new Tile(pictures.photo(row.bytes("original"), name), "original"));
    if (row.has("normalised")) {
      tiles.add(
          new Tile(
              pictures.pixels(row.bytes("normalised"), "the digit found in " + name),
              "digit found"));
    }
    if (row.has("seen")) {
      tiles.add(
          new Tile(
              pictures.pixels(row.bytes("seen"), "what the network saw of " + name), "as seen"));
    }
    return new Strip(name, words(row), row.text("verdict"), tiles);
  }

  private static String words(TableRow row) {
    List<String> words = new ArrayList<>();
    words.add(
        row.has("label")
            ? "Shows %s: %s.".formatted(Shown.name(row.text("label")), row.text("verdict"))
            : "Not labelled.");
    if (!row.text("status").equals("digit")) {
      words.add(
          "%s%s."
              .formatted(
                  status(row.text("status")),
                  row.has("reason") ? ": " + Shown.name(row.text("reason")) : ""));
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
      default -> Shown.name(status);
    };
  }

  /** Returns the three likeliest digits, such as {@code 7 (93.1 %), 1 (5.0 %), 9 (0.8 %)}. */
  static String likeliest(List<Double> probabilities) {
    return IntStream.range(0, probabilities.size())
        .boxed()
        .sorted(Comparator.comparing((Integer digit) -> probabilities.get(digit)).reversed())
        .limit(TOP)
        .map(digit -> "%d (%s)".formatted(digit, Shown.share(probabilities.get(digit))))
        .collect(Collectors.joining(", "));
  }
}
