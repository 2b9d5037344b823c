package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
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

/** How well every network reads the test images: in all, by class and by modality. */
public final class ResultsChapter implements Chapter {
  static final String OVERALL =
      """
      SELECT model,
             training_corpus,
             MAX(value) FILTER (WHERE metric = 'accuracy') AS accuracy,
             MAX(lower) FILTER (WHERE metric = 'accuracy') AS lower,
             MAX(upper) FILTER (WHERE metric = 'accuracy') AS upper,
             MAX(value) FILTER (WHERE metric = 'top_2_accuracy') AS top_2,
             MAX(value) FILTER (WHERE metric = 'kappa') AS kappa,
             MAX(value) FILTER (WHERE metric = 'log_loss') AS log_loss,
             MAX(value) FILTER (WHERE metric = 'brier') AS brier,
             MAX(value) FILTER (WHERE metric = 'macro_auc') AS macro_auc,
             MAX(value) FILTER (WHERE metric = 'macro_precision') AS macro_precision,
             MAX(value) FILTER (WHERE metric = 'macro_recall') AS macro_recall,
             MAX(value) FILTER (WHERE metric = 'macro_f1') AS macro_f1,
             MAX(value) FILTER (WHERE metric = 'weighted_precision') AS weighted_precision,
             MAX(value) FILTER (WHERE metric = 'weighted_recall') AS weighted_recall,
             MAX(value) FILTER (WHERE metric = 'weighted_f1') AS weighted_f1,
             MAX(n)     FILTER (WHERE metric = 'accuracy') AS n
      FROM   metrics
      WHERE  evaluated_on = 'test' AND slice = 'all'
      GROUP  BY model, training_corpus
      ORDER  BY accuracy DESC, model, training_corpus
      """;

  static final String BY_CLASS =
      BestModel.WITH_BEST
          + """
          SELECT SUBSTRING_INDEX(slice, '=', -1)                AS label,
                 MAX(value) FILTER (WHERE metric = 'precision') AS precision,
                 MAX(value) FILTER (WHERE metric = 'recall')    AS recall,
                 MAX(lower) FILTER (WHERE metric = 'recall')    AS lower,
                 MAX(upper) FILTER (WHERE metric = 'recall')    AS upper,
                 MAX(value) FILTER (WHERE metric = 'f1')        AS f1,
                 MAX(n)     FILTER (WHERE metric = 'recall')    AS n
          FROM   metrics JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND slice LIKE 'class=%'
          GROUP  BY slice
          ORDER  BY slice
          """;

  static final String BY_MODALITY =
      """
      SELECT model,
             training_corpus,
             SUBSTRING_INDEX(slice, '=', -1) AS modality,
             value                           AS accuracy,
             lower,
             upper,
             n
      FROM   metrics
      WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%' AND metric = 'accuracy'
      ORDER  BY model, training_corpus DESC, modality
      """;

  @Override
  public String id() {
    return "results";
  }

  @Override
  public String title() {
    return "Results";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    String none = "No network was evaluated on the test images.";
    blocks.addAll(
        study.blocks(List.of("metrics"), OVERALL, none, answer -> overall(answer, study.plots())));
    blocks.add(new Heading("By modality"));
    blocks.addAll(
        study.blocks(
            List.of("metrics"), BY_MODALITY, none, answer -> byModality(answer, study.plots())));
    blocks.add(new Heading("By class, the best network"));
    blocks.addAll(
        study.blocks(List.of("metrics", "models"), BY_CLASS, none, ResultsChapter::byClass));
    return blocks;
  }

  private static List<Block> overall(QueryAnswer answer, Plots plots) {
    return List.of(
        Table.of(
            answer.caption(
                "All networks on the test images. Accuracy with its 95 % interval; top 2: the digit"
                    + " is one of the two likeliest; kappa: agreement beyond chance; log loss and"
                    + " Brier score are errors of the probabilities, smaller is better; AUC: the"
                    + " mean area under the curves of each digit against the rest."),
            answer.rows(),
            Column.network("network"),
            Column.accuracy("accuracy", "accuracy"),
            Column.interval(),
            Column.accuracy("top 2", "top_2"),
            Column.decimal("kappa", "kappa", 4),
            Column.decimal("log loss", "log_loss", 3),
            Column.decimal("Brier", "brier", 4),
            Column.decimal("AUC", "macro_auc", 5),
            Column.count("n", "n")),
        Table.of(
            answer.caption(
                "Averages over the digits on the test images. Macro: every digit counts the same;"
                    + " weighted: by its number of images."),
            answer.rows(),
            Column.network("network"),
            Column.accuracy("macro precision", "macro_precision"),
            Column.accuracy("recall", "macro_recall"),
            Column.accuracy("F1", "macro_f1"),
            Column.accuracy("weighted precision", "weighted_precision"),
            Column.accuracy("recall", "weighted_recall"),
            Column.accuracy("F1", "weighted_f1")),
        new Charts(
            answer.caption("Accuracy on the test images with 95 % intervals."),
            List.of(
                plots.dots(
                    "Accuracy on the test images",
                    "accuracy in %",
                    range(answer.rows()),
                    models(answer.rows()),
                    accuracies(answer.rows()),
                    "accuracies with intervals of each network, with and without augmentation; the"
                        + " table has the numbers"))));
  }

