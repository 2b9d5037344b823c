package polymnist.eda;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.warehouse.RowType;

/** What is expected of the corpus, checked against the answers. */
final class Contract {
  private Contract() {}

  /**
   * An expectation that was checked: a row of the table {@code eda_contract}.
   *
   * @param found null where the query has no number
   * @param holds whether it is kept: where nothing is there to judge, it is
   * @param message why it cannot be judged, else null
   */
  record Checked(
      String expectation,
      String expects,
      Double found,
      double most,
      boolean holds,
      @RowType.Nullable String message) {
    static final RowType<Checked> TYPE = RowType.of(Checked.class);

    /** Returns a broken expectation in words. */
    String described() {
      return message == null
          ? "%s: broken: %s was found, at most %s is allowed; expected: %s"
              .formatted(expectation, plain(found), plain(most), expects)
          : "%s: cannot be judged: %s".formatted(expectation, message);
    }

    private static String plain(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /** Asks what was found for every expectation, by name. */
  static List<Checked> check(
      SparkSession spark, Map<String, EdaSettings.Expectation> expectations) {
    return new TreeMap<>(expectations)
        .entrySet().stream().map(entry -> check(spark, entry.getKey(), entry.getValue())).toList();
  }

  private static Checked check(
      SparkSession spark, String name, EdaSettings.Expectation expectation) {
    Double found = null;
    String message = null;
    try {
      List<Row> rows = spark.sql(expectation.found()).collectAsList();
      if (rows.size() != 1 || rows.get(0).length() != 1) {
        message =
            String.format(
                Locale.ROOT, "the query must have one row of one column, has %d", rows.size());
      } else if (rows.get(0).get(0) instanceof Number number) {
        found = number.doubleValue();
      } else if (!rows.get(0).isNullAt(0)) {
        message = "the query must have a number, has " + rows.get(0).get(0);
      }
    } catch (Exception e) {
      Optional<StatementFailure> failure = StatementFailure.of(e);
      if (failure.isEmpty()) {
        throw e;
      }
      message = failure.get().message();
    }
    double most = expectation.most();
    boolean holds = message == null && (found == null || found <= most);
    return new Checked(name, expectation.expects(), found, most, holds, message);
  }
}
