package polymnist.eda;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.job.Failure;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/**
 * What became of a question: a row of the table {@code eda_questions}.
 *
 * @param question its name
 * @param file where it was read
 * @param own whether it is a user's and none of the project's
 * @param rows of its table, 0 where it has none
 * @param failure null where it was answered
 */
record QuestionResult(
    String question,
    String file,
    String description,
    boolean own,
    boolean answered,
    long rows,
    @RowType.Flat @RowType.Nullable StatementFailure failure) {
  static final RowType<QuestionResult> TYPE = RowType.of(QuestionResult.class);

  private static final String IMAGE = "image";

  /**
   * The table {@code eda_answers}; {@code row} counts from 1, {@code image} has the bytes of the
   * answer's column of that name.
   */
  static final StructType TEXTS =
      new StructType()
          .add("question", StringType, false)
          .add("row", IntegerType, false)
          .add("columns", createArrayType(StringType, false), false)
          .add("values", createArrayType(StringType, true), false)
          .add(IMAGE, BinaryType, true);

  private static final Logger LOG = LoggerFactory.getLogger(QuestionResult.class);

  private static final int TRIES = 2;

  private static final int MAX_TEXTS = 100;

  private QuestionResult(Question question, boolean own, long rows, StatementFailure failure) {
    this(
        question.table(),
        question.file(),
        question.description(),
        own,
        failure == null,
        rows,
        failure);
  }

  /**
   * Answers a question: writes its table, and makes what was written the view of its name. A
   * statement that Spark refuses has no table; a fault of the machine is tried again, and then
   * fails the job, as it says nothing about the question.
   */
  static QuestionResult write(
      SparkSession spark, Question question, EdaSettings settings, StageRun run) {
    long begin = System.nanoTime();
    boolean own = !EdaJob.BUILT_IN.contains(question.table());
    for (int attempt = 1; ; attempt++) {
      try {
        run.writeSmall(question.table(), spark.sql(question.sql(), settings.parameters()));
        run.written(spark, question.table()).createOrReplaceTempView(question.table());
        LOG.info("{} took {} s", question.table(), (System.nanoTime() - begin) / 1e9);
        return new QuestionResult(question, own, run.rowsWritten(question.table()), null);
      } catch (Exception e) {
        Optional<StatementFailure> failure = StatementFailure.of(e);
        if (failure.isPresent()) {
          return refused(question, own, failure.get());
        }
        if (attempt == TRIES || spark.sparkContext().isStopped()) {
          throw e;
        }
        LOG.warn("{} is asked again, it failed: {}", question.file(), Failure.causes(e));
      }
    }
  }

  private static QuestionResult refused(Question question, boolean own, StatementFailure failure) {
    System.err.printf(
        "eda: %s%s: %s%n",
        question.file(), failure.line() == null ? "" : ":" + failure.line(), failure.message());
    return new QuestionResult(question, own, 0, failure);
  }

  /**
   * Returns the first rows of an answer as text, in the columns of {@link #TEXTS}. Its column
   * {@code image}, of bytes or as {@code corpus} has it, is the row's picture.
   */
  static List<Row> texts(SparkSession spark, String table) {
    Dataset<Row> answer = spark.table(table);
    String[] columns = answer.columns();
    List<Row> rows = answer.limit(MAX_TEXTS).collectAsList();
    List<Row> texts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      byte[] image = image(rows.get(i), columns);
      String[] values = new String[columns.length];
      for (int column = 0; column < columns.length; column++) {
        boolean shown = image != null && columns[column].equals(IMAGE);
        values[column] = text(shown ? image : rows.get(i).get(column));
      }
      texts.add(RowFactory.create(table, i + 1, columns, values, image));
    }
    return texts;
  }

  private static byte[] image(Row row, String[] columns) {
    Object image = List.of(columns).contains(IMAGE) ? row.getAs(IMAGE) : null;
    if (image instanceof Row struct && List.of(struct.schema().fieldNames()).contains("bytes")) {
      image = struct.getAs("bytes");
    }
    return image instanceof byte[] bytes ? bytes : null;
  }

  private static String text(Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
  }
}
