package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Columns;
import polymnist.report.block.Pictures;
import polymnist.report.block.Shade;
import polymnist.report.plot.Axis;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;

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
            figures.closed("readable"),
            figures.closed("suspicious-labels"),
            figures.closed("near-duplicates"),
            figures.closed("leaks"),
            figures.closed("outliers"),
            figures.closed("drift"),
            figures.closed("representatives"),
            figures.of("balance", false, DataChapter::balance),
            figures.plotted("histograms", false, DataChapter::histograms),
            figures.closed("questions"),
            figures.of("own-answers", false, rows -> answers(rows, figures.pictures()))));
  }

  private static List<Block> balance(List<TableRow> rows) {
    long labels = rows.stream().map(row -> row.text("label")).distinct().count();
    double[] shares = rows.stream().mapToDouble(row -> row.asDouble("share")).sorted().toArray();
    return List.of(
        new Paragraph(
            String.format(
                Locale.ROOT,
                "With %d labels an equal share is %s; the rarest label of a split and modality has"
                    + " %s, the most frequent %s.",
                labels,
                DisplayText.share(1.0 / labels),
                DisplayText.share(shares[0]),
                DisplayText.share(shares[shares.length - 1]))),
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
                    Shade.notable(Math.abs(row.asDouble("share") * labels - 1)))));
  }

  private static List<Plot> histograms(List<TableRow> rows) {
    double most = rows.stream().mapToDouble(row -> row.percent("share")).max().orElse(1);
    List<Plot> plots = new ArrayList<>();
    TableRow.grouped(rows, row -> DisplayText.name(row.text("modality")))
        .forEach(
            (modality, ofModality) -> {
              List<Series> series = new ArrayList<>();
              TableRow.grouped(ofModality, row -> row.text("channel"))
                  .forEach((channel, levels) -> series.add(channel(channel, levels)));
              plots.add(
                  new LinePlot(
                          "how often each sample value occurs in modality " + modality,
                          new Axis(modality + ", sample", 0, 255, false),
                          new Axis("share, %", 0, Math.max(most, 1e-6), false),
                          series)
                      .plot());
            });
    return plots;
  }

  /** In the colour of the plots that is nearest to the channel's. */
  private static Series channel(String channel, List<TableRow> levels) {
    return Series.of(
        channel,
        List.of("blue", "red", "green", "grey").indexOf(channel),
        channel.equals("green") ? Mode.DASHED : Mode.LINE,
        levels,
        row -> row.asDouble("level"),
        row -> row.percent("share"));
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
