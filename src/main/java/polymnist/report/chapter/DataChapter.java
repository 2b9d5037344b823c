package polymnist.report.chapter;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Columns;
import polymnist.report.block.Pictures;

/** How many images there are of what, what they look like, and what is wrong with them. */
final class DataChapter {
  private DataChapter() {}

  static Chapter chapter(Figures figures) {
    return new Chapter(
        "data",
        "Data",
        "Each image shows one handwritten digit on a background; images on crops of one photo are a"
            + " modality. What follows was computed from all of them.",
        List.of(
            figures.open("modalities"),
            figures.closed("resolution"),
            figures.open("expectations"),
            figures.open("problems"),
            figures.closed("quarantine"),
            figures.closed("unreadable"),
            figures.closed("suspicious-labels"),
            figures.closed("doubles"),
            figures.closed("drift"),
            figures.closed("representatives"),
            figures.of("balance", false, DataChapter::balance),
            figures.closed("questions"),
            figures.of("own-answers", false, rows -> answers(rows, figures.pictures()))));
  }

  private static List<Block> balance(List<TableRow> rows) {
    long labels = rows.stream().map(row -> row.text("label")).distinct().count();
    return List.of(
        Columns.crossed(
            "Images by split, modality and label; the deeper the shade, the further from an equal"
                + " share.",
            rows,
            "split, modality",
            row -> DisplayText.name(row.text("split") + " " + row.text("modality")),
            row -> row.text("label"),
            row ->
                Cell.shaded(
                    DisplayText.count(row.asLong("images")),
                    "notable",
                    Math.abs(row.asDouble("share") * labels - 1))));
  }

  /** A table for each question, of its columns, with the picture of each row. */
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
    String alt = "picture %s of %s".formatted(row.text("row"), row.text("question"));
    return new Line(
        row.text("row"),
        false,
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    columns.get(i).equals("image") && row.has("image")
                        ? Cell.of(pictures.pixels(row.bytes("image"), alt))
                        : Cell.text(DisplayText.name(values.get(i))))
            .toList());
  }
}
