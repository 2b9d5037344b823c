package polymnist.report.chapter.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** What is expected of the corpus, how sets of it differ, and answers to questions of one's own. */
final class CorpusExpectations {
  static final String DRIFT =
      """
      SELECT comparison, rank, column, first_images, second_images, first_mean, second_mean,
             effect_size, ks, psi, verdict
      FROM   eda_drift
      ORDER  BY comparison, rank
      """;

  static final String CONTRACT =
      """
      SELECT expectation, expects, found, most, holds, message
      FROM   eda_contract
      ORDER  BY holds, expectation
      """;

  static final String QUESTIONS =
      """
      SELECT question, file, description, own, answered, rows, line, message
      FROM   eda_questions
      ORDER  BY answered, question
      """;

  static final String ANSWERS =
      """
      SELECT question, row, columns, values, image
      FROM   eda_answers
      WHERE  row <= 20
      ORDER  BY question, row
      """;

  private CorpusExpectations() {}

  static List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("Drift"));
    blocks.addAll(
        study.blocks(
            List.of("eda_drift"),
            DRIFT,
            "No two sets of images with a value in common were compared.",
            CorpusExpectations::drift));
    blocks.add(new Heading("Contract"));
    blocks.addAll(
        study.blocks(
            List.of("eda_contract"),
            CONTRACT,
            "Nothing is expected.",
            CorpusExpectations::contract));
    blocks.add(new Heading("Questions of one's own"));
    blocks.addAll(
        study.blocks(
            List.of("eda_questions"),
            QUESTIONS,
            "No question was asked.",
            CorpusExpectations::questions));
    blocks.addAll(
        study.blocks(
            List.of("eda_answers"),
            ANSWERS,
            "There is no question but the project's: put a file NAME.sql into jobs/eda.",
            answer -> answers(answer, study.pictures())));
    return blocks;
  }

  private static List<Block> drift(QueryAnswer answer) {
    return TableRow.grouped(answer.rows(), row -> row.text("comparison")).entrySet().stream()
        .<Block>map(comparison -> drift(answer, comparison.getKey(), comparison.getValue()))
        .toList();
  }

  private static Table drift(QueryAnswer answer, String comparison, List<TableRow> rows) {
    return Table.marked(
        answer.caption(
            "%s: how far the second set has moved from the first, the greatest difference first."
                    .formatted(DisplayText.words(comparison))
                + " The effect is the difference of the means in standard deviations, KS the"
                + " greatest difference of the cumulative shares, PSI the population stability"
                + " index: below 0.1 is stable, from 0.25 on shifted."),
        rows,
        row -> row.text("verdict").equals("shifted"),
        Column.text("column", row -> DisplayText.words(row.text("column"))),
        Column.decimal("first mean", "first_mean", 2),
        Column.decimal("second mean", "second_mean", 2),
        Column.decimal("effect", "effect_size", 3),
        Column.decimal("KS", "ks", 3),
        Column.decimal("PSI", "psi", 3),
        Column.text(
            "verdict", row -> row.has("verdict") ? row.text("verdict") : DisplayText.UNKNOWN));
  }

  private static List<Block> contract(QueryAnswer answer) {
    return List.of(
        Table.marked(
            answer.caption("What is expected of the corpus, and what was found."),
            answer.rows(),
            row -> !row.is("holds"),
            Column.text("expectation", row -> DisplayText.words(row.text("expectation"))),
            Column.text("rule", "expects"),
            Column.number("found", row -> number(row.asDouble("found"))),
            Column.number("at most", row -> number(row.asDouble("most"))),
            Column.text(
                "",
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

  private static List<Block> questions(QueryAnswer answer) {
    List<TableRow> refused = answer.rows().stream().filter(row -> !row.is("answered")).toList();
    Paragraph counts =
        new Paragraph(
            String.format(
                Locale.ROOT,
                "%d questions were asked, each an SQL file; %d have no answer.",
                answer.rows().size(),
                refused.size()));
    if (refused.isEmpty()) {
      return List.of(counts);
    }
    return List.of(
        counts,
        Table.of(
            answer.caption("Questions that Spark refused."),
            refused,
            Column.name("question", "question"),
            Column.number("line", row -> row.text("line")),
            Column.text("what is wrong", "message")));
  }

  private static List<Block> answers(QueryAnswer answer, Pictures pictures) {
    return TableRow.grouped(answer.rows(), row -> row.text("question")).entrySet().stream()
        .<Block>map(
            question ->
                new Table(
                    answer.caption(
                        "The first rows of %s.".formatted(DisplayText.name(question.getKey()))),
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
