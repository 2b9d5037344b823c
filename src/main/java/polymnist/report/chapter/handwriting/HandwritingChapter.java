package polymnist.report.chapter.handwriting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polymnist.answer.NumberText;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.PageLink;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** Own handwriting, step by step: the picture, the digit found in it, what the network saw. */
public final class HandwritingChapter implements Chapter {
  /** The file beside the page on which digits are drawn. */
  public static final String DRAWING_PAGE = "draw.html";

  static final String ACCURACY =
      """
      SELECT slice,
             value,
             lower,
             upper,
             n
      FROM   custom_metrics
      WHERE  metric = 'accuracy'
      ORDER  BY slice <> 'all', slice
      """;

  static final String PRESENTATIONS =
      """
      SELECT all_pictures.presentation AS presentation,
             all_pictures.used         AS used,
             all_pictures.value        AS accuracy,
             all_pictures.lower        AS lower,
             all_pictures.upper        AS upper,
             all_pictures.n            AS n,
             slices.value              AS mean
      FROM   custom_presentations AS all_pictures
             LEFT JOIN custom_presentations AS slices
             ON  slices.presentation = all_pictures.presentation
             AND slices.metric = 'mean_accuracy'
      WHERE  all_pictures.slice = 'all' AND all_pictures.metric = 'accuracy'
      ORDER  BY accuracy DESC, presentation
      """;

  private static final int TOP = 3;

  /** What the detector takes for less of a digit than this is said to be none. */
  private static final double HALF = 0.5;

  private final int pictures;

  public HandwritingChapter(int pictures) {
    this.pictures = pictures;
  }

  /** The number of pictures is a whole number from the settings, so the query stays plain SQL. */
  static String steps(int pictures) {
    return String.format(
        Locale.ROOT,
        """
    SELECT path,
           label,
           shows_digit,
           status,
           reason,
           predicted,
           probabilities,
           original,
           mask,
           normalised,
           seen,
           candidates,
           CASE WHEN shows_digit IS NULL                      THEN ''
                WHEN shows_digit AND predicted = label        THEN 'right'
                WHEN NOT shows_digit AND predicted IS NULL    THEN 'right'
                ELSE 'wrong'
           END AS verdict
    FROM   custom_predictions
    ORDER  BY verdict DESC, path
    LIMIT  %d
    """,
        pictures);
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
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new PageLink(
            "Draw digits of your own: the page %s beside this file saves them for the job custom."
                .formatted(DRAWING_PAGE),
            DRAWING_PAGE));
    blocks.addAll(
        study.blocks(
            List.of("custom_metrics"),
            ACCURACY,
            "No picture is labelled, so accuracy is not known.",
            HandwritingChapter::accuracy));
    blocks.addAll(
        study.blocks(
            List.of("custom_presentations"),
            PRESENTATIONS,
            "No picture is labelled, so accuracy is not known.",
            HandwritingChapter::presentations));
    blocks.addAll(
        study.blocks(
            List.of("custom_predictions"),
            steps(pictures),
            "No picture was read.",
            answer -> gallery(answer, study.pictures())));
    return blocks;
  }

  private static List<Block> accuracy(QueryAnswer answer) {
    return List.of(
        Table.marked(
            answer.caption(
                "Share of the pictures labelled with a digit that were read rightly; one in which no"
                    + " digit was found counts as wrong."),
            answer.rows(),
            row -> row.text("slice").equals("all"),
            Column.name("pictures", "slice"),
            Column.accuracy("read rightly", "value"),
            Column.interval(),
            Column.count("number", "n")));
  }

  /** A table of the ways that were compared; nothing where there was one only. */
  private static List<Block> presentations(QueryAnswer answer) {
    if (answer.rows().size() < 2) {
      return List.of();
    }
    return List.of(
        Table.marked(
            answer.caption(
                "Ways to show a picture to the same network; the one that was used is marked. The"
                    + " mean is over the groups of custom.group-by."),
            answer.rows(),
            row -> row.is("used"),
            Column.name("presentation", "presentation"),
            Column.accuracy("read rightly", "accuracy"),
            Column.interval(),
            Column.number(
                "mean over groups",
                row -> row.has("mean") ? DisplayText.accuracy(row.asDouble("mean")) : ""),
            Column.count("number", "n")));
  }

  private static List<Block> gallery(QueryAnswer answer, Pictures pictures) {
    return List.of(
        new Paragraph(
            "Each picture goes four steps: as it was drawn or photographed; the ink that was taken"
                + " for the digit; the digit made the size and weight of training images; and, as"
                + " one example of several, what the network saw. Then come the candidates that were"
                + " tried, the chosen one first: how likely each is to be the digit of the picture,"
                + " and what the detector takes it for. The three likeliest answers follow."),
        new Gallery(
            answer.caption(
                "Own handwriting; pictures not read right come first, and those without a digit that"
                    + " got an answer."),
            "steps",
            answer.rows().stream().map(row -> strip(row, pictures)).toList()));
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
      tiles.add(
          new Tile(
              pictures.pixels(
                  candidate.bytes("mask"),
                  "a candidate of %s: %s".formatted(name, DisplayText.name(candidate.text("way")))),
              candidate(candidate)));
    }
    return new Strip(name, words(row), row.text("verdict"), tiles);
  }

  private static String candidate(TableRow candidate) {
    String chosen = DisplayText.share(candidate.asDouble("chosen"));
    return candidate.asDouble("digitness") < HALF
        ? chosen + " none"
        : chosen + " as " + candidate.asLong("detected");
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
      words.add(
          "Chosen: %s; found in %s."
              .formatted(
                  DisplayText.name(candidates.get(0).text("way")),
                  NumberText.counted(candidates.get(0).asLong("support"), "way")));
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
