package polymnist.report.chapter.augmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;
import polymnist.statistics.Verdict;

/** What trainings with and without each policy, with several seeds, say of augmentation. */
public final class ImpactChapter implements Chapter {
  static final String OVERALL =
      """
      SELECT question, network, policy, budget, seeds, n, accuracy_without, accuracy_with,
             difference, lower, upper, p_holm, verdict
      FROM   impact_effect
      WHERE  slice = 'all' AND question NOT IN ('robustness', 'learning-size')
      ORDER  BY array_position(
               array('clean', 'unseen-modality', 'new-backgrounds', 'custom'), question),
             network, policy, budget
      """;

  static final String UNSEEN =
      """
      SELECT question, network, policy, slice, seeds, n, accuracy_without, accuracy_with,
             difference, lower, upper, p_holm, verdict
      FROM   impact_effect
      WHERE  question = 'unseen-modality' AND slice <> 'all'
      ORDER  BY network, policy, slice
      """;

  /** Of several budgets, fresh images are shown, else equal steps. */
  static final String SWEEPS =
      """
      WITH preferred AS (
        SELECT *, DENSE_RANK() OVER (
                    PARTITION BY network, policy
                    ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
        FROM   impact_effect
        WHERE  question = 'robustness')
      SELECT network, policy, budget, change, severity, accuracy_without, accuracy_with
      FROM   preferred
      WHERE  choice = 1
      ORDER  BY network, change, severity, policy
      """;

  static final String SIZES =
      """
      SELECT network, policy, share, accuracy_without, accuracy_with
      FROM   impact_effect
      WHERE  question = 'learning-size'
      ORDER  BY network, policy, share
      """;

  static final String EXTREMES =
      """
      WITH preferred AS (
        SELECT *, DENSE_RANK() OVER (
                    PARTITION BY network, policy
                    ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
        FROM   impact_effect
        WHERE  question IN ('clean', 'robustness')),
      ranked AS (
        SELECT *, ROW_NUMBER() OVER (
                    PARTITION BY network, policy ORDER BY difference DESC, change, severity, slice)
                    AS from_best,
                  ROW_NUMBER() OVER (
                    PARTITION BY network, policy ORDER BY difference, change, severity, slice)
                    AS from_worst
        FROM   preferred
        WHERE  choice = 1 AND (question = 'robustness' OR slice <> 'all'))
      SELECT question, network, policy, change, severity, slice, seeds, n, accuracy_without,
             accuracy_with, difference, lower, upper, p_holm, verdict
      FROM   ranked
      WHERE  from_best <= 3 OR from_worst <= 3
      ORDER  BY network, policy, difference DESC
      """;

  static final String SEEDS =
      """
      SELECT network, policy, budget, COUNT(*) AS seeds,
             AVG(validation_accuracy)         AS mean,
             STDDEV_SAMP(validation_accuracy) AS deviation,
             MIN(validation_accuracy)         AS lowest,
             MAX(validation_accuracy)         AS highest,
             AVG(seconds)                     AS seconds
      FROM   impact_trials
      WHERE  share = 1 AND held_out = ''
      GROUP  BY network, policy, budget
      ORDER  BY mean DESC, network, policy, budget
      """;

  private static final List<String> TABLE = List.of("impact_effect");

  @Override
  public String id() {
    return "impact";
  }

  @Override
  public String title() {
    return "Impact of augmentation policies";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(study.blocks(TABLE, OVERALL, "No policy was tried.", answer -> overall(answer)));
    if (blocks.stream().noneMatch(Table.class::isInstance)) {
      return blocks;
    }
    blocks.add(new Heading("Spread over seeds"));
    blocks.addAll(
        study.blocks(
            List.of("impact_trials"),
            SEEDS,
            "No network was trained on all images.",
            ImpactChapter::seeds));
    blocks.add(new Heading("Images made harder"));
    blocks.addAll(
        study.blocks(
            TABLE, SWEEPS, "No image was made harder.", answer -> plots(answer, study.plots())));
    blocks.add(new Heading("Modalities never seen"));
    blocks.addAll(
        study.blocks(TABLE, UNSEEN, "No modality was kept from training.", ImpactChapter::unseen));
    blocks.add(new Heading("Little data"));
    blocks.addAll(
        study.blocks(
            TABLE,
            SIZES,
            "No network was trained on a part of the images.",
            answer -> sizes(answer, study.plots())));
    blocks.add(new Heading("Largest gains and losses"));
    blocks.addAll(
        study.blocks(TABLE, EXTREMES, "Nothing was compared in parts.", ImpactChapter::extremes));
    return blocks;
  }

