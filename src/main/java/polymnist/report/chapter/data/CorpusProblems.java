package polymnist.report.chapter.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** What is wrong with the images: unreadable, repeated, leaked, doubtful and odd ones. */
final class CorpusProblems {
  static final String UNREADABLE =
      """
      WITH ranked AS (
        SELECT *,
               COUNT(*) OVER (PARTITION BY modality)                                AS images,
               ROW_NUMBER() OVER (PARTITION BY modality ORDER BY digit_contrast, id) AS place
        FROM   eda_unreadable
      )
      SELECT /*+ BROADCAST(r) */
             r.modality, r.images, r.id, r.label, r.digit_contrast, c.image.bytes AS picture
      FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
      WHERE  place <= 10
      ORDER  BY r.modality, r.digit_contrast, r.id
      """;

  static final String READABLE_ACCURACY =
      """
      SELECT p.model,
             p.training_corpus,
             COUNT(*)                                             AS images,
             COUNT(u.id)                                          AS unreadable,
             AVG(CAST(p.correct AS INT))                          AS accuracy,
             AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NULL) AS accuracy_without,
             AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NOT NULL) AS accuracy_unreadable
      FROM   predictions AS p LEFT JOIN eda_unreadable AS u ON p.id = u.id
      WHERE  p.evaluated_on = 'test'
      GROUP  BY p.model, p.training_corpus
      ORDER  BY accuracy DESC, p.model, p.training_corpus
      """;

  static final String NEAR_DUPLICATES =
      """
      WITH shown AS (
        SELECT * FROM eda_near_duplicates ORDER BY difference, first_id, second_id LIMIT 8
      ),
      pictures AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
      )
      SELECT n.*, a.picture AS first_picture, b.picture AS second_picture
      FROM   shown AS n
             JOIN pictures AS a ON n.first_id = a.id
             JOIN pictures AS b ON n.second_id = b.id
      ORDER  BY difference, first_id, second_id
      """;

  static final String LEAKS =
      """
      WITH shown AS (
        SELECT *, COUNT(*) OVER () AS leaks
        FROM   eda_leaks
        ORDER  BY evidence DESC, first_id, second_id
        LIMIT  8
      ),
      pictures AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
      )
      SELECT l.*, a.picture AS first_picture, b.picture AS second_picture
      FROM   shown AS l
             JOIN pictures AS a ON l.first_id = a.id
             JOIN pictures AS b ON l.second_id = b.id
      ORDER  BY evidence DESC, first_id, second_id
      """;

  static final String SUSPICIOUS_LABELS =
      """
      WITH shown AS (
        SELECT *, COUNT(*) OVER () AS listed FROM eda_suspicious_labels ORDER BY rank LIMIT 30
      )
      SELECT /*+ BROADCAST(s) */ s.*, c.image.bytes AS picture
      FROM   shown AS s JOIN corpus AS c ON s.id = c.id
      ORDER  BY rank
      """;

  static final String OUTLIERS =
      """
      WITH ranked AS (
        SELECT *,
               COUNT(*) OVER (PARTITION BY measure) AS images,
               ROW_NUMBER() OVER (PARTITION BY measure ORDER BY ABS(deviations) DESC, id) AS place
        FROM   eda_outliers
      )
      SELECT /*+ BROADCAST(r) */ r.*, c.image.bytes AS picture
      FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
      WHERE  place <= 8
      ORDER  BY r.measure, place
      """;

  static final String PROBLEMS =
      """
      WITH examples AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  id IN (SELECT example_id FROM eda_problems)
      )
      SELECT problem, modality, images, share, example_id, picture
      FROM   eda_problems LEFT JOIN examples ON examples.id = example_id
      ORDER  BY images DESC, problem, modality
      LIMIT  40
      """;

  static final String QUARANTINE =
      """
      SELECT reason, COUNT(*) AS files, MIN(path) AS example
      FROM   quarantine
      GROUP  BY reason
      ORDER  BY files DESC, reason
      LIMIT  20
      """;

  private CorpusProblems() {}

