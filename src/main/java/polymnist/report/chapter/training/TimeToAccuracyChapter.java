package polymnist.report.chapter.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;
import polymnist.report.plot.Plots.Axis;
import polymnist.report.plot.Plots.Curve;
import polymnist.report.plot.Plots.Range;

/** How long trainings last until so many of the validation images are read right. */
public final class TimeToAccuracyChapter implements Chapter {
  /** Seconds are medians over seeds, infinite where half of the trainings do not come that far. */
  static final String MEDIANS =
      """
      WITH trainings AS (
        SELECT network, recipe, software, seed,
               MAX(validation_accuracy) AS best,
               MIN(IF(validation_accuracy >= 0.95, seconds, NULL)) AS to95,
               MIN(IF(validation_accuracy >= 0.97, seconds, NULL)) AS to97,
               MIN(IF(validation_accuracy >= 0.98, seconds, NULL)) AS to98,
               MIN(IF(validation_accuracy >= 0.99, seconds, NULL)) AS to99,
               MIN(IF(validation_accuracy >= 0.993, seconds, NULL)) AS to993
        FROM   time_to_accuracy
        GROUP  BY network, recipe, software, seed)
      SELECT network, recipe, software,
             COUNT(*) AS seeds,
             PERCENTILE(best, 0.5) AS best,
             PERCENTILE(COALESCE(to95, DOUBLE('infinity')), 0.5) AS to95,
             PERCENTILE(COALESCE(to97, DOUBLE('infinity')), 0.5) AS to97,
             PERCENTILE(COALESCE(to98, DOUBLE('infinity')), 0.5) AS to98,
             PERCENTILE(COALESCE(to99, DOUBLE('infinity')), 0.5) AS to99,
             PERCENTILE(COALESCE(to993, DOUBLE('infinity')), 0.5) AS to993
      FROM   trainings
      GROUP  BY network, recipe, software
      ORDER  BY network, software DESC, recipe DESC
      """;

  /** The epochs of the first seed. */
  static final String CURVES =
      """
      SELECT network, recipe, software, seconds, validation_accuracy
      FROM   (SELECT *, MIN(seed) OVER (PARTITION BY network, recipe, software) AS first
              FROM   time_to_accuracy)
      WHERE  seed = first
      ORDER  BY network, software DESC, recipe DESC, epoch
      """;

  private static final List<String> TABLES = List.of("time_to_accuracy");
  private static final String NONE = "No training was timed until its accuracy.";
  private static final List<String> TARGETS = List.of("to95", "to97", "to98", "to99", "to993");

  @Override
  public String id() {
    return "time-to-accuracy";
  }

  @Override
  public String title() {
    return "Time to accuracy";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.blocks(
        TABLES,
        MEDIANS,
        NONE,
        answer ->
            Stream.concat(
                    medians(answer).stream(),
                    study
                        .blocks(TABLES, CURVES, NONE, curves -> curves(curves, study.plots()))
                        .stream())
                .toList());
  }

  private static List<Block> medians(QueryAnswer answer) {
    return List.of(
        new Table(
            answer.caption(
                "Seconds of training, without validation, until a share of the validation images"
                    + " is read right at the end of an epoch: medians over the seeds, and a dash"
                    + " where half of the trainings or more do not come that far. Fresh: on images"
                    + " changed anew in every epoch; pasted: on digits bent and pasted on their photos"
                    + " anew. Libtorch trains the same network with the same minibatches, epochs and"
                    + " learning rates; MLlib by L-BFGS, each number of iterations from the beginning."),
            List.of(
                Cell.text("network"),
                Cell.text("recipe"),
                Cell.text("software"),
                Cell.number("seeds"),
                Cell.number("best accuracy"),
                Cell.number("to 95 %"),
                Cell.number("to 97 %"),
                Cell.number("to 98 %"),
                Cell.number("to 99 %"),
                Cell.number("to 99.3 %")),
            answer.rows().stream().map(TimeToAccuracyChapter::line).toList()));
  }

  private static Line line(TableRow row) {
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                Cell.text(row.text("recipe")),
                Cell.text(row.text("software")),
                Cell.number(DisplayText.count(row.asLong("seeds"))),
                Cell.number(DisplayText.accuracy(row.asDouble("best")))));
    for (String target : TARGETS) {
      double seconds = row.asDouble(target);
      cells.add(Cell.number(Double.isFinite(seconds) ? DisplayText.seconds(seconds) : "–"));
    }
    return new Line(DisplayText.name(row.text("network")), false, cells);
  }

  private static List<Block> curves(QueryAnswer answer, Plots plots) {
    Map<String, List<TableRow>> networks =
        TableRow.grouped(answer.rows(), row -> row.text("network"));
    return List.of(
        new Charts(
            answer.caption("Validation accuracy over the seconds of training, of the first seed."),
            networks.entrySet().stream()
                .map(network -> plot(network.getKey(), network.getValue(), plots))
                .toList()));
  }

  private static Picture plot(String network, List<TableRow> epochs, Plots plots) {
    Map<String, List<TableRow>> trainings =
        TableRow.grouped(epochs, row -> row.text("software") + ", " + row.text("recipe"));
    List<String> names = List.copyOf(trainings.keySet());
    return plots.lines(
        "Accuracy of " + DisplayText.name(network),
        Axis.linear("seconds of training", Range.FREE),
        Axis.linear("accuracy in %", Range.FREE),
        names.stream()
            .map(
                name ->
                    new Curve(
                        name,
                        names.indexOf(name),
                        !name.startsWith("polymnist"),
                        values(trainings.get(name), "seconds", 1),
                        values(trainings.get(name), "validation_accuracy", 100)))
            .toList(),
        "curves of validation accuracy of %s over seconds of training: %s"
            .formatted(DisplayText.name(network), String.join("; ", names)));
  }

  private static List<Double> values(List<TableRow> rows, String column, double factor) {
    return rows.stream().map(row -> row.asDouble(column) * factor).toList();
  }
}
