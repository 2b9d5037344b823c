package polymnist.eda;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What is expected of the corpus, checked against the answers. */
final class Contract {
  /** The table {@code eda_contract}; {@code found} is null where the query has no number. */
  static final StructType SCHEMA =
      new StructType()
          .add("expectation", StringType, false)
          .add("expects", StringType, false)
          .add("found", DoubleType, true)
          .add("most", DoubleType, false)
          .add("holds", BooleanType, false)
          .add("message", StringType, true);

  private Contract() {}

  /**
   * An expectation that was checked.
   *
   * @param found null where the query has no number
   * @param message why it cannot be judged, else null
   */
  record Checked(String name, EdaSettings.Expectation expectation, Double found, String message) {
    /** Tells whether it holds: where nothing is there to judge, it does. */
    boolean holds() {
      return message == null && (found == null || found <= expectation.most());
    }

    /** Returns the columns of {@link #SCHEMA}. */
    Row toRow() {
      return RowFactory.create(
          name, expectation.expects(), found, expectation.most(), holds(), message);
    }

    /** Returns a broken expectation in words. */
    String described() {
      return message == null
          ? "%s: broken: %s was found, at most %s is allowed; expected: %s"
              .formatted(name, plain(found), plain(expectation.most()), expectation.expects())
          : "%s: cannot be judged: %s".formatted(name, message);
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
    return new Checked(name, expectation, found, message);
  }
}
