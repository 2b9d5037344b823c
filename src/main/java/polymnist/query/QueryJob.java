package polymnist.query;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import polymnist.input.SqlMistake;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.JobDescription;
import polymnist.job.JobOption;
import polymnist.job.plan.Jobs;
import polymnist.setting.Settings;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;
import scala.Console;
import scala.runtime.BoxedUnit;

/**
 * Answers a Spark SQL statement over all published tables by name, and {@code runs}. Tables show
 * their latest run, or with {@code --all-runs} every run, told apart by {@code run_id}; with {@code
 * --as-of RUN} those that were published up to that run count, and no later ones.
 *
 * <pre>./spark-submit.sh query --format csv "SELECT model, value FROM metrics WHERE slice = 'all'"
 * </pre>
 */
public final class QueryJob implements Command {
  /** How Spark writes JSON: a key for each column in every row. */
  private static final Map<String, String> WITH_NULLS = Map.of("ignoreNullFields", "false");

  private static final List<String> FORMATS = List.of("text", "csv", "json");

  @Override
  public JobDescription description() {
    return JobDescription.ofCommand(
        "query",
        "answer a statement of Spark SQL over all tables",
        "all tables by name, and `runs`",
        "\"SELECT ...\"",
        List.of(
            new JobOption("--format", String.join("|", FORMATS), "how rows are printed"),
            JobOption.flag("--all-runs", "shows every run of a table, told apart by run_id"),
            new JobOption("--as-of", "RUN", "as all was when that run was published")));
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    String format = arguments.options().getOrDefault("--format", "text");
    if (!FORMATS.contains(format)) {
      throw UserError.request(
          "--format must be one of %s, was '%s'".formatted(String.join(", ", FORMATS), format));
    }
    if (arguments.rest().size() != 1) {
      throw UserError.request(
          "query needs one statement in quotes, such as \"SELECT * FROM metrics\"");
    }
    Settings settings = arguments.settings();
    Warehouse warehouse = new Jobs(settings).warehouse();
    if (warehouse.runs().isEmpty()) {
      throw UserError.request(
          "nothing has been published in %s: run ./spark-submit.sh pipeline%s first"
              .formatted(warehouse.root(), settings.repeated("study.warehouse")));
    }
    Catalogue.RunSelection shown =
        arguments.options().containsKey("--all-runs")
            ? Catalogue.RunSelection.ALL_RUNS
            : Catalogue.RunSelection.LATEST_RUN;
    long until = until(warehouse, arguments.options().get("--as-of"));
    SparkSession spark = Jobs.spark("query");
    try {
      String statement = arguments.rest().get(0);
      Catalogue.Views views = Catalogue.register(spark, warehouse, shown, until, statement);
      // What goes wrong is told once, as the answer; tasks would tell it again with their traces.
      spark.sparkContext().setLogLevel("OFF");
      answer(spark, statement, format, views, out);
    } finally {
      spark.stop();
    }
    return 0;
  }

  /** Returns the place of a run in the order of publication; without one all are in question. */
  private static long until(Warehouse warehouse, String runId) {
    return runId == null
        ? Long.MAX_VALUE
        : warehouse.runsOf(runId).stream()
            .map(RunManifest::sequence)
            .max(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    UserError.request(
                        "--as-of must be a published run, was '%s': ./spark-submit.sh runs lists them"
                            .formatted(runId)));
  }

  /**
   * Prints the rows that a statement answers.
   *
   * @throws UserError when the statement is at fault, or a value that it meets
   */
  static void answer(
      SparkSession spark, String statement, String format, Catalogue.Views views, PrintStream out) {
    try {
      print(spark.sql(statement), format, out);
    } catch (Exception e) {
      Optional<Throwable> mistake = SqlMistake.of(e);
      if (mistake.isPresent()) {
        Optional<String> damage = unreadable(mistake.get(), views.unreadable());
        if (damage.isPresent()) {
          throw UserError.rejectedInput(damage.get());
        }
        throw refusal(mistake.get(), views);
      }
      throw e;
    }
  }

  /** Returns why a table that a statement lacks cannot be read, where it is one of those. */
  private static Optional<String> unreadable(Throwable mistake, Map<String, String> unreadable) {
    return mistake instanceof AnalysisException missing && missing.getMessageParameters() != null
        ? Optional.ofNullable(missing.getMessageParameters().get("relationName"))
            .map(name -> unreadable.get(name.replace("`", "").toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static UserError refusal(Throwable mistake, Catalogue.Views views) {
    return UserError.request(
        mistake.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("")
            + "\ntables are "
            + String.join(", ", views.names()));
  }

  private static void print(Dataset<Row> answer, String format, PrintStream out) {
    PrintStream utf8 = new PrintStream(out, true, StandardCharsets.UTF_8);
    switch (format) {
      case "json" ->
          answer
              .select(functions.to_json(functions.struct(functions.col("*")), WITH_NULLS))
              .toLocalIterator()
              .forEachRemaining(row -> utf8.println(row.getString(0)));
      case "csv" -> printCsv(answer, utf8);
      default ->
          Console.withOut(
              utf8,
              () -> {
                answer.show((int) Math.min(answer.count(), 10_000), 60);
                return BoxedUnit.UNIT;
              });
    }
    utf8.flush();
  }

  /** Values within values are JSON, and bytes base64, as within JSON. */
  private static void printCsv(Dataset<Row> answer, PrintStream out) {
    out.println(Csv.line(Arrays.asList(answer.columns())));
    StructField[] fields = answer.schema().fields();
    String[] numbers = new String[fields.length];
    Column[] values = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      // Two columns may have one name.
      numbers[i] = Integer.toString(i);
      Column value = functions.col(numbers[i]);
      DataType type = fields[i].dataType();
      boolean nested =
          type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
      values[i] = nested ? functions.to_json(value, WITH_NULLS).as(numbers[i]) : value;
    }
    answer
        .toDF(numbers)
        .select(values)
        .toLocalIterator()
        .forEachRemaining(
            row -> {
              List<String> cells = new ArrayList<>();
              for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                cells.add(
                    value instanceof byte[] bytes
                        ? Base64.getEncoder().encodeToString(bytes)
                        : Objects.toString(value, null));
              }
              out.println(Csv.line(cells));
            });
  }
}
