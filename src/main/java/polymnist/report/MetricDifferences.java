package polymnist.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.DisplayText;
import polymnist.statistics.PairedTest;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** The metrics of two runs beside each other. */
record MetricDifferences(SparkSession spark, Warehouse warehouse, RunPair pair) {
  /** Tables of metrics, each with the table of the answers to single images that it counts. */
  static final Map<String, Answers> TABLES =
      new TreeMap<>(
          Map.of(
              "metrics",
              new Answers(
                  "predictions",
                  "id",
                  "concat_ws(' ', model, training_corpus, evaluated_on)",
                  "correct"),
              "custom_metrics",
              new Answers(
                  "custom_predictions",
                  "path",
                  // One network reads them all.
                  "''",
                  "label IS NOT NULL AND coalesce(predicted = label, false)")));

  private static final String METRICS =
      """
      SELECT coalesce(b.model, n.model) AS model,
             coalesce(b.training_corpus, n.training_corpus) AS training_corpus,
             coalesce(b.evaluated_on, n.evaluated_on) AS evaluated_on,
             coalesce(b.metric, n.metric) AS metric,
             b.value AS before, b.lower AS before_lower, b.upper AS before_upper,
             n.value AS now, n.lower AS now_lower, n.upper AS now_upper
      FROM   (SELECT * FROM metrics_before WHERE slice = 'all') b
      FULL   JOIN (SELECT * FROM metrics_now WHERE slice = 'all') n
        ON   b.model <=> n.model AND b.training_corpus <=> n.training_corpus
             AND b.evaluated_on <=> n.evaluated_on AND b.metric = n.metric
      ORDER  BY model, training_corpus, evaluated_on, metric
      """;

  private static final String MODELS =
      """
      SELECT coalesce(b.model, n.model) AS model,
             coalesce(b.training_corpus, n.training_corpus) AS training_corpus,
             'validation' AS evaluated_on, 'accuracy' AS metric,
             b.validation_accuracy AS before, NULL AS before_lower, NULL AS before_upper,
             n.validation_accuracy AS now, NULL AS now_lower, NULL AS now_upper
      FROM   metrics_before b
      FULL   JOIN metrics_now n ON b.model = n.model AND b.training_corpus = n.training_corpus
      ORDER  BY model, training_corpus
      """;

  /**
   * Answers to single images.
   *
   * @param id the column that tells images apart
   * @param network an expression for the network that answered
   * @param correct an expression
   */
  record Answers(String table, String id, String network, String correct) {}

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    TABLES.forEach(
        (table, answers) -> {
          if (pair.have(table)) {
            blocks.add(table(table, METRICS, pairedTests(answers)));
          }
        });
    if (pair.have("models")) {
      blocks.add(table("models", MODELS, Map.of()));
    }
    return blocks;
  }

  private Block table(String table, String query, Map<String, PairedTest> tests) {
    read(pair.before(), table).createOrReplaceTempView("metrics_before");
    read(pair.now(), table).createOrReplaceTempView("metrics_now");
    List<Line> lines =
        spark.sql(query).collectAsList().stream().map(row -> line(row, tests)).toList();
    return new Block.Table(
        new Caption(
            "Each metric of both runs; of accuracies on the same images, the difference of the"
                + " second to the first with its 95 % interval, and the probability of so unequal"
                + " counts by chance (McNemar).",
            table, query),
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
  }

  private static Line line(Row row, Map<String, PairedTest> tests) {
    String network = DisplayText.network(row.getAs("model"), row.getAs("training_corpus"));
    Double before = row.getAs("before");
    Double now = row.getAs("now");
    String metric = row.getAs("metric");
    String key =
        String.join(
            " ",
            row.<String>getAs("model"),
            row.getAs("training_corpus"),
            row.getAs("evaluated_on"));
    PairedTest test = metric.equals("accuracy") ? tests.getOrDefault(key, tests.get("")) : null;
    return Line.of(
        network,
        Cell.text(row.getAs("evaluated_on")),
        Cell.text(DisplayText.words(metric)),
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
  private Map<String, PairedTest> pairedTests(Answers answers) {
    Map<String, PairedTest> tests = new HashMap<>();
    boolean sameImages =
        String.valueOf(pair.before().inputs().get("corpus"))
            .equals(String.valueOf(pair.now().inputs().get("corpus")));
    if (!pair.have(answers.table()) || !sameImages) {
      return tests;
    }
    read(pair.before(), answers.table()).createOrReplaceTempView("answers_before");
    read(pair.now(), answers.table()).createOrReplaceTempView("answers_now");
    String side = "SELECT %s AS image, %s AS network, label, %s AS correct FROM answers_%s";
    for (Row row :
        spark
            .sql(
                """
                SELECT network, count_if(b.correct AND NOT n.correct) AS only_before,
                       count_if(n.correct AND NOT b.correct) AS only_now, count(*) AS n
                FROM   (%s) b JOIN (%s) n USING (image, network)
                WHERE  b.label <=> n.label AND b.label IS NOT NULL
                GROUP  BY network
                """
                    .formatted(
                        side.formatted(
                            answers.id(), answers.network(), answers.correct(), "before"),
                        side.formatted(answers.id(), answers.network(), answers.correct(), "now")))
            .collectAsList()) {
      tests.put(
          row.getAs("network"),
          new PairedTest(row.getAs("only_before"), row.getAs("only_now"), row.getAs("n")));
    }
    return tests;
  }

  private Dataset<Row> read(RunManifest run, String table) {
    return warehouse.read(spark, table, List.of(run.runId()));
  }
}
