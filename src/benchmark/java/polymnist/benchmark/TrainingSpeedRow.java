package polymnist.benchmark;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import polymnist.train.LearningCurveRow;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code training_benchmark}: one repetition with one network.
 *
 * @param repetition from 1
 * @param images trained in each case, but for libtorch; every epoch counts
 * @param twoWorkers images a second of two workers together, with all that an epoch needs
 * @param oneWorker images a second of one worker
 * @param apart images a second, in all, of two trainings at once that have one worker each: what
 *     two workers would reach on this machine if they never waited for each other. It is the sum of
 *     both speeds, so it is a little high where one still trains when the other is done
 * @param bfloat16 images a second of two workers that compute in bfloat16, else in floats; NaN
 *     where the processor does not multiply it
 * @param libtorch images a second of two processes of libtorch together; NaN without libtorch, 0
 *     where it failed
 * @param libtorchBfloat16 the same in bfloat16
 */
record TrainingSpeedRow(
    String network,
    int repetition,
    long images,
    double twoWorkers,
    double oneWorker,
    double apart,
    double bfloat16,
    double libtorch,
    double libtorchBfloat16) {
  static final RowType<TrainingSpeedRow> TYPE = RowType.of(TrainingSpeedRow.class);

  static TrainingSpeedRow of(
      String network,
      int repetition,
      List<LearningCurveRow> two,
      List<LearningCurveRow> one,
      List<List<LearningCurveRow>> apart,
      Optional<List<LearningCurveRow>> bfloat16,
      double libtorch,
      double libtorchBfloat16) {
    return new TrainingSpeedRow(
        network,
        repetition,
        examples(two),
        imagesPerSecond(two),
        imagesPerSecond(one),
        apart.stream().mapToDouble(TrainingSpeedRow::imagesPerSecond).sum(),
        bfloat16.map(TrainingSpeedRow::imagesPerSecond).orElse(Double.NaN),
        libtorch,
        libtorchBfloat16);
  }

  private static long examples(List<LearningCurveRow> curve) {
    return curve.stream().mapToLong(LearningCurveRow::examples).sum();
  }

  private static double imagesPerSecond(List<LearningCurveRow> curve) {
    return examples(curve) / curve.stream().mapToDouble(LearningCurveRow::seconds).sum();
  }

  static final String HEADER =
      """
      | network | two workers, images/s | in bfloat16 | libtorch, images/s | in bfloat16 | \
      best, times libtorch's best | bfloat16, times float | times one worker | \
      two trainings apart, times one worker |
      |---|---|---|---|---|---|---|---|---|
      """;

  /**
   * Returns the line of a table in Markdown of all networks together: of a training of each, one
   * after the other, with equally many images.
   */
  static String lineOfAll(List<TrainingSpeedRow> rows) {
    return rows.isEmpty() ? "" : line(together(rows));
  }

  /** Returns a row of all networks for each repetition. */
  private static List<TrainingSpeedRow> together(List<TrainingSpeedRow> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(TrainingSpeedRow::repetition, TreeMap::new, toList()))
        .values()
        .stream()
        .map(
            networks ->
                new TrainingSpeedRow(
                    "all",
                    networks.get(0).repetition,
                    networks.stream().mapToLong(TrainingSpeedRow::images).sum(),
                    imagesPerSecond(networks, TrainingSpeedRow::twoWorkers),
                    imagesPerSecond(networks, TrainingSpeedRow::oneWorker),
                    imagesPerSecond(networks, TrainingSpeedRow::apart),
                    imagesPerSecond(networks, TrainingSpeedRow::bfloat16),
                    imagesPerSecond(networks, TrainingSpeedRow::libtorch),
                    imagesPerSecond(networks, TrainingSpeedRow::libtorchBfloat16)))
        .toList();
  }

  /** Returns how many images a second are trained where each network trains equally many. */
  private static double imagesPerSecond(
      List<TrainingSpeedRow> networks, ToDoubleFunction<TrainingSpeedRow> speed) {
    return networks.size()
        / networks.stream().mapToDouble(row -> 1 / speed.applyAsDouble(row)).sum();
  }

  /** Returns the medians of a network's repetitions as a line of a table in Markdown. */
  static String line(List<TrainingSpeedRow> repetitions) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %s | %s | %s | %s | %.2f | %.2f |%n",
        repetitions.get(0).network,
        SpeedFigures.median(repetitions, TrainingSpeedRow::twoWorkers),
        speed(repetitions, TrainingSpeedRow::bfloat16),
        speed(repetitions, TrainingSpeedRow::libtorch),
        speed(repetitions, TrainingSpeedRow::libtorchBfloat16),
        SpeedFigures.known("%.2f", SpeedFigures.median(repetitions, TrainingSpeedRow::timesRival)),
        SpeedFigures.known(
            "%.2f", SpeedFigures.median(repetitions, row -> row.bfloat16 / row.twoWorkers)),
        SpeedFigures.median(repetitions, row -> row.twoWorkers / row.oneWorker),
        SpeedFigures.median(repetitions, row -> row.apart / row.oneWorker));
  }

  private static String speed(
      List<TrainingSpeedRow> repetitions, ToDoubleFunction<TrainingSpeedRow> figure) {
    return SpeedFigures.known("%,.0f", SpeedFigures.median(repetitions, figure));
  }

  private double timesRival() {
    return SpeedFigures.best(twoWorkers, bfloat16) / SpeedFigures.best(libtorch, libtorchBfloat16);
  }
}
