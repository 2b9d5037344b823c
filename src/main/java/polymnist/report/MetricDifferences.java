package polymnist.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.DisplayText;
import polymnist.statistics.DesignEffect;
import polymnist.statistics.PairedTest;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** The metrics of two runs beside each other. */
record MetricDifferences(Warehouse warehouse, RunPair pair) {
  /** Tables of metrics, each with the table of the answers to single images that it counts. */
  private static final Map<String, String> ANSWERS =
      new TreeMap<>(Map.of("metrics", "predictions", "custom_metrics", "custom_predictions"));

  private static final String OWN = "custom_predictions";

  /** Whether an image was read rightly, and what tells its handwriting from others. */
  private record ImageAnswer(boolean right, Object handwriting) {}

  private static final String MODELS = "models";
  private static final String CAPTION =
      "Each metric that differs; of accuracies on the same images, the difference of the second to"
          + " the first with its 95 % interval, and the probability of so unequal counts by chance"
          + " (McNemar).";

  /** What is measured: of which network, on which images, by which metric. */
  private record ComparedMetric(String model, String trainingCorpus, String images, String metric)
      implements Comparable<ComparedMetric> {
    private static ComparedMetric of(Map<String, Object> row, String images, String metric) {
      return new ComparedMetric(
          (String) row.get("model"), (String) row.get("training_corpus"), images, metric);
    }

    @Override
    public int compareTo(ComparedMetric other) {
      return words().compareTo(other.words());
    }

    private String words() {
      return String.join(" ", model, trainingCorpus, images, metric);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    ANSWERS.forEach(
        (table, answers) -> {
          if (pair.have(table)) {
            blocks.addAll(blocks(table, metrics(pair.before(), table), metrics(pair.now(), table)));
          }
        });
    if (pair.have(MODELS)) {
      blocks.addAll(blocks(MODELS, validation(pair.before()), validation(pair.now())));
    }
    return blocks;
  }

  private List<Block> blocks(
      String table, Map<ComparedMetric, Double> before, Map<ComparedMetric, Double> now) {
    Set<ComparedMetric> all = new TreeSet<>(before.keySet());
    all.addAll(now.keySet());
    List<ComparedMetric> differing =
        all.stream().filter(m -> !Objects.equals(before.get(m), now.get(m))).toList();
    Block same =
        new Block.Paragraph(
            "%s: %s of %s are the same in both"
                .formatted(
                    table,
                    DisplayText.count(all.size() - differing.size()),
                    DisplayText.count(all.size())));
    if (differing.isEmpty()) {
      return List.of(same);
    }
    Map<String, PairedTest> tests = tests(ANSWERS.get(table));
    List<Line> lines =
        differing.stream()
            .map(measure -> line(measure, before.get(measure), now.get(measure), tests))
            .toList();
    Block differences =
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
            lines);
    return List.of(same, differences);
  }

  private Map<ComparedMetric, Double> metrics(RunManifest run, String table) {
    List<String> columns =
        List.of("model", "training_corpus", "evaluated_on", "slice", "metric", "value");
    return warehouse.rows(table, run.runId(), columns).stream()
        .filter(row -> row.get("slice").equals("all"))
        // What is not defined has no value, which Collectors.toMap refuses.
        .collect(
            HashMap::new,
            (metrics, row) ->
                metrics.put(
                    ComparedMetric.of(
                        row, (String) row.get("evaluated_on"), (String) row.get("metric")),
                    (Double) row.get("value")),
            Map::putAll);
  }

  private Map<ComparedMetric, Double> validation(RunManifest run) {
    return warehouse
        .rows(MODELS, run.runId(), List.of("model", "training_corpus", "validation_accuracy"))
        .stream()
        .collect(
            Collectors.toMap(
                row -> ComparedMetric.of(row, "validation", "accuracy"),
                row -> (Double) row.get("validation_accuracy")));
  }

