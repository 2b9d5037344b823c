package polymnist.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import polymnist.answer.DisplayText;
import polymnist.answer.NumberText;
import polymnist.model.NetworkChoice;
import polymnist.report.AnswerChanges.TestedNetwork;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.Pictures;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.statistics.PairedTest;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** The metrics of two runs beside each other, and the images that are read otherwise. */
record MetricDifferences(
    Warehouse warehouse, RunPair pair, Map<String, Map<TestedNetwork, AnswerChanges>> changes) {
  /** Tables of metrics, each with the table of the answers to single images that it counts. */
  private static final Map<String, String> ANSWERS =
      new TreeMap<>(
          Map.of(
              "metrics", "predictions", "custom_metrics", "custom_predictions", "models", "none"));

  /** Pictures of a network that are shown of each kind. */
  private static final int SHOWN = 24;

  private static final String CAPTION =
      "Each metric that differs; of accuracies on the same images, the difference of the second to"
          + " the first with its 95 % interval, and the probability of so unequal counts by chance"
          + " (McNemar).";

  /** What is measured: of which network, by which metric. */
  private record ComparedMetric(TestedNetwork network, String metric)
      implements Comparable<ComparedMetric> {
    boolean isAccuracy() {
      return metric.equals("accuracy");
    }

    @Override
    public int compareTo(ComparedMetric other) {
      return Comparator.comparing((ComparedMetric one) -> !one.isAccuracy())
          .thenComparing(ComparedMetric::network)
          .thenComparing(ComparedMetric::metric)
          .compare(this, other);
    }
  }

  static MetricDifferences of(Warehouse warehouse, RunPair pair) {
    Map<String, Map<TestedNetwork, AnswerChanges>> changes = new TreeMap<>();
    ANSWERS.values().forEach(a -> changes.put(a, AnswerChanges.of(warehouse, pair, a)));
    return new MetricDifferences(warehouse, pair, changes);
  }

  /** Returns what differs in words and tables. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    ANSWERS.forEach(
        (table, answers) -> {
          if (pair.have(table)) {
            blocks.addAll(blocks(table, changes.get(answers)));
          }
        });
    return blocks;
  }

  private List<Block> blocks(String table, Map<TestedNetwork, AnswerChanges> changes) {
    Map<ComparedMetric, Double> before = metrics(pair.before(), table);
    Map<ComparedMetric, Double> now = metrics(pair.now(), table);
    Set<ComparedMetric> all = new TreeSet<>(before.keySet());
    all.addAll(now.keySet());
    List<ComparedMetric> differing =
        all.stream().filter(m -> !Objects.equals(before.get(m), now.get(m))).toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "%s: %s of %s are the same in both"
                .formatted(
                    table,
                    DisplayText.count(all.size() - differing.size()),
                    DisplayText.count(all.size()))));
    changes.forEach(
        (network, change) ->
            blocks.add(
                new Paragraph(
                    "%s: of %s %s now right and %s now wrong"
                        .formatted(
                            name(network),
                            NumberText.counted(change.test().n(), "image"),
                            DisplayText.count(change.right().size()),
                            DisplayText.count(change.wrong().size())))));
    if (!differing.isEmpty()) {
      blocks.add(
          new Block.Table(
              CAPTION,
              List.of(
                  Cell.text("network"),
                  Cell.text("images"),
                  Cell.text("metric"),
                  Cell.number("before"),
                  Cell.number("now"),
                  Cell.number("difference"),
                  Cell.number("95 % interval"),
                  Cell.number("p")),
              differing.stream()
                  .map(measure -> line(measure, before.get(measure), now.get(measure), changes))
                  .toList()));
    }
    return blocks;
  }

  private String name(TestedNetwork network) {
    return network.equals(AnswerChanges.UNNAMED)
        ? "own handwriting"
        : DisplayText.name(NetworkChoice.name(network.model(), network.trainingCorpus()));
  }

  /** Of the table models there is the accuracy on validation images alone. */
  private Map<ComparedMetric, Double> metrics(RunManifest run, String table) {
    List<String> columns = new ArrayList<>(List.of("model", "training_corpus"));
    columns.addAll(
        table.equals("models")
            ? List.of("validation_accuracy")
            : List.of("evaluated_on", "slice", "metric", "value"));
    Map<ComparedMetric, Double> metrics = new HashMap<>();
    for (Map<String, Object> row : warehouse.rows(table, run.runId(), columns)) {
      row.putIfAbsent("evaluated_on", "validation");
      if (row.getOrDefault("slice", "all").equals("all")) {
        metrics.put(
            new ComparedMetric(
                TestedNetwork.of(row), (String) row.getOrDefault("metric", "accuracy")),
            (Double) row.getOrDefault("value", row.get("validation_accuracy")));
      }
    }
    return metrics;
  }

  private Line line(
      ComparedMetric measure,
      Double before,
      Double now,
      Map<TestedNetwork, AnswerChanges> changes) {
    AnswerChanges change =
        measure.isAccuracy()
            ? changes.getOrDefault(measure.network(), changes.get(AnswerChanges.UNNAMED))
            : null;
    PairedTest test = change == null ? null : change.test();
    return Line.of(
        name(measure.network()),
        Cell.text(measure.network().images()),
        Cell.text(DisplayText.words(measure.metric())),
        Cell.number(number(before)),
        Cell.number(number(now)),
        Cell.number(
            before == null || now == null
                ? DisplayText.UNKNOWN
                : DisplayText.signed(now - before, 4)),
        Cell.number(
            test == null
                ? DisplayText.UNKNOWN
                : "%s to %s"
                    .formatted(
                        DisplayText.signed(test.lower(), 4), DisplayText.signed(test.upper(), 4))),
        Cell.number(test == null ? DisplayText.UNKNOWN : DisplayText.pValue(test.probability())));
  }

  private static String number(Double value) {
    return value == null ? DisplayText.UNKNOWN : DisplayText.decimal(value, 4);
  }

  /** Returns the differences of accuracy as a plot, and the pictures of what is read otherwise. */
  List<Block> pictured(Pictures pictures) {
    List<Block> blocks = new ArrayList<>();
    changes.forEach(
        (table, byNetwork) -> {
          if (!byNetwork.isEmpty()) {
            blocks.add(
                new Plots(
                    "Points more of the same images read right now, with 95 % intervals; hollow: no"
                        + " difference is shown.",
                    DotPlot.differences(
                        "differences of accuracy of the two runs",
                        byNetwork.entrySet().stream()
                            .map(one -> dot(name(one.getKey()), one.getValue().test()))
                            .toList())));
            blocks.add(gallery("now right", AnswerChanges::right, table, pictures));
            blocks.add(gallery("now wrong", AnswerChanges::wrong, table, pictures));
          }
        });
    return blocks;
  }

  private static Dot dot(String name, PairedTest test) {
    return new Dot(
        name,
        0,
        100 * test.difference(),
        100 * test.lower(),
        100 * test.upper(),
        test.lower() > 0 || test.upper() < 0,
        DisplayText.points(test.difference()));
  }

  private Gallery gallery(
      String title, Function<AnswerChanges, List<String>> kind, String table, Pictures pictures) {
    Map<TestedNetwork, List<String>> shown = new TreeMap<>();
    changes
        .get(table)
        .forEach(
            (network, change) ->
                shown.put(network, kind.apply(change).stream().limit(SHOWN).toList()));
    Set<String> ids = new TreeSet<>();
    shown.values().forEach(ids::addAll);
    Map<String, byte[]> bytes =
        table.equals("predictions")
            ? warehouse.pictures("corpus", pair.now().inputs().get("corpus"), "id", "image", ids)
            : warehouse.pictures(table, pair.now().runId(), "path", "original", ids);
    return new Gallery(
        "Images that are %s, %s of a network at most.".formatted(title, DisplayText.count(SHOWN)),
        "grid",
        shown.entrySet().stream()
            .map(
                one ->
                    Strip.of(
                        "%s: %s %s"
                            .formatted(
                                name(one.getKey()),
                                DisplayText.count(
                                    kind.apply(changes.get(table).get(one.getKey())).size()),
                                title),
                        one.getValue().stream()
                            .map(
                                id ->
                                    new Tile(
                                        pictures.pixels(
                                            bytes.getOrDefault(id, new byte[0]),
                                            DisplayText.name(id)),
                                        ""))
                            .toList()))
            .toList());
  }
}
