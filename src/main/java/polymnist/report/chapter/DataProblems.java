package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;

/** What is wrong with images, what is expected of the corpus, and questions of one's own. */
final class DataProblems {
  private DataProblems() {}

  static List<Figure> expectations() {
    return List.of(
        Figure.open(
            "expectations", "Data expectations", "Nothing is expected.", DataProblems::contract));
  }

  static List<Figure> problems(Pictures pictures) {
    return List.of(
        Figure.open(
            "problems",
            "Problems",
            "No image was examined for problems.",
            rows -> problems(rows, pictures)),
        Figure.closed(
            "quarantine",
            "Files refused",
            "No file was refused when the corpus was read.",
            rows ->
                List.of(
                    Table.of(
                        "When the corpus was read, by reason.",
                        rows,
                        Column.name("reason", "reason"),
                        Column.count("files", "files"),
                        Column.name("example", "example")))),
        Figure.closed(
            "unreadable",
            "Digits that hardly show",
            "On every image the digit stands out from its background.",
            rows ->
                gallery(
                    "The least visible first, each with its label.",
                    rows,
                    row ->
                        "%s: %s unreadable"
                            .formatted(
                                DisplayText.name(row.text("modality")),
                                DisplayText.count(row.asLong("images"))),
                    row -> tile(row, "picture", row.text("label"), pictures))),
        Figure.closed(
            "readable",
            "Accuracy without them",
            "No network was evaluated on the test images.",
            rows ->
                List.of(
                    Table.of(
                        "On all test images, without those whose digit hardly shows, and on these"
                            + " alone.",
                        rows,
                        Column.network(),
                        Column.count("images", "images"),
                        Column.count("unreadable", "unreadable"),
                        Column.accuracy("on all", "accuracy"),
                        Column.accuracy("without unreadable", "accuracy_without"),
                        Column.accuracy("on unreadable", "accuracy_unreadable")))),
        Figure.closed(
            "suspicious-labels",
            "Labels that may be wrong",
            "No label is suspicious.",
            rows ->
                gallery(
                    "The most suspicious first: the label, and the one that the handwriting's other"
                        + " images or its nearest neighbours have.",
                    rows,
                    row -> DisplayText.count(row.asLong("listed")) + " are listed",
                    row ->
                        tile(
                            row,
                            "picture",
                            row.text("label") + " or " + row.text("suggested") + "?",
                            pictures))),
        Figure.closed(
            "near-duplicates",
            "Images that are nearly the same",
            "No two images are nearly the same.",
            rows ->
                pairs(
                    "With the root mean square of their difference.",
                    rows,
                    row ->
                        String.format(
                            Locale.ROOT,
                            "moved by %d, %d; difference %s",
                            row.asLong("shift_x"),
                            row.asLong("shift_y"),
                            DisplayText.decimal(row.asDouble("difference"), 1)),
                    pictures)),
        Figure.closed(
            "leaks",
            "The same handwriting in two splits",
            "No handwriting was found in two splits.",
            rows ->
                pairs(
                    "%s such pairs; what was learnt from one tells the other."
                        .formatted(DisplayText.count(rows.get(0).asLong("leaks"))),
                    rows,
                    row ->
                        "%s in %s and %s"
                            .formatted(
                                row.text("evidence"),
                                DisplayText.name(row.text("first_split")),
                                DisplayText.name(row.text("second_split"))),
                    pictures)),
        Figure.closed(
            "outliers",
            "Images unlike all others",
            "No image is unlike all others of its modality.",
            rows ->
                gallery(
                    "By measure: how many there are, the farthest first, and how many standard"
                        + " deviations each lies from the mean of its modality.",
                    rows,
                    row ->
                        "%s: %s"
                            .formatted(
                                DisplayText.words(row.text("measure")),
                                DisplayText.count(row.asLong("images"))),
                    row ->
                        tile(
                            row,
                            "picture",
                            DisplayText.decimal(row.asDouble("deviations"), 1),
                            pictures))),
        Figure.closed(
            "drift",
            "Drift",
            "No two sets of images with a value in common were compared.",
            DataProblems::drift));
  }

  static List<Figure> questions(Pictures pictures) {
    return List.of(
        Figure.closed(
            "questions", "Questions asked", "No question was asked.", DataProblems::asked),
        Figure.closed(
            "own-answers",
            "Answers to questions of one's own",
            "There is no question but the project's: put a file NAME.sql into jobs/eda.",
            rows -> answers(rows, pictures)));
  }

  private static List<Block> problems(List<TableRow> rows, Pictures pictures) {
    List<TableRow> found = rows.stream().filter(row -> row.asLong("images") > 0).toList();
    if (found.isEmpty()) {
      return List.of(
          new Note(
              "None found. Looked for: %s."
                  .formatted(
                      rows.stream()
                          .map(row -> DisplayText.words(row.text("problem")))
                          .distinct()
                          .sorted()
                          .collect(Collectors.joining(", ")))));
    }
    return List.of(
        new Table(
            "Images that should not be trusted, by modality, with an example.",
            List.of(
                Cell.text("problem"),
                Cell.text("modality"),
                Cell.number("images"),
                Cell.number("share"),
                Cell.text("example"),
                Cell.text("its id")),
            found.stream().map(row -> problem(row, pictures)).toList()));
  }