  static List<Block> blocks(Study study) {
    Pictures pictures = study.pictures();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("Problems"));
    blocks.addAll(
        study.blocks(
            List.of("eda_problems", "corpus"),
            PROBLEMS,
            "No image was examined for problems.",
            answer -> problems(answer, pictures)));
    blocks.addAll(
        study.blocks(
            List.of("quarantine"),
            QUARANTINE,
            "No file was refused when the corpus was read.",
            CorpusProblems::quarantine));
    blocks.addAll(
        study.blocks(
            List.of("eda_unreadable", "corpus"),
            UNREADABLE,
            "On every image the digit stands out from its background.",
            answer -> unreadable(answer, pictures)));
    blocks.addAll(
        study.blocks(
            List.of("predictions", "eda_unreadable"),
            READABLE_ACCURACY,
            "No network was evaluated on the test images.",
            CorpusProblems::readableAccuracy));
    blocks.addAll(
        study.blocks(
            List.of("eda_suspicious_labels", "corpus"),
            SUSPICIOUS_LABELS,
            "No label is suspicious.",
            answer -> suspiciousLabels(answer, pictures)));
    blocks.addAll(
        study.blocks(
            List.of("eda_near_duplicates", "corpus"),
            NEAR_DUPLICATES,
            "No two images are nearly the same.",
            answer -> nearDuplicates(answer, pictures)));
    blocks.addAll(
        study.blocks(
            List.of("eda_leaks", "corpus"),
            LEAKS,
            "No handwriting was found in two splits.",
            answer -> leaks(answer, pictures)));
    blocks.addAll(
        study.blocks(
            List.of("eda_outliers", "corpus"),
            OUTLIERS,
            "No image is unlike all others of its modality.",
            answer -> outliers(answer, pictures)));
    return blocks;
  }

  private static List<Block> problems(QueryAnswer answer, Pictures pictures) {
    List<TableRow> found = answer.rows().stream().filter(row -> row.asLong("images") > 0).toList();
    if (found.isEmpty()) {
      return List.of(
          new Note(
              "None found. Looked for: %s."
                  .formatted(
                      answer.rows().stream()
                          .map(row -> DisplayText.words(row.text("problem")))
                          .distinct()
                          .sorted()
                          .collect(Collectors.joining(", ")))));
    }
    return List.of(
        new Table(
            answer.caption("Images that should not be trusted, by modality, with an example."),
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
    String id = DisplayText.name(row.text("example_id"));
    String alt = "example of %s: %s".formatted(DisplayText.words(row.text("problem")), id);
    return Line.of(
        DisplayText.words(row.text("problem")),
        Cell.text(DisplayText.name(row.text("modality"))),
        Cell.number(DisplayText.count(row.asLong("images"))),
        Cell.number(DisplayText.share(row.asDouble("share"))),
        Cell.of(pictures.pixels(row.bytes("picture"), alt)),
        Cell.text(id));
  }

  private static List<Block> quarantine(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption("Files that were refused when the corpus was read, by reason."),
            answer.rows(),
            Column.name("reason", "reason"),
            Column.count("files", "files"),
            Column.name("example", "example")));
  }

  private static List<Block> unreadable(QueryAnswer answer, Pictures pictures) {
    return gallery(
        answer,
        "Images whose digit hardly stands out from its background, the least first, each with its"
            + " label.",
        row ->
            "%s: %s unreadable"
                .formatted(
                    DisplayText.name(row.text("modality")),
                    DisplayText.count(row.asLong("images"))),
        row -> tile(row, "picture", row.text("label"), pictures));
  }

  private static List<Block> gallery(
      QueryAnswer answer,
      String caption,
      Function<TableRow, String> heading,
      Function<TableRow, Tile> tile) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(answer.rows(), heading)
        .forEach((group, rows) -> strips.add(Strip.of(group, rows.stream().map(tile).toList())));
    return List.of(new Gallery(answer.caption(caption), "grid", strips));
  }

  private static Tile tile(TableRow row, String column, String words, Pictures pictures) {
    return new Tile(pictures.pixels(row.bytes(column), DisplayText.name(row.text("id"))), words);
  }

  private static List<Block> readableAccuracy(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "Accuracy on all test images, without the unreadable ones, and on these alone."),
            answer.rows(),
            Column.network("network"),
            Column.count("images", "images"),
            Column.count("unreadable", "unreadable"),
            Column.accuracy("on all", "accuracy"),
            Column.accuracy("without unreadable", "accuracy_without"),
            Column.accuracy("on unreadable", "accuracy_unreadable")));
  }

  private static List<Block> suspiciousLabels(QueryAnswer answer, Pictures pictures) {
    return List.of(
        new Gallery(
            answer.caption(
                "Labels that may be wrong, the most suspicious first of %s that are listed: the"
                        .formatted(DisplayText.count(answer.rows().get(0).asLong("listed")))
                    + " label, and the one that the handwriting's other images or its nearest"
                    + " neighbours have."),
            "grid",
            List.of(
                Strip.of(
                    "",
                    answer.rows().stream()
                        .map(
                            row ->
                                tile(
                                    row,
                                    "picture",
                                    row.text("label") + " or " + row.text("suggested") + "?",
                                    pictures))
                        .toList()))));
  }

  private static List<Block> nearDuplicates(QueryAnswer answer, Pictures pictures) {
    return List.of(
        new Gallery(
            answer.caption(
                "Images that are nearly the same, and the root mean square of their difference."),
            "pairs",
            answer.rows().stream()
                .map(
                    row ->
                        pair(
                            row,
                            String.format(
                                Locale.ROOT,
                                "moved by %d, %d; difference %s",
                                row.asLong("shift_x"),
                                row.asLong("shift_y"),
                                DisplayText.decimal(row.asDouble("difference"), 1)),
                            pictures))
                .toList()));
  }

  private static List<Block> leaks(QueryAnswer answer, Pictures pictures) {
    return List.of(
        new Paragraph(
            "%s pairs of splits share a handwriting; what was learnt from one tells the other."
                .formatted(DisplayText.count(answer.rows().get(0).asLong("leaks")))),
        new Gallery(
            answer.caption("The same handwriting in two splits."),
            "pairs",
            answer.rows().stream()
                .map(
                    row ->
                        pair(
                            row,
                            "%s in %s and %s"
                                .formatted(
                                    row.text("evidence"),
                                    DisplayText.name(row.text("first_split")),
                                    DisplayText.name(row.text("second_split"))),
                            pictures))
                .toList()));
  }

  private static Strip pair(TableRow row, String words, Pictures pictures) {
    return new Strip(
        "",
        words,
        "",
        List.of(
            new Tile(
                pictures.pixels(row.bytes("first_picture"), DisplayText.name(row.text("first_id"))),
                ""),
            new Tile(
                pictures.pixels(
                    row.bytes("second_picture"), DisplayText.name(row.text("second_id"))),
                "")));
  }

  private static List<Block> outliers(QueryAnswer answer, Pictures pictures) {
    return gallery(
        answer,
        "Images unlike all others of their modality, by measure: how many there are, the farthest"
            + " first, and how many standard deviations each lies from the mean.",
        row ->
            "%s: %s"
                .formatted(
                    DisplayText.words(row.text("measure")),
                    DisplayText.count(row.asLong("images"))),
        row -> tile(row, "picture", DisplayText.decimal(row.asDouble("deviations"), 1), pictures));
  }
}
