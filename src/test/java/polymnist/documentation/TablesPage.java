package polymnist.documentation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the page of all tables. What a table and its columns mean is written once: in {@code
 * src/site/tables.conf}, in the Javadoc of the record that makes its rows, or in the comment of a
 * question. Which columns there are, and their types, is what a run has published; the page keeps
 * it.
 */
public final class TablesPage {
  static final Path FILE = Path.of("src/site/markdown/tables.md");

  private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| `([^`]+)` \\|.*");
  private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:[^@]|@(?!param))*)");
  private static final Pattern EXPLANATION = Pattern.compile("--   (\\w+(?:, \\w+)*) +(.*)");

  private final Config source = ConfigFactory.parseFile(Path.of("src/site/tables.conf").toFile());
  private final Config known = source.resolve();

  /** Returns the columns of each table as the page has them, such as {@code label int}. */
  public static Map<String, List<String>> published() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    for (String line : MarkdownPage.text(FILE).lines().toList()) {
      Matcher column = COLUMN.matcher(line);
      if (line.startsWith("## ")) {
        columns = new ArrayList<>();
        tables.put(line.substring(3), columns);
      } else if (column.matches()) {
        columns.add(column.group(1) + " " + column.group(2));
      }
    }
    return tables;
  }

  /** Returns the names of all tables that are explained, in their order. */
  List<String> tables() {
    return known.getObject("tables").entrySet().stream()
        .sorted((a, b) -> a.getValue().origin().lineNumber() - b.getValue().origin().lineNumber())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns the page.
   *
   * @param columns of each table, such as {@code label int}
   * @throws IllegalStateException naming a table without columns or a column without a meaning
   */
  String text(Map<String, List<String>> columns) {
    StringBuilder page =
        new StringBuilder(
            """
            # Tables

            A table is a folder of Parquet files a run, `results/TABLE/run_id=RUN/`. `query` reads the latest run of
            each by its name; [Networks and tables for other software](models.md#tables-in-other-software) has other
            ways. The folders of files, `model_files`, `detector_files`, `export_files` and `report`, are no tables.
            Columns are in the order in which they are stored. The benchmarks, which are built apart, have
            their tables in the Javadoc of `src/benchmark`.

            The view `runs`, of `query` alone, has a row for each [manifest](format.md#the-manifest): `run_id`, `job`,
            `fingerprint`, `inputs` (runs by table), `tables` (rows by table), `provenance` and `settings`.

            This page is made by a test, see [Contributing](contributing.md#pages-that-are-made).
            """);
    for (String table : tables()) {
      if (columns.getOrDefault(table, List.of()).isEmpty()) {
        throw new IllegalStateException("no columns are known of the table " + table);
      }
      Config about = known.getConfig("tables." + table);
      Map<String, String> meanings = meanings(table, about);
      page.append("\n## ").append(table).append("\n\n");
      page.append(about.hasPath("about") ? about.getString("about") : question(table));
      page.append(
          " Written by `%s`.\n\n".formatted(about.getString("job").replace(", ", "` or `")));
      page.append("| column | type | meaning |\n|---|---|---|\n");
      for (String column : columns.get(table)) {
        String name = column.substring(0, column.indexOf(' '));
        String meaning = meanings.get(name);
        if (meaning == null) {
          throw new IllegalStateException(
              "%s.%s is not explained: see src/site/tables.conf".formatted(table, name));
        }
        String type = column.substring(column.indexOf(' ') + 1);
        page.append("| `%s` | `%s` | %s |\n".formatted(name, type, meaning.replace("|", "\\|")));
      }
    }
    return page.toString();
  }

  private Map<String, String> meanings(String table, Config about) {
    Map<String, String> meanings = new HashMap<>();
    known.getObject("common").forEach((name, text) -> put(meanings, name, text.unwrapped()));
    meanings.putAll(ofQuestion(table));
    if (about.hasPath("record")) {
      meanings.putAll(ofRecord(about.getString("record")));
    }
    if (about.hasPath("columns")) {
      about.getObject("columns").forEach((name, text) -> put(meanings, name, text.unwrapped()));
    }
    return meanings;
  }

  private static void put(Map<String, String> meanings, String name, Object text) {
    meanings.put(name, text.toString());
  }

  /** Returns what the Javadoc of a record says of its components, by the names of columns. */
  private static Map<String, String> ofRecord(String name) {
    Path file = Path.of("src/main/java", name.replace('.', '/') + ".java");
    String code = MarkdownPage.text(file);
    String javadoc = code.substring(code.indexOf("\n/**"), code.indexOf("\n */"));
    Map<String, String> meanings = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(javadoc);
    while (parameter.find()) {
      String column = parameter.group(1).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      String meaning =
          parameter
              .group(2)
              .replaceAll("\\n \\* *", " ")
              .replaceAll("\\{@code ([^}]*)}", "`$1`")
              .replaceAll("\\{@link #?([^}]*)}", "`$1`")
              .strip();
      meanings.put(column, meaning);
    }
    return meanings;
  }

  private static List<String> comment(String table) {
    Path file = Path.of("jobs/eda", table + ".sql");
    return Files.exists(file)
        ? MarkdownPage.text(file).lines().takeWhile(line -> line.startsWith("--")).toList()
        : List.of();
  }

  /** Returns what the comment of a question says before its columns. */
  private static String question(String table) {
    return comment(table).stream()
        .takeWhile(line -> !line.startsWith("--   "))
        .map(line -> line.substring(2).strip())
        .collect(Collectors.joining(" "));
  }

  /** Returns what the comment of a question says of its columns. */
  private static Map<String, String> ofQuestion(String table) {
    Map<String, String> meanings = new HashMap<>();
    List<String> names = List.of();
    for (String line : comment(table)) {
      Matcher begin = EXPLANATION.matcher(line);
      if (begin.matches()) {
        names = List.of(begin.group(1).split(", ", -1));
        names.forEach(name -> meanings.put(name, begin.group(2)));
      } else if (line.startsWith("--    ")) {
        String more = " " + line.substring(2).strip();
        names.forEach(name -> meanings.merge(name, more, String::concat));
      }
    }
    return meanings;
  }
}
