package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.answer.WeakSubgroups;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;
import polymnist.report.plot.Plots.Dots;
import polymnist.report.plot.Plots.Range;

/** Where a network reads worse than elsewhere: by modality, digit, ground, ink and contrast. */
public final class SlicesChapter implements Chapter {
  /** In the order of a reader: slices of a kind together, quarters from the least to the most. */
  private static final String ORDER =
      """
      FIND_IN_SET(SUBSTRING_INDEX(slice, '=', 1),
                  'modality,class,background,contrast,stroke,readable'),
      FIND_IN_SET(SUBSTRING_INDEX(slice, '=', -1),
                  'darkest,darker,lighter,lightest,lowest,lower,higher,highest,'
                    || 'thinnest,thinner,thicker,thickest,no,yes'),
      slice
      """;

  static final String BEST_SLICES =
      BestModel.WITH_BEST
          + """
          SELECT slice, accuracy, lower, upper, n, overall, worse
          FROM   slices JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          """
          + "ORDER  BY\n"
          + ORDER;

  static final String WORSE =
      """
      SELECT model,
             training_corpus,
             COUNT(*)                                              AS slices,
             COUNT_IF(worse)                                       AS worse,
             array_sort(collect_list(slice) FILTER (WHERE worse))  AS names
      FROM   slices
      WHERE  evaluated_on = 'test'
      GROUP  BY model, training_corpus
      ORDER  BY worse, model, training_corpus
      """;

  private static final Map<String, String> KINDS =
      Map.of(
          "modality", "modality",
          "class", "digit",
          "background", "brightness of the ground",
          "contrast", "contrast of the image",
          "stroke", "width of strokes",
          "readable", "whether the digit shows");

  @Override
  public String id() {
    return "slices";
  }

  @Override
  public String title() {
    return "Slices";
  }

  @Override
  public List<Block> blocks(Study study) {
    String none = "The test images were not sliced.";
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(
        study.blocks(
            List.of("slices", "models"), BEST_SLICES, none, answer -> best(answer, study.plots())));
    blocks.add(new Heading("All networks"));
    blocks.addAll(study.blocks(List.of("slices"), WORSE, none, SlicesChapter::worse));
    return blocks;
  }

  private static List<Block> best(QueryAnswer answer, Plots plots) {
    return List.of(
        new Paragraph(
            "Brightness of the ground, contrast and width of strokes divide the test images into"
                + " quarters. A digit hardly shows when its outline does not stand out: the steps"
                + " of colour across it are less than 2.5 times those within the ground; people"
                + " too find these hard to make out. A slice is flagged when its whole 95 %"
                + " interval lies below the accuracy on all images; among so many, one or two may"
                + " be flagged by chance."),
        new Charts(
            answer.caption(
                "The best network by slice of the test images, with 95 % intervals; orange is"
                    + " flagged, the line is all images."),
            plots(answer.rows(), plots)),
        Table.marked(
            answer.caption("The same in numbers; flagged slices stand out."),
            answer.rows(),
            row -> row.is("worse"),
            Column.text(
                "slice", row -> DisplayText.sentence(WeakSubgroups.words(row.text("slice")))),
            Column.accuracy("accuracy", "accuracy"),
            Column.interval(),
            Column.count("n", "n"),
            Column.text("against all", row -> row.is("worse") ? "flagged: worse" : "")));
  }

  private static List<Picture> plots(List<TableRow> rows, Plots plots) {
    Map<String, List<TableRow>> byKind =
        TableRow.grouped(rows, row -> row.text("slice").split("=", 2)[0]);
    double overall = 100 * rows.get(0).asDouble("overall");
    List<Picture> pictures = new ArrayList<>();
    byKind.forEach((kind, slices) -> pictures.add(plot(kind, slices, overall, plots)));
    return pictures;
  }

  private static Picture plot(String kind, List<TableRow> rows, double overall, Plots plots) {
    String name = KINDS.getOrDefault(kind, DisplayText.name(kind));
    return plots.dots(
        "By " + name,
        "accuracy in %",
        Range.of(
            Stream.concat(
                Stream.of(overall),
                rows.stream()
                    .flatMap(row -> Stream.of(row.asDouble("lower"), row.asDouble("upper")))
                    .map(share -> 100 * share))),
        rows.stream().map(row -> row.text("slice").split("=", 2)[1]).toList(),
        Stream.of(dots("slice", 0, rows, false), dots("flagged", 1, rows, true))
            .filter(dots -> dots.y().stream().anyMatch(Double::isFinite))
            .toList(),
        overall,
        "accuracies with intervals by %s; the table has the numbers".formatted(name));
  }

  private static Dots dots(String name, int colour, List<TableRow> rows, boolean worse) {
    return new Dots(
        name,
        colour,
        percents(rows, "accuracy", worse),
        percents(rows, "lower", worse),
        percents(rows, "upper", worse));
  }

  private static List<Double> percents(List<TableRow> rows, String column, boolean worse) {
    return rows.stream()
        .map(row -> row.is("worse") == worse ? 100 * row.asDouble(column) : Double.NaN)
        .toList();
  }

  private static List<Block> worse(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption("Slices of the test images that are flagged, by network."),
            answer.rows(),
            Column.network("network"),
            Column.number(
                "flagged",
                row ->
                    String.format(
                        Locale.ROOT, "%d of %d", row.asLong("worse"), row.asLong("slices"))),
            Column.text(
                "which",
                row ->
                    row.texts("names").stream()
                        .map(WeakSubgroups::words)
                        .map(DisplayText::sentence)
                        .collect(Collectors.joining(", ")))));
  }
}
