package polymnist.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.model.BestModel;

/** What an evaluation comes to, in a line each. */
final class Headlines {
  private Headlines() {}

  /**
   * Returns how good the best network is; reads the views {@code models} and {@code metrics}.
   *
   * @param split the images that were tested
   */
  static Optional<String> best(SparkSession spark, String split) {
    return spark
        .sql(
            BestModel.WITH_BEST
                + """
                SELECT model, training_corpus, value, lower, upper, n
                FROM   metrics JOIN best USING (model, training_corpus)
                WHERE  slice = 'all' AND metric = 'accuracy' AND evaluated_on = '%s'
                """
                    .formatted(split))
        .collectAsList()
        .stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s on %s reads %.2f %% of %,d %s images (95 %% interval %.2f to %.2f %%)",
                    row.getAs("model"),
                    row.getAs("training_corpus"),
                    100 * row.<Double>getAs("value"),
                    row.<Long>getAs("n"),
                    split,
                    100 * row.<Double>getAs("lower"),
                    100 * row.<Double>getAs("upper")))
        .findFirst();
  }

  /**
   * Returns what augmentation changed in each network; reads the view {@code augmentation_effect}.
   */
  static Optional<String> augmentation(SparkSession spark, String split) {
    List<Row> effects =
        spark
            .table("augmentation_effect")
            .where("slice = 'all' AND evaluated_on = '%s'".formatted(split))
            .orderBy("model")
            .collectAsList();
    return Optional.of(effects)
        .filter(rows -> !rows.isEmpty())
        .map(rows -> rows.stream().map(Headlines::effect).collect(Collectors.joining(", ")));
  }

  private static String effect(Row row) {
    return String.format(
        Locale.ROOT,
        "%s %+.2f points (%+.2f to %+.2f)",
        row.getAs("model"),
        100 * row.<Double>getAs("difference"),
        100 * row.<Double>getAs("lower"),
        100 * row.<Double>getAs("upper"));
  }
}
