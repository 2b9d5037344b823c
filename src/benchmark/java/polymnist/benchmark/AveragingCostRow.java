package polymnist.benchmark;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polymnist.train.LearningCurveRow;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code training_benchmark_accuracy}: a network trained with a number of
 * workers, as the settings of training say.
 *
 * @param seconds of all epochs, without validation
 * @param overhead the share of these, 0 to 1, that was neither spent in the network nor in reading
 *     images
 * @param accuracy after the last epoch, on validation images, 0 to 1
 */
record AveragingCostRow(
    String network,
    int workers,
    long seed,
    int epochs,
    double seconds,
    double overhead,
    double accuracy) {
  static final RowType<AveragingCostRow> TYPE = RowType.of(AveragingCostRow.class);

  /**
   * Returns a row.
   *
   * @param atOnce how many workers ran at the same time
   */
  static AveragingCostRow of(
      String network, int workers, int atOnce, long seed, List<LearningCurveRow> curve) {
    double seconds = curve.stream().mapToDouble(LearningCurveRow::seconds).sum();
    double useful =
        curve.stream().mapToDouble(epoch -> epoch.computeSeconds() + epoch.dataSeconds()).sum();
    return new AveragingCostRow(
        network,
        workers,
        seed,
        curve.size(),
        seconds,
        1 - useful / (atOnce * seconds),
        curve.get(curve.size() - 1).validationAccuracy());
  }

  /** Returns the means over the seeds as a table in Markdown, and the overhead of all networks. */
  static String table(List<AveragingCostRow> rows) {
    Map<String, Map<Integer, List<AveragingCostRow>>> networks =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    AveragingCostRow::network,
                    TreeMap::new,
                    Collectors.groupingBy(
                        AveragingCostRow::workers, TreeMap::new, Collectors.toList())));
    StringBuilder table =
        new StringBuilder(
            """
            | network | workers | seeds | mean accuracy | lowest | highest | seconds | overhead |
            |---|---|---|---|---|---|---|---|
            """);
    networks.forEach(
        (network, workers) ->
            workers.forEach((count, seeds) -> table.append(line(network, count, seeds))));
    rows.stream()
        .collect(
            Collectors.groupingBy(AveragingCostRow::workers, TreeMap::new, Collectors.toList()))
        .forEach((count, all) -> table.append(line("all", count, all)));
    return table.toString();
  }

  private static String line(String network, int workers, List<AveragingCostRow> seeds) {
    DoubleSummaryStatistics accuracy =
        seeds.stream().mapToDouble(AveragingCostRow::accuracy).summaryStatistics();
    double seconds = seeds.stream().mapToDouble(AveragingCostRow::seconds).sum();
    double lost = seeds.stream().mapToDouble(row -> row.overhead * row.seconds).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.2f %% | %.2f %% | %.2f %% | %.0f | %.1f %% |%n",
        network,
        workers,
        seeds.size(),
        100 * accuracy.getAverage(),
        100 * accuracy.getMin(),
        100 * accuracy.getMax(),
        seconds / seeds.size(),
        100 * lost / seconds);
  }
}
