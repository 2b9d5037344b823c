package polymnist.query;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import polymnist.job.Arguments;
import polymnist.job.Jobs;
import polymnist.setting.UserError;
import polymnist.warehouse.Warehouse;
import scala.Console;
import scala.runtime.BoxedUnit;

/**
 * Answers a Spark SQL statement over all published tables by name, and {@code runs}. Tables show
 * their latest run, or with {@code --all-runs} every run, told apart by {@code run_id}.
 *
 * <pre>./spark-submit.sh query --format csv "SELECT model, value FROM metrics WHERE slice = 'all'"
 * </pre>
 */
public final class QueryJob {
  private static final List<String> FORMATS = List.of("text", "csv", "json");

  private QueryJob() {}

  public static void main(String[] args) {
    Jobs.exit(() -> run(args, System.out));
  }

  static int run(String[] args, PrintStream out) {
    Arguments arguments = Arguments.parse(args, List.of("--format"), List.of("--all-runs"));
    String format = arguments.options().getOrDefault("--format", "text");
    if (!FORMATS.contains(format)) {
      throw UserError.request(
          "--format must be one of %s, was '%s'".formatted(String.join(", ", FORMATS), format));
    }
    if (arguments.rest().size() != 1) {
      throw UserError.request(
          "query needs one statement in quotes, such as \"SELECT * FROM metrics\"");
    }
    Warehouse warehouse = new Jobs(arguments.settings()).warehouse();
    if (warehouse.runs().isEmpty()) {
      throw UserError.request(
          "nothing has been published in %s: run ./spark-submit.sh pipeline first"
              .formatted(warehouse.root()));
    }
    Catalogue.RunSelection shown =
        arguments.options().containsKey("--all-runs")
            ? Catalogue.RunSelection.ALL_RUNS
            : Catalogue.RunSelection.LATEST_RUN;
    SparkSession spark = Jobs.spark("query");
    try {
      Catalogue.register(spark, warehouse, shown);
      print(answer(spark, arguments.rest().get(0)), format, out);
    } finally {
      spark.stop();
    }
    return 0;
  }

  static Dataset<Row> answer(SparkSession spark, String statement) {
    try {
      return spark.sql(statement);
    } catch (Exception e) {
      // Scala does not declare these checked exceptions.
      if (e instanceof AnalysisException || e instanceof ParseException) {
        String views =
            Arrays.stream(
                    spark.sessionState().catalog().getTempViewNames().mkString(" ").split(" "))
                .sorted()
                .collect(Collectors.joining(", "));
        throw UserError.request(
            e.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("")
                + "\ntables are "
                + views);
      }
      throw e;
    }
  }

  static void print(Dataset<Row> answer, String format, PrintStream out) {
    PrintStream utf8 = new PrintStream(out, true, StandardCharsets.UTF_8);
    switch (format) {
      case "json" -> answer.toJSON().toLocalIterator().forEachRemaining(utf8::println);
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

  private static void printCsv(Dataset<Row> answer, PrintStream out) {
    out.println(Csv.line(Arrays.asList(answer.columns())));
    Iterator<Row> rows = answer.toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      List<String> cells = new java.util.ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.isNullAt(i) ? "" : String.valueOf(row.get(i)));
      }
      out.println(Csv.line(cells));
    }
  }
}