  private static Range range(List<TableRow> rows) {
    return Range.of(
        rows.stream()
            .flatMap(
                row ->
                    Stream.of(
                        row.asDouble("lower"), row.asDouble("accuracy"), row.asDouble("upper")))
            .map(share -> 100 * share));
  }

  /** Names of the networks, the least accurate first. */
  private static List<String> models(List<TableRow> rows) {
    List<String> models =
        new ArrayList<>(rows.stream().map(row -> row.text("model")).distinct().toList());
    Collections.reverse(models);
    return models;
  }

  private static List<Dots> accuracies(List<TableRow> rows) {
    List<String> models = models(rows);
    List<Dots> series = new ArrayList<>();
    rows.stream()
        .map(row -> row.text("training_corpus"))
        .distinct()
        .sorted(Comparator.reverseOrder())
        .forEach(
            corpus -> {
              Map<String, TableRow> byModel =
                  rows.stream()
                      .filter(row -> row.text("training_corpus").equals(corpus))
                      .collect(Collectors.toMap(row -> row.text("model"), row -> row));
              series.add(
                  dots(
                      DisplayText.training(corpus),
                      corpus.equals("corpus") ? 0 : 1,
                      models,
                      byModel));
            });
    return series;
  }

  private static Dots dots(
      String name, int colour, List<String> categories, Map<String, TableRow> rows) {
    return new Dots(
        name,
        colour,
        percents(categories, rows, "accuracy"),
        percents(categories, rows, "lower"),
        percents(categories, rows, "upper"));
  }

  private static List<Double> percents(
      List<String> categories, Map<String, TableRow> rows, String column) {
    return categories.stream()
        .map(rows::get)
        .map(row -> row == null ? Double.NaN : 100 * row.asDouble(column))
        .toList();
  }

  private static List<Block> byModality(QueryAnswer answer, Plots plots) {
    Map<String, Map<String, TableRow>> byNetwork = new LinkedHashMap<>();
    TreeSet<String> modalities = new TreeSet<>();
    for (TableRow row : answer.rows()) {
      String modality = row.text("modality");
      modalities.add(modality);
      byNetwork
          .computeIfAbsent(
              DisplayText.network(row.text("model"), row.text("training_corpus")),
              key -> new LinkedHashMap<>())
          .put(modality, row);
    }
    List<Cell> header = new ArrayList<>(List.of(Cell.text("network")));
    modalities.forEach(modality -> header.add(Cell.number(DisplayText.name(modality))));
    return List.of(
        new Table(
            answer.caption("Accuracy on the test images of each modality."),
            header,
            byNetwork.entrySet().stream()
                .map(network -> modalityLine(network.getKey(), modalities, network.getValue()))
                .toList()),
        new Charts(
            answer.caption("Accuracy by modality with 95 % intervals."),
            modalityPlots(answer.rows(), List.copyOf(modalities), plots)));
  }

  private static Line modalityLine(
      String network, Set<String> modalities, Map<String, TableRow> rows) {
    return new Line(
        network,
        false,
        modalities.stream()
            .map(rows::get)
            .map(
                row ->
                    Cell.number(
                        row == null
                            ? DisplayText.UNKNOWN
                            : DisplayText.accuracy(row.asDouble("accuracy"))))
            .toList());
  }

  private static List<Picture> modalityPlots(
      List<TableRow> rows, List<String> modalities, Plots plots) {
    List<String> models = rows.stream().map(row -> row.text("model")).distinct().toList();
    Map<String, Map<String, Map<String, TableRow>>> byCorpus = new LinkedHashMap<>();
    for (TableRow row : rows) {
      byCorpus
          .computeIfAbsent(row.text("training_corpus"), key -> new LinkedHashMap<>())
          .computeIfAbsent(row.text("model"), key -> new LinkedHashMap<>())
          .put(row.text("modality"), row);
    }
    return byCorpus.entrySet().stream()
        .map(
            corpus ->
                plots.dots(
                    "Accuracy by modality " + DisplayText.training(corpus.getKey()),
                    "accuracy in %",
                    range(rows),
                    modalities,
                    corpus.getValue().entrySet().stream()
                        .map(
                            model ->
                                dots(
                                    model.getKey(),
                                    models.indexOf(model.getKey()),
                                    modalities,
                                    model.getValue()))
                        .toList(),
                    "accuracies of each network by modality, %s; the table has the numbers"
                        .formatted(DisplayText.training(corpus.getKey()))))
        .toList();
  }

  private static List<Block> byClass(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "The best network by class. Precision: of what it read as this digit, the share"
                    + " that is; recall, with its 95 % interval: of images of this digit, the share"
                    + " that it read."),
            answer.rows(),
            Column.name("digit", "label"),
            Column.accuracy("precision", "precision"),
            Column.accuracy("recall", "recall"),
            Column.interval(),
            Column.accuracy("F1", "f1"),
            Column.count("n", "n")));
  }
}
