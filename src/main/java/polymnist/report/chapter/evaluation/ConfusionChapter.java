package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** Which digits the best network takes for which, on the test images. */
public final class ConfusionChapter implements Chapter {
  static final String CONFUSION =
      BestModel.WITH_BEST
          + """
          SELECT model, training_corpus, label, predicted, images
          FROM   confusion JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          ORDER  BY label, predicted
          """;

  private static final int WORST = 5;

  @Override
  public String id() {
    return "confusion";
  }

  @Override
  public String title() {
    return "Confusion matrix";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.blocks(
        List.of("confusion", "models"),
        CONFUSION,
        "The best network was not evaluated on the test images.",
        ConfusionChapter::matrix);
  }

  private static List<Block> matrix(QueryAnswer answer) {
    Map<Long, Map<Long, Long>> counts = new TreeMap<>();
    for (TableRow row : answer.rows()) {
      counts
          .computeIfAbsent(row.asLong("label"), key -> new TreeMap<>())
          .put(row.asLong("predicted"), row.asLong("images"));
    }
    List<Long> predicted =
        answer.rows().stream().map(row -> row.asLong("predicted")).distinct().sorted().toList();
    long mostMistaken =
        worst(answer.rows()).stream().mapToLong(ConfusionChapter::images).max().orElse(1);
    List<Cell> header = new ArrayList<>(List.of(Cell.text("is ↓ read as →")));
    predicted.forEach(digit -> header.add(Cell.number(Long.toString(digit))));
    header.add(Cell.number("recall"));
    List<Line> lines = new ArrayList<>();
    counts.forEach((label, row) -> lines.add(line(label, row, predicted, mostMistaken)));
    TableRow first = answer.rows().get(0);
    return List.of(
        new Paragraph(mistakes(answer.rows())),
        new Table(
            answer.caption(
                ("Test images by true digit (rows) and what %s read (columns). Blue: right, by"
                        + " share of the row; orange: mistakes, by their number.")
                    .formatted(
                        DisplayText.network(first.text("model"), first.text("training_corpus")))),
            header,
            lines));
  }

  private static Line line(
      long label, Map<Long, Long> row, List<Long> predicted, long mostMistaken) {
    long all = row.values().stream().mapToLong(Long::longValue).sum();
    List<Cell> cells = new ArrayList<>();
    for (long digit : predicted) {
      long images = row.getOrDefault(digit, 0L);
      cells.add(
          Cell.shaded(
              DisplayText.count(images),
              digit == label
                  ? Shade.good(images / (double) all)
                  : Shade.notable(images / (double) mostMistaken)));
    }
    cells.add(Cell.number(DisplayText.accuracy(row.getOrDefault(label, 0L) / (double) all)));
    return new Line(Long.toString(label), false, cells);
  }

  private static String mistakes(List<TableRow> rows) {
    List<TableRow> worst = worst(rows);
    if (worst.isEmpty()) {
      return "It made no mistake.";
    }
    return "Its most frequent mistakes: %s."
        .formatted(
            worst.stream()
                .limit(WORST)
                .map(
                    row ->
                        String.format(
                            Locale.ROOT,
                            "%d read as %d (%s×)",
                            row.asLong("label"),
                            row.asLong("predicted"),
                            DisplayText.count(images(row))))
                .collect(Collectors.joining(", ")));
  }

  private static List<TableRow> worst(List<TableRow> rows) {
    return rows.stream()
        .filter(row -> row.asLong("label") != row.asLong("predicted") && images(row) > 0)
        .sorted(Comparator.comparingLong(ConfusionChapter::images).reversed())
        .toList();
  }

  private static long images(TableRow row) {
    return row.asLong("images");
  }
}