  private static Line problem(TableRow row, Pictures pictures) {
    String name = DisplayText.words(row.text("problem"));
    String id = DisplayText.name(row.text("example_id"));
    return Line.of(
        name,
        Cell.text(DisplayText.name(row.text("modality"))),
        Cell.number(DisplayText.count(row.asLong("images"))),
        Cell.number(DisplayText.share(row.asDouble("share"))),
        Cell.of(pictures.pixels(row.bytes("picture"), "example of %s: %s".formatted(name, id))),
        Cell.text(id));
  }

  private static List<Block> gallery(
      String caption,
      List<TableRow> rows,
      Function<TableRow, String> heading,
      Function<TableRow, Tile> tile) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(rows, heading)
        .forEach(
            (group, ofGroup) -> strips.add(Strip.of(group, ofGroup.stream().map(tile).toList())));
    return List.of(new Gallery(caption, "grid", strips));
  }

  private static Tile tile(TableRow row, String column, String words, Pictures pictures) {
    String id = column.equals("picture") ? "id" : column.replace("picture", "id");
    return new Tile(pictures.pixels(row.bytes(column), DisplayText.name(row.text(id))), words);
  }

  private static List<Block> pairs(
      String caption, List<TableRow> rows, Function<TableRow, String> words, Pictures pictures) {
    return List.of(
        new Gallery(
            caption,
            "pairs",
            rows.stream()
                .map(
                    row ->
                        new Strip(
                            "",
                            words.apply(row),
                            "",
                            List.of(
                                tile(row, "first_picture", "", pictures),
                                tile(row, "second_picture", "", pictures))))
                .toList()));
  }

  private static List<Block> drift(List<TableRow> rows) {
    return TableRow.grouped(rows, row -> row.text("comparison")).entrySet().stream()
        .<Block>map(
            comparison ->
                Table.marked(
                    DisplayText.words(comparison.getKey())
                        + ": how far the second set has moved from the first, the greatest"
                        + " difference first. The effect is the difference of the means in standard"
                        + " deviations, KS the greatest difference of the cumulative shares, PSI the"
                        + " population stability index: below 0.1 is stable, from 0.25 on shifted.",
                    comparison.getValue(),
                    row -> row.text("verdict").equals("shifted"),
                    Column.text("column", row -> DisplayText.words(row.text("column"))),
                    Column.decimal("first mean", "first_mean", 2),
                    Column.decimal("second mean", "second_mean", 2),
                    Column.decimal("effect", "effect_size", 3),
                    Column.decimal("KS", "ks", 3),
                    Column.decimal("PSI", "psi", 3),
                    Column.text(
                        "verdict",
                        row -> row.has("verdict") ? row.text("verdict") : DisplayText.UNKNOWN)))
        .toList();
  }

  private static List<Block> contract(List<TableRow> rows) {
    return List.of(
        Table.marked(
            "What is expected of the corpus, and what was found.",
            rows,
            row -> !row.is("holds"),
            Column.text("expectation", row -> DisplayText.words(row.text("expectation"))),
            Column.text("rule", "expects"),
            Column.number("found", row -> number(row.asDouble("found"))),
            Column.number("at most", row -> number(row.asDouble("most"))),
            Column.text(
                "verdict",
                row ->
                    row.has("message")
                        ? DisplayText.name(row.text("message"))
                        : row.is("holds") ? "holds" : "broken")));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? DisplayText.count((long) value)
        : DisplayText.decimal(value, 4);
  }

  private static List<Block> asked(List<TableRow> rows) {
    List<TableRow> refused = rows.stream().filter(row -> !row.is("answered")).toList();
    Paragraph counts =
        new Paragraph(
            String.format(
                Locale.ROOT,
                "Questions asked, each an SQL file: %d; without an answer: %d.",
                rows.size(),
                refused.size()));
    return refused.isEmpty()
        ? List.of(counts)
        : List.of(
            counts,
            Table.of(
                "Questions that Spark refused.",
                refused,
                Column.name("question", "question"),
                Column.number("line", row -> row.text("line")),
                Column.text("what is wrong", "message")));
  }

  private static List<Block> answers(List<TableRow> rows, Pictures pictures) {
    return TableRow.grouped(rows, row -> row.text("question")).entrySet().stream()
        .<Block>map(
            question ->
                new Table(
                    "The first rows of %s.".formatted(DisplayText.name(question.getKey())),
                    Stream.concat(
                            Stream.of("row"), question.getValue().get(0).texts("columns").stream())
                        .map(column -> Cell.text(DisplayText.name(column)))
                        .toList(),
                    question.getValue().stream().map(row -> answered(row, pictures)).toList()))
        .toList();
  }

  private static Line answered(TableRow row, Pictures pictures) {
    List<String> columns = row.texts("columns");
    List<String> values = row.texts("values");
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(
          columns.get(i).equals("image") && row.has("image")
              ? Cell.of(
                  pictures.pixels(
                      row.bytes("image"),
                      "picture %s of %s".formatted(row.text("row"), row.text("question"))))
              : Cell.text(DisplayText.name(values.get(i))));
    }
    return new Line(row.text("row"), false, cells);
  }
}