  private static List<Block> overall(QueryAnswer answer) {
    return List.of(
        new Paragraph(
            ("Each network was trained without augmentation and with each policy, with the same"
                    + " seeds, and all read the same images. A difference is shown only where its"
                    + " interval leaves out zero and the p-value, which says the same, is at most"
                    + " %s after it is corrected for all comparisons of its question by Holm's"
                    + " method. With two seeds or more both are of other seeds and other digits;"
                    + " with one, of this very pair of networks on other digits. Policies"
                    + " are applied to stored copies for equal epochs or equal steps, or fresh in"
                    + " every epoch.")
                .formatted(DisplayText.decimal(Verdict.LEVEL, 2))),
        table(
            answer,
            "Accuracy without and with each policy.",
            List.of("images", "policy", "budget"),
            row -> List.of(words(row.text("question")), row.text("policy"), row.text("budget"))));
  }

  private static List<Block> seeds(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "Validation accuracy of trainings on the same data with several seeds: mean,"
                    + " standard deviation in points, and the extremes."),
            answer.rows(),
            Column.name("network", "network"),
            Column.name("policy", "policy"),
            Column.name("budget", "budget"),
            Column.count("seeds", "seeds"),
            Column.accuracy("mean", "mean"),
            Column.number(
                "deviation", row -> DisplayText.decimal(100 * row.asDouble("deviation"), 2)),
            Column.accuracy("lowest", "lowest"),
            Column.accuracy("highest", "highest"),
            Column.decimal("seconds", "seconds", 1)));
  }

  private static List<Block> unseen(QueryAnswer answer) {
    return List.of(
        table(
            answer,
            "Each modality as read by networks that were trained on the others.",
            List.of("policy", "modality"),
            row -> List.of(row.text("policy"), row.text("slice").replaceFirst("^modality=", ""))));
  }

  private static List<Block> extremes(QueryAnswer answer) {
    return List.of(
        table(
            answer,
            "Where each policy gained and lost most, of all classes, modalities and severities.",
            List.of("policy", "images"),
            row ->
                List.of(
                    row.text("policy"),
                    row.text("question").equals("robustness")
                        ? "%s %s"
                            .formatted(
                                row.text("change"),
                                DisplayText.decimal(row.asDouble("severity"), 2))
                        : row.text("slice").replace('=', ' '))));
  }

  /** What distinguishes the rows of a table, one text a column. */
  private interface Keys {
    List<String> of(TableRow row);
  }

  private static Table table(QueryAnswer answer, String caption, List<String> columns, Keys keys) {
    List<Cell> header = new ArrayList<>(List.of(Cell.text("network")));
    columns.forEach(column -> header.add(Cell.text(column)));
    header.addAll(
        List.of(
            Cell.text("verdict"),
            Cell.number("difference"),
            Cell.number("95 % interval"),
            Cell.number("without"),
            Cell.number("with"),
            Cell.number("p, corrected"),
            Cell.number("seeds"),
            Cell.number("n")));
    return new Table(
        answer.caption(caption),
        header,
        answer.rows().stream().map(row -> line(row, keys.of(row))).toList());
  }

  private static Line line(TableRow row, List<String> keys) {
    Effect effect = Effect.of(row);
    List<Cell> cells = new ArrayList<>();
    keys.forEach(key -> cells.add(Cell.text(DisplayText.name(key))));
    cells.addAll(
        List.of(
            Cell.text(effect.verdict()),
            Cell.number(DisplayText.points(effect.difference())),
            Cell.number(DisplayText.pointsInterval(effect.lower(), effect.upper())),
            Cell.number(DisplayText.accuracy(row.asDouble("accuracy_without"))),
            Cell.number(DisplayText.accuracy(row.asDouble("accuracy_with"))),
            Cell.number(DisplayText.pValue(row.asDouble("p_holm"))),
            Cell.number(DisplayText.count(row.asLong("seeds"))),
            Cell.number(DisplayText.count(row.asLong("n")))));
    return new Line(DisplayText.name(row.text("network")), effect.helps() || effect.harms(), cells);
  }

  /** A plot for each network and change: accuracy by severity, without and with each policy. */
  private static List<Block> plots(QueryAnswer answer, Plots plots) {
    Map<String, List<TableRow>> byPlot =
        TableRow.grouped(
            answer.rows(), row -> "%s: %s".formatted(row.text("network"), row.text("change")));
    List<Picture> pictures = new ArrayList<>();
    byPlot.forEach(
        (title, rows) -> pictures.add(plot(plots, DisplayText.name(title), "severity", rows)));
    return List.of(
        new Charts(
            answer.caption(
                "Accuracy on images made harder, by how much. Rotation in degrees, shift and blur"
                    + " in pixels, noise of 255, scale and contrast as factors, occlusion as a"
                    + " share of the image."),
            pictures));
  }

  private static List<Block> sizes(QueryAnswer answer, Plots plots) {
    Map<String, List<TableRow>> byNetwork =
        TableRow.grouped(answer.rows(), row -> row.text("network"));
    List<Picture> pictures = new ArrayList<>();
    byNetwork.forEach(
        (network, rows) -> pictures.add(plot(plots, DisplayText.name(network), "share", rows)));
    return List.of(
        new Charts(
            answer.caption(
                "Accuracy after training on a part of the images, for as many steps as on all."),
            pictures));
  }

  /** Draws accuracy over the values of a column, without augmentation and with each policy. */
  private static Picture plot(Plots plots, String title, String column, List<TableRow> rows) {
    Set<Double> places = new LinkedHashSet<>();
    Map<String, Map<Double, Double>> series = new LinkedHashMap<>();
    series.put("without", new LinkedHashMap<>());
    for (TableRow row : rows) {
      double place = row.asDouble(column);
      places.add(place);
      series.get("without").put(place, row.asDouble("accuracy_without"));
      series
          .computeIfAbsent(row.text("policy"), policy -> new LinkedHashMap<>())
          .put(place, row.asDouble("accuracy_with"));
    }
    List<Double> sorted = places.stream().sorted().toList();
    List<Plots.Dots> dots = new ArrayList<>();
    series.forEach(
        (name, values) -> {
          List<Double> y =
              sorted.stream().map(place -> 100 * values.getOrDefault(place, Double.NaN)).toList();
          List<Double> none = sorted.stream().map(place -> Double.NaN).toList();
          dots.add(new Plots.Dots(name, dots.size(), y, none, none));
        });
    return plots.dots(
        title,
        "accuracy, %",
        Plots.Range.FREE,
        sorted.stream().map(place -> place(place, column)).toList(),
        dots,
        alt(title, series));
  }

  private static String place(double place, String column) {
    if (column.equals("share")) {
      return DisplayText.decimal(100 * place, place < 0.1 ? 1 : 0) + " %";
    }
    return place == Math.rint(place)
        ? DisplayText.decimal(place, 0)
        : DisplayText.decimal(place, 2);
  }

  private static String alt(String title, Map<String, Map<Double, Double>> series) {
    return series.entrySet().stream()
        .map(
            one ->
                "%s %s on average"
                    .formatted(
                        DisplayText.name(one.getKey()),
                        DisplayText.accuracy(
                            one.getValue().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(Double.NaN))))
        .collect(Collectors.joining(", ", title + ", accuracy by severity: ", ""));
  }

  private static String words(String question) {
    return switch (question) {
      case "clean" -> "such as those of training";
      case "unseen-modality" -> "of modalities never seen";
      case "new-backgrounds" -> "on other photos";
      case "custom" -> "own handwriting";
      default -> question;
    };
  }
}
