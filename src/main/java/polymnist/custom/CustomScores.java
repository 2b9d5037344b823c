package polymnist.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.model.TrainedModel;
import polymnist.statistics.Wilson;
import polymnist.warehouse.RowType;

/**
 * How well a network read pictures.
 *
 * @param used the presentation whose answers count
 * @param pictures in all
 * @param recognised those in which a digit was found
 * @param nonDigits those that are labelled to show none
 * @param refused those of the non-digits in which none was found
 * @param counts the labelled pictures, by presentation and slice
 */
record CustomScores(
    TrainedModel model,
    String used,
    long pictures,
    long recognised,
    long nonDigits,
    long refused,
    List<Count> counts) {
  /** The view of the answers, under the name that their table will have. */
  static final String VIEW = "custom_predictions";

  static final String ALL = "all";

  private static final RowType<MetricRow> METRICS = RowType.of(MetricRow.class);
  private static final RowType<PresentationRow> PRESENTATIONS = RowType.of(PresentationRow.class);

  private record MetricRow(
      String model, String trainingCorpus, String evaluatedOn, @RowType.Flat Metric metric) {}

  private record PresentationRow(String presentation, boolean used, @RowType.Flat Metric metric) {}

  /** Labelled pictures of a slice, and how many of them were read rightly. */
  record Count(String presentation, String slice, long correct, long n) {}

  /** A measured value; the interval is null where there is none. */
  private record Metric(
      String slice, String metric, Double value, Double lower, Double upper, long n) {
    static Metric share(String slice, String metric, long hits, long n) {
      return new Metric(
          slice, metric, (double) hits / n, Wilson.lower(hits, n), Wilson.upper(hits, n), n);
    }
  }

  /**
   * Counts answers.
   *
   * @param groupBy the attribute by whose values they are counted too, or blank
   */
  static CustomScores of(
      SparkSession spark, Dataset<Row> answers, TrainedModel model, String used, String groupBy) {
    answers.createOrReplaceTempView(VIEW);
    Row found =
        spark
            .sql(
                """
                SELECT COUNT(*)                                          AS pictures,
                       COUNT_IF(status = 'digit')                        AS recognised,
                       COUNT_IF(NOT shows_digit)                         AS non_digits,
                       COUNT_IF(NOT shows_digit AND predicted IS NULL)   AS refused
                FROM   custom_predictions
                """)
            .head();
    List<Count> counts =
        spark
            .sql(
                """
                WITH shown AS (
                  SELECT label, attributes, explode(compared) AS (presentation, predicted)
                  FROM   custom_predictions
                  WHERE  label IS NOT NULL),
                sliced AS (
                  SELECT presentation, predicted <=> label AS correct,
                         explode(array('all', concat(:column, '=', attributes[:column]))) AS slice
                  FROM   shown)
                SELECT presentation, slice,
                       COUNT_IF(correct) AS correct,
                       COUNT(*)          AS n
                FROM   sliced
                WHERE  slice IS NOT NULL
                GROUP  BY presentation, slice
                ORDER  BY presentation, slice <> 'all', slice
                """,
                Map.of("column", groupBy))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Count(
                        row.getAs("presentation"),
                        row.getAs("slice"),
                        row.<Long>getAs("correct"),
                        row.<Long>getAs("n")))
            .toList();
    return new CustomScores(
        model,
        used,
        found.<Long>getAs("pictures"),
        found.<Long>getAs("recognised"),
        found.<Long>getAs("non_digits"),
        found.<Long>getAs("refused"),
        counts);
  }

  /** Returns the rows of {@code custom_metrics}. */
  Dataset<Row> metrics(SparkSession spark) {
    List<MetricRow> rows = new ArrayList<>();
    rows.add(metric(Metric.share(ALL, "recognised", recognised, pictures)));
    measured().forEach(measured -> rows.add(metric(measured)));
    return METRICS.table(spark, rows);
  }

  private MetricRow metric(Metric m) {
    return new MetricRow(model.model(), model.trainingCorpus(), "custom", m);
  }

  /** Returns the rows of {@code custom_presentations}. */
  Dataset<Row> presentations(SparkSession spark) {
    List<PresentationRow> rows = new ArrayList<>();
    counts.stream()
        .map(Count::presentation)
        .distinct()
        .forEach(
            presentation ->
                accuracies(presentation)
                    .forEach(
                        m ->
                            rows.add(
                                new PresentationRow(presentation, presentation.equals(used), m))));
    return PRESENTATIONS.table(spark, rows);
  }

  /** The accuracy of all, of each slice, and the mean over the slices where there are any. */
  private List<Metric> accuracies(String presentation) {
    List<Metric> accuracies = new ArrayList<>();
    double sum = 0;
    for (Count count : counts) {
      if (count.presentation.equals(presentation)) {
        Metric accuracy = Metric.share(count.slice, "accuracy", count.correct, count.n);
        accuracies.add(accuracy);
        sum += count.slice.equals(ALL) ? 0 : accuracy.value;
      }
    }
    int slices = accuracies.size() - 1;
    if (slices > 0) {
      accuracies.add(new Metric(ALL, "mean_accuracy", sum / slices, null, null, slices));
    }
    return accuracies;
  }

  /** The accuracies, and how many non-digits were refused where there are any. */
  private List<Metric> measured() {
    List<Metric> measured = accuracies(used);
    if (nonDigits > 0) {
      measured.add(Metric.share(ALL, "non_digits_refused", refused, nonDigits));
    }
    return measured;
  }

  /** Returns the accuracies in words, such as {@code accuracy 97.96 % of 49}. */
  List<String> lines() {
    return measured().stream()
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "%s %s: %.2f %% of %d",
                    m.slice,
                    m.metric.replace('_', ' '),
                    100 * m.value,
                    m.n))
        .toList();
  }
}
