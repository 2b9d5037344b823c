package polymnist.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** Answers over one published table, {@code answers}. */
class QueryJobSparkTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("number", IntegerType, false)
          .add("text", StringType, true)
          .add("value", DoubleType, true);

  private static final List<Row> ROWS =
      List.of(
          RowFactory.create(1, "plain", 0.5),
          RowFactory.create(2, "a, b", null),
          RowFactory.create(3, "says \"no\"", 1.0),
          RowFactory.create(4, "two\nlines", 0.25),
          RowFactory.create(5, null, 2.0),
          RowFactory.create(6, "\u00e4\u4e00", 3.0));

  private static final String STATEMENT =
      "SELECT text, value FROM answers WHERE number < 6 ORDER BY number";

  @TempDir private static Path folder;

  /** A session of its own: it ends with its views, and the shared one stays. */
  private static SparkSession spark;

  private static Catalogue catalogue;

  @BeforeAll
  static void publish() {
    spark = LocalSpark.session().newSession();
    Warehouse warehouse = LocalSpark.warehouse(folder);
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "fingerprint")) {
      run.writeSmall("answers", spark.createDataFrame(ROWS, SCHEMA));
      run.publish("ask", Map.of(), "{}");
    }
    catalogue = new Catalogue(warehouse, Catalogue.RunSelection.LATEST_RUN, Long.MAX_VALUE);
  }

  private static String printed(String format, String statement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    QueryJob.answer(
        spark,
        QueryJob.parse(statement, catalogue),
        format,
        catalogue,
        new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  private static void assertRefused(String statement, String problem) {
    assertThatThrownBy(() -> printed("csv", statement))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageContaining(problem);
  }

  @Test
  void textIsATableForPeople() {
    assertThat(printed("text", STATEMENT))
        .isEqualTo(
            """
            +----------+-----+
            |      text|value|
            +----------+-----+
            |     plain|  0.5|
            |      a, b| NULL|
            | says "no"|  1.0|
            |two\\nlines| 0.25|
            |      NULL|  2.0|
            +----------+-----+

            """);
  }

  @Test
  void csvQuotesWhatNeedsItAndLeavesNullEmpty() {
    assertThat(printed("csv", STATEMENT))
        .isEqualTo(
            """
            text,value
            plain,0.5
            "a, b",
            "says ""no""\",1.0
            "two
            lines",0.25
            ,2.0
            """);
  }

  @Test
  void jsonIsAnObjectALineWithAllKeys() {
    assertThat(printed("json", STATEMENT))
        .isEqualTo(
            """
            {"text":"plain","value":0.5}
            {"text":"a, b","value":null}
            {"text":"says \\"no\\"","value":1.0}
            {"text":"two\\nlines","value":0.25}
            {"text":null,"value":2.0}
            """);
  }

  private static final String NESTED =
      "SELECT X'00ff10' AS bytes, NULL AS none, '' AS empty, array(1, NULL) AS list, map('k', 2D)"
          + " AS pairs, named_struct('a', NULL, 'b', X'01') AS inner, double('NaN') AS nan,"
          + " double('-Infinity') AS low, 1 AS bytes";

  /** Base64 of 0, 255 and 16 is AP8Q, and of 1 AQ==. */
  @Test
  void bytesAndNestedValuesAreReadableToOthers() throws JsonProcessingException {
    assertThat(printed("csv", NESTED))
        .isEqualTo(
            """
            bytes,none,empty,list,pairs,inner,nan,low,bytes
            AP8Q,,"","[1,null]","{""k"":2.0}","{""a"":null,""b"":""AQ==""}",NaN,-Infinity,1
            """);
    JsonNode row = new ObjectMapper().readTree(printed("json", NESTED.replace(", 1 AS bytes", "")));
    assertThat(row.toString())
        .isEqualTo(
            "{'bytes':'AP8Q','none':null,'empty':'','list':[1,null],'pairs':{'k':2.0},"
                    .replace('\'', '"')
                + "'inner':{'a':null,'b':'AQ=='},'nan':'NaN','low':'-Infinity'}"
                    .replace('\'', '"'));
  }

  /** The session's zone is that of all answers, whatever the machine's is. */
  @Test
  void timesAreThoseOfTheSessionInEveryFormat() {
    TimeZone machine = TimeZone.getDefault();
    String zone = "spark.sql.session.timeZone";
    String statement =
        "SELECT timestamp'2026-01-02 03:04:05Z' AS t, date'2026-01-02' AS d, INTERVAL '1' DAY AS i,"
            + " CAST(1E-9 AS DECIMAL(10,9)) AS c";
    spark.conf().set(zone, "UTC");
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      assertThat(printed("csv", statement))
          .endsWith("\n2026-01-02 03:04:05,2026-01-02,INTERVAL '1' DAY,0.000000001\n");
      assertThat(printed("json", statement)).contains("\"2026-01-02T03:04:05.000Z\"");
      assertThat(printed("text", statement)).contains("2026-01-02 03:04:05|2026-01-02|");
    } finally {
      TimeZone.setDefault(machine);
      spark.conf().unset(zone);
    }
  }

  /** Whatever the language of the machine. */
  @Test
  void everyFormatIsPrintedInUtf8() {
    for (String format : List.of("text", "csv", "json")) {
      assertThat(printed(format, "SELECT text FROM answers WHERE number = 6"))
          .as(format)
          .contains("\u00e4\u4e00");
    }
  }

  @Test
  void anAnswerWithoutRowsHasItsHeader() {
    String statement = "SELECT text, value FROM answers WHERE number = 0";
    assertThat(printed("csv", statement)).isEqualTo("text,value\n");
    assertThat(printed("text", statement)).contains("|text|value|").doesNotContain("only showing");
    assertThat(printed("json", statement)).isEmpty();
  }

  @Test
  void aWrongColumnIsNamedWithTheTablesThereAre() {
    assertRefused("SELECT txet FROM answers", "`txet` cannot be resolved");
  }

  @Test
  void aWrongTableIsNamedWithTheTablesThereAre() {
    assertRefused("SELECT text FROM answer", "`answer` cannot be found");
  }

  @Test
  void aStatementThatIsNoSqlIsToldWhereItIsWrong() {
    assertRefused("SELECT text FORM answers ORDER", "Syntax error at or near");
  }

  /** Such values show only when rows are read, in a task. */
  @Test
  void aValueThatAFunctionCannotTakeIsTheStatementsFault() {
    assertRefused("SELECT 1 / (number - 3) FROM answers", "[DIVIDE_BY_ZERO]");
    assertRefused("SELECT CAST(text AS INT) FROM answers", "[CAST_INVALID_INPUT]");
  }

  @Test
  void severalStatementsAreAnsweredInTurn() {
    String several =
        """
        SELECT 1 AS a; -- none; here

        SELECT ';' AS b /* ; */;
        ;SELECT `a;` FROM VALUES (3) AS t(`a;`)\
        """;
    assertThat(printed("csv", several)).isEqualTo("a\n1\n\nb\n;\n\na;\n3\n");
    assertThat(printed("json", several)).isEqualTo("{\"a\":1}\n{\"b\":\";\"}\n{\"a;\":3}\n");
  }

  @Test
  void aStatementSeesWhatAnEarlierOneMade() {
    assertThat(
            printed(
                "csv",
                "CREATE TEMPORARY VIEW odd AS SELECT number FROM answers WHERE number % 2 = 1;"
                    + "SELECT SUM(number) AS s FROM odd"))
        .endsWith("\ns\n9\n");
  }

  /** The first is answered: that the second is at fault shows when it is its turn. */
  @Test
  void ofSeveralTheOneAtFaultIsNamed() {
    assertRefused("SELECT 1;\nSELECT 2 FROM answer", "statement 2 of 2: [TABLE_OR_VIEW_NOT_FOUND]");
    assertRefused("SELECT 1;\n SELECT 2 FORM x y", "statement 2 of 2: [PARSE_SYNTAX_ERROR]");
    assertRefused("SELECT 1;\n SELECT 2 FORM x y", "(line 2, pos 15)");
  }

  @Test
  void statementsAreAskedForOnATerminal() throws IOException {
    String typed =
        """
        SELECT 7
          AS x;
        SELECT wrong;

        SELECT 8 AS `y!z`;
        EXIT
        SELECT 9;
        """;
    List<String> texts = new ArrayList<>();
    Path history = folder.resolve("history");
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (Terminal terminal =
        new DumbTerminal(new ByteArrayInputStream(typed.getBytes(UTF_8)), shown)) {
      Prompt.ask(terminal, history, texts::add);
    }
    assertThat(texts)
        .containsExactly("SELECT 7\n  AS x;", "SELECT wrong;", "", "SELECT 8 AS `y!z`;");
    assertThat(shown.toString(UTF_8)).contains("sql> ");
    assertThat(Files.readString(history)).contains("SELECT wrong;");
  }
}
