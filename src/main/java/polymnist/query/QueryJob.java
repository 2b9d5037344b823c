package polymnist.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import polymnist.input.SqlMistake;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.Failure;
import polymnist.job.JobDescription;
import polymnist.job.JobOption;
import polymnist.job.plan.Jobs;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;
import scala.Console;
import scala.runtime.BoxedUnit;

/**
 * Answers Spark SQL over all published tables by name, and {@code runs}. Tables show their latest
 * run, or with {@code --all-runs} every run, told apart by {@code run_id}; with {@code --as-of RUN}
 * those that were published up to that run count, and no later ones. Statements are parted by
 * semicolons; they stand on the command line, in a file or on standard input, and are asked for on
 * a terminal.
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
        "answer Spark SQL over all tables",
        "all tables by name, and `runs`",
        "\"SELECT ...; SELECT ...\"",
        List.of(
            new JobOption("--file", "FILE", "reads statements there, parted by semicolons"),
            new JobOption("--format", String.join("|", FORMATS), "how rows are printed"),
            JobOption.flag("--all-runs", "shows every run of a table, told apart by run_id"),
            new JobOption("--as-of", "RUN", "as all was when that run was published")));
  }

  @Override
  public int run(Arguments arguments, PrintStream out) {
    return run(arguments, System.in, out);
  }

  static int run(Arguments arguments, InputStream in, PrintStream out) {
    Map<String, String> options = arguments.options();
    String format = options.getOrDefault("--format", "text");
    if (!FORMATS.contains(format)) {
      throw UserError.request(
          "--format must be one of %s, was '%s'".formatted(String.join(", ", FORMATS), format));
    }
    Optional<String> text = text(arguments, in);
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    if (warehouse.runs().isEmpty()) {
      throw UserError.request(
          "nothing has been published in %s: run %s first"
              .formatted(warehouse.root(), warehouse.command("pipeline")));
    }
    Catalogue.RunSelection shown =
        options.containsKey("--all-runs")
            ? Catalogue.RunSelection.ALL_RUNS
            : Catalogue.RunSelection.LATEST_RUN;
    Catalogue catalogue = new Catalogue(warehouse, shown, until(warehouse, options.get("--as-of")));
    List<Statement> statements = parse(text.orElse(""), catalogue);
    SparkSession spark = Jobs.spark("query");
    // What goes wrong is told once, as the answer; tasks would tell it again with their traces.
    spark.sparkContext().setLogLevel("OFF");
    try {
      if (text.isPresent()) {
        answer(spark, statements, format, catalogue, out);
      } else {
        prompt(spark, format, catalogue, out);
      }
    } finally {
      spark.stop();
    }
    return 0;
  }

  /**
   * Returns what is asked, or nothing where a person sits at a terminal and is to be asked. Some
   * versions of Java have a console elsewhere, too; the prompt reads what comes from there.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<String> text(Arguments arguments, InputStream in) {
    List<String> words = arguments.rest();
    String file = arguments.options().get("--file");
    if (words.size() + (file == null ? 0 : 1) > 1) {
      throw UserError.request(
          "query needs its statements in one pair of quotes, such as \"SELECT * FROM metrics\", or"
              + " in a file that --file names");
    }
    if (words.isEmpty() && file == null && System.console() != null) {
      return Optional.empty();
    }
    String text;
    try {
      text =
          !words.isEmpty()
              ? words.get(0)
              : file != null
                  ? Files.readString(Path.of(file))
                  : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw UserError.request(
          "statements cannot be read from %s: %s"
              .formatted(file == null ? "standard input" : file, Failure.causes(e)));
    }
    if (Statement.texts(text).isEmpty()) {
      throw UserError.request(
          "query needs a statement in quotes, such as \"SELECT * FROM metrics\", in a file that"
              + " --file names, or on standard input");
    }
    return Optional.of(text);
  }

  private static void prompt(
      SparkSession spark, String format, Catalogue catalogue, PrintStream out) {
    try (Terminal terminal = TerminalBuilder.terminal()) {
      Prompt.ask(
          terminal,
          Path.of(System.getProperty("user.home"), ".polymnist_history"),
          text -> {
            try {
              answer(spark, parse(text, catalogue), format, catalogue, out);
            } catch (UserError e) {
              out.println(e.getMessage());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the statements of a text.
   *
   * @throws UserError when one is none, naming which of several
   */
  static List<Statement> parse(String text, Catalogue catalogue) {
    List<String> texts = Statement.texts(text);
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        statements.add(Statement.parse(texts.get(i)));
      } catch (Exception e) {
        throw refusal(e, which(i, texts), catalogue)
            .orElseThrow(() -> new IllegalStateException(e));
      }
      if (!statements.get(i).isQuestion()) {
        throw UserError.request(
            "%s'%s' asks nothing, and what is published never changes: write SELECT, WITH, VALUES, TABLE, SHOW, DESCRIBE, EXPLAIN, SET or CREATE TEMPORARY VIEW"
                .formatted(which(i, texts), texts.get(i).strip().replaceAll("\\s+", " ")));
      }
    }
    return statements;
  }

  private static String which(int i, List<?> several) {
    return several.size() == 1 ? "" : "statement " + (i + 1) + " of " + several.size() + ": ";
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
                        "--as-of must be a published run, was '%s': %s lists them"
                            .formatted(runId, warehouse.command("runs"))));
  }

  /**
   * Prints the rows that each statement answers; an empty line parts those of comma-separated
   * values.
   *
   * @throws UserError when a statement is at fault, or a value that it meets
   */
  static void answer(
      SparkSession spark,
      List<Statement> statements,
      String format,
      Catalogue catalogue,
      PrintStream out) {
    for (int i = 0; i < statements.size(); i++) {
      if (i > 0 && format.equals("csv")) {
        out.println();
      }
      try {
        catalogue.register(spark, statements.get(i));
        print(spark.sql(statements.get(i).text()), format, out);
      } catch (Exception e) {
        Optional<UserError> refusal = refusal(e, which(i, statements), catalogue);
        if (refusal.isPresent()) {
          throw refusal.get();
        }
        throw e;
      }
    }
  }

  /** Returns what is told of a statement that is at fault, or of a table that cannot be read. */
  private static Optional<UserError> refusal(Exception thrown, String which, Catalogue catalogue) {
    return SqlMistake.of(thrown)
        .map(
            mistake ->
                table(mistake)
                    .flatMap(catalogue::unreadable)
                    .map(damage -> UserError.rejectedInput(which + damage))
                    .orElseGet(
                        () ->
                            UserError.request(
                                which
                                    + mistake.getMessage().strip().lines().findFirst().orElse("")
                                    + table(mistake)
                                        .map(
                                            table ->
                                                NearestWord.told(
                                                    "\n%s%s: tables are %s",
                                                    table, catalogue.names()))
                                        .orElse(""))));
  }

  /** Returns the table that a statement lacks. */
  private static Optional<String> table(Throwable mistake) {
    return mistake instanceof AnalysisException missing && missing.getMessageParameters() != null
        ? Optional.ofNullable(missing.getMessageParameters().get("relationName"))
            .map(name -> name.replace("`", "").toLowerCase(Locale.ROOT))
        : Optional.empty();
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
                answer.show(10_000, 60);
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
      // Java would write times in the zone of the machine.
      values[i] =
          nested
              ? functions.to_json(value, WITH_NULLS).as(numbers[i])
              : type.equals(DataTypes.BinaryType) ? value : value.cast(DataTypes.StringType);
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