  private static Line line(
      ComparedMetric measure, Double before, Double now, Map<String, PairedTest> tests) {
    String network = String.join(" ", measure.model(), measure.trainingCorpus(), measure.images());
    PairedTest test =
        measure.metric().equals("accuracy") ? tests.getOrDefault(network, tests.get("")) : null;
    return Line.of(
        DisplayText.network(measure.model(), measure.trainingCorpus()),
        Cell.text(measure.images()),
        Cell.text(DisplayText.words(measure.metric())),
        Cell.number(number(before)),
        Cell.number(number(now)),
        Cell.number(before == null || now == null ? DisplayText.UNKNOWN : signed(now - before)),
        Cell.number(
            test == null
                ? DisplayText.UNKNOWN
                : "%s to %s".formatted(signed(test.lower()), signed(test.upper()))),
        Cell.number(test == null ? DisplayText.UNKNOWN : DisplayText.pValue(test.probability())));
  }

  private static String number(Double value) {
    return value == null ? DisplayText.UNKNOWN : DisplayText.decimal(value, 4);
  }

  private static String signed(double value) {
    return (value < 0 ? "−" : "+") + DisplayText.decimal(Math.abs(value), 4);
  }

  /** Returns a test for each network that answered to the same images in both runs. */
  private Map<String, PairedTest> tests(String answers) {
    boolean sameImages = answers != null && (answers.equals(OWN) ? samePictures() : sameCorpus());
    if (answers == null || !pair.have(answers) || !sameImages) {
      return Map.of();
    }
    Map<String, Map<String, ImageAnswer>> before = answers(pair.before(), answers);
    Map<String, PairedTest> tests = new HashMap<>();
    answers(pair.now(), answers)
        .forEach(
            (network, now) ->
                tests.put(network, test(before.getOrDefault(network, Map.of()), now)));
    tests.values().removeIf(test -> test.n() == 0);
    return tests;
  }

  private boolean sameCorpus() {
    return Objects.equals(pair.before().inputs().get("corpus"), pair.now().inputs().get("corpus"));
  }

  /** Pictures have the same names when they are drawn again: their folder's digest tells. */
  private boolean samePictures() {
    List<String> before = digests(pair.before());
    return !before.isEmpty() && before.equals(digests(pair.now()));
  }

  private static List<String> digests(RunManifest run) {
    return run.provenance().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("file "))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private static PairedTest test(Map<String, ImageAnswer> before, Map<String, ImageAnswer> now) {
    long onlyBefore = 0;
    long onlyNow = 0;
    long both = 0;
    DesignEffect design = new DesignEffect();
    for (Map.Entry<String, ImageAnswer> image : now.entrySet()) {
      ImageAnswer was = before.get(image.getKey());
      if (was != null) {
        int gain = (image.getValue().right() ? 1 : 0) - (was.right() ? 1 : 0);
        both++;
        onlyBefore += gain < 0 ? 1 : 0;
        onlyNow += gain > 0 ? 1 : 0;
        design.add(was.handwriting(), gain);
      }
    }
    return new PairedTest(onlyBefore, onlyNow, both, design.value());
  }

  /** Returns by network whether it read each labelled image rightly. */
  private Map<String, Map<String, ImageAnswer>> answers(RunManifest run, String table) {
    List<String> columns =
        List.of(
            "model",
            "training_corpus",
            "evaluated_on",
            "id",
            "digit",
            "path",
            "label",
            "predicted");
    Map<String, Map<String, ImageAnswer>> answers = new HashMap<>();
    for (Map<String, Object> row : warehouse.rows(table, run.runId(), columns)) {
      Object label = row.get("label");
      if (label == null) {
        continue;
      }
      // Own handwriting is read by one network, which the table does not name.
      String network =
          row.containsKey("model")
              ? String.join(
                  " ",
                  (String) row.get("model"),
                  (String) row.get("training_corpus"),
                  (String) row.get("evaluated_on"))
              : "";
      String image = (String) row.getOrDefault("id", row.get("path"));
      answers
          .computeIfAbsent(network, any -> new HashMap<>())
          .put(
              image + " " + label,
              new ImageAnswer(
                  label.equals(row.get("predicted")),
                  Objects.requireNonNullElse(row.get("digit"), image)));
    }
    return answers;
  }
}
