package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
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

/** What it brings to combine several views of a digit, and several networks. */
public final class FusionChapter implements Chapter {
  static final String FUSION =
      BestModel.WITH_BEST
          + """
          SELECT combined,
                 f.model,
                 f.training_corpus,
                 f.training_corpus = best.training_corpus
                   AND f.model IN (best.model, 'all') AS is_best,
                 answers,
                 single,
                 accuracy,
                 lower,
                 upper,
                 n
          FROM   fusion AS f CROSS JOIN best
          WHERE  evaluated_on = 'test'
          ORDER  BY FIND_IN_SET(combined, 'views,networks,views and networks'),
                    f.training_corpus DESC,
                    accuracy DESC,
                    f.model
          """;

  private static final String ALL = "all networks";

  @Override
  public String id() {
    return "fusion";
  }

  @Override
  public String title() {
    return "Several views, several networks";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.blocks(
        List.of("fusion", "models"),
        FUSION,
        "No test digit is known to be shown in every modality, so no answers were combined.",
        answer -> fusion(answer, study.plots()));
  }

  private static List<Block> fusion(QueryAnswer answer, Plots plots) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "Each digit is shown once in every modality. The answers of a network for these views,"
                + " and of several networks for an image, are combined by the product of their"
                + " calibrated probabilities, as independent witnesses would be."));
    String words =
        answer.rows().stream()
            .filter(row -> row.is("is_best"))
            .map(FusionChapter::words)
            .collect(Collectors.joining(" "));
    if (!words.isEmpty()) {
      blocks.add(new Paragraph(words));
    }
    blocks.add(
        new Charts(
            answer.caption(
                "Right of the test images by one view, and of the test digits by all views"
                    + " together, with 95 % intervals."),
            plots(answer.rows(), plots)));
    blocks.add(
        Table.marked(
            answer.caption(
                "Answers combined to one. Alone: what these answers are worth one by one, in the"
                    + " mean. What concerns the best network stands out."),
            answer.rows(),
            row -> row.is("is_best"),
            Column.name("combined", "combined"),
            Column.text("network", row -> network(row)),
            Column.count("answers", "answers"),
            Column.accuracy("alone", "single"),
            Column.accuracy("together", "accuracy"),
            Column.interval(),
            Column.number(
                "gain",
                row -> DisplayText.points(row.asDouble("accuracy") - row.asDouble("single"))),
            Column.count("n", "n")));
    return blocks;
  }

  private static String words(TableRow row) {
    String alone = DisplayText.accuracy(row.asDouble("single"));
    String together = DisplayText.accuracy(row.asDouble("accuracy"));
    long answers = row.asLong("answers");
    return switch (row.text("combined")) {
      case "views" ->
          String.format(
              Locale.ROOT,
              "From one view %s reads %s right, from all %d views of a digit together %s.",
              network(row),
              alone,
              answers,
              together);
      case "networks" ->
          answers == 1
              ? "One network %s has none to be combined with."
                  .formatted(DisplayText.training(row.text("training_corpus")))
              : String.format(
                  Locale.ROOT,
                  ("All %d networks %s read %s of the single images right together; one by one %s in the"
                      + " mean."),
                  answers,
                  DisplayText.training(row.text("training_corpus")),
                  together,
                  alone);
      default -> "All of them on all views read %s right.".formatted(together);
    };
  }

  private static String network(TableRow row) {
    return row.text("model").equals("all")
        ? ALL + " " + DisplayText.training(row.text("training_corpus"))
        : DisplayText.network(row.text("model"), row.text("training_corpus"));
  }

  private static List<Picture> plots(List<TableRow> rows, Plots plots) {
    Map<String, List<TableRow>> byCorpus =
        TableRow.grouped(rows, row -> row.text("training_corpus"));
    Range range =
        Range.of(
            rows.stream()
                .flatMap(
                    row ->
                        Stream.of(
                            row.asDouble("single"), row.asDouble("lower"), row.asDouble("upper")))
                .map(share -> 100 * share));
    List<Picture> pictures = new ArrayList<>();
    byCorpus.forEach((corpus, ofCorpus) -> pictures.add(plot(corpus, ofCorpus, range, plots)));
    return pictures;
  }

  private static Picture plot(String corpus, List<TableRow> rows, Range range, Plots plots) {
    List<TableRow> views = combined(rows, "views");
    List<String> names = new ArrayList<>(views.stream().map(row -> row.text("model")).toList());
    names.add("all");
    List<Double> one = new ArrayList<>(percents(views, "single"));
    List<Double> oneLower = nothing(views.size());
    List<Double> oneUpper = nothing(views.size());
    add(combined(rows, "networks"), one, oneLower, oneUpper);
    List<Double> all = new ArrayList<>(percents(views, "accuracy"));
    List<Double> allLower = new ArrayList<>(percents(views, "lower"));
    List<Double> allUpper = new ArrayList<>(percents(views, "upper"));
    add(combined(rows, "views and networks"), all, allLower, allUpper);
    return plots.dots(
        "One view and all, " + DisplayText.training(corpus),
        "accuracy in %",
        range,
        names,
        List.of(
            new Dots("one view", 0, one, oneLower, oneUpper),
            new Dots("all views", 1, all, allLower, allUpper)),
        "accuracies by one view and by all views, %s; the table has the numbers"
            .formatted(DisplayText.training(corpus)));
  }

  private static List<TableRow> combined(List<TableRow> rows, String what) {
    return rows.stream().filter(row -> row.text("combined").equals(what)).toList();
  }

  private static List<Double> percents(List<TableRow> rows, String column) {
    return rows.stream().map(row -> 100 * row.asDouble(column)).toList();
  }

  private static List<Double> nothing(int count) {
    return new ArrayList<>(java.util.Collections.nCopies(count, Double.NaN));
  }

  /** Adds the first row's accuracy and interval, or nothing where there is none. */
  private static void add(
      List<TableRow> rows, List<Double> values, List<Double> lower, List<Double> upper) {
    boolean has = !rows.isEmpty();
    values.add(has ? 100 * rows.get(0).asDouble("accuracy") : Double.NaN);
    lower.add(has ? 100 * rows.get(0).asDouble("lower") : Double.NaN);
    upper.add(has ? 100 * rows.get(0).asDouble("upper") : Double.NaN);
  }
}
