package polymnist.eda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A question about the corpus: one SQL statement over the view {@code image_statistics} and the
 * answers before it, in the resource {@code TABLE.sql}, which also says what it answers.
 */
enum Question {
  RESOLUTION("eda_resolution"),
  BALANCE("eda_balance"),
  BALANCE_TEST("eda_balance_test"),
  MODALITIES("eda_modalities"),
  CLASSES("eda_classes"),
  PROBLEMS("eda_problems"),
  REPRESENTATIVES("eda_representatives");

  private final String table;

  Question(String table) {
    this.table = table;
  }

  /** Returns the name of the resource, of the answer's view and of the table. */
  String table() {
    return table;
  }

  /** Returns the statement, with its comments. */
  String sql() {
    try (InputStream in = Question.class.getResourceAsStream(table + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the resource " + table + ".sql is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table + ".sql", e);
    }
  }

  /** Returns the answer, and registers it as a view for the questions after it. */
  Dataset<Row> answer(SparkSession spark, EdaSettings settings) {
    Dataset<Row> answer = spark.sql(sql(), parameters(settings));
    answer.createOrReplaceTempView(table);
    return answer;
  }

  /** Returns the values of the markers {@code :examples}, {@code :low_contrast}, {@code :seed}. */
  static Map<String, Object> parameters(EdaSettings settings) {
    return Map.of(
        "examples",
        settings.examples(),
        "low_contrast",
        settings.lowContrast(),
        "seed",
        settings.seed());
  }
}
