package polymnist.report.chapter;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.model.BestModel;
import polymnist.report.block.Resource;

/**
 * A query over published tables.
 *
 * @param sql what is run, and shown to readers
 * @param tables those that it reads, in the order of their names
 * @param words what its file tells of the figure that its rows become, by a name
 */
public record Query(String sql, Set<String> tables, Map<String, String> words) {
  private static final Pattern READ = Pattern.compile("\\b(?:FROM|JOIN)\\s+([a-z][a-z0-9_]*)");
  private static final Pattern NAMED = Pattern.compile("\\b([a-z][a-z0-9_]*)\\s+AS\\s+\\(");
  private static final Pattern HEAD = Pattern.compile("(?:--.*\\n)*");
  private static final Pattern TOLD = Pattern.compile("-- ([a-z]+): (.*(?:\\n--   .*)*)");

  public Query {
    tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
    words = Map.copyOf(words);
  }

  /**
   * Returns the query that the file NAME.sql in {@code polymnist/report/sql} holds. There {@code
   * {best}} stands for the query's beginning that names the best network, and {@code {NAME}} for a
   * number of the settings. Comments at its beginning tell of a figure, each with a name, a colon,
   * and words that go on in lines that are indented.
   */
  static Query named(String name, Map<String, Integer> numbers) {
    String file = Resource.text("sql/" + name + ".sql");
    Matcher head = HEAD.matcher(file);
    Map<String, String> words = new HashMap<>();
    if (head.lookingAt()) {
      TOLD.matcher(head.group())
          .results()
          .forEach(told -> words.put(told.group(1), told.group(2).replace("\n--  ", "")));
    }
    String sql = file.substring(head.end()).strip().replace("{best}\n", BestModel.WITH_BEST);
    for (Map.Entry<String, Integer> number : numbers.entrySet()) {
      sql = sql.replace("{" + number.getKey() + "}", number.getValue().toString());
    }
    return new Query(sql, tables(sql), words);
  }

  /** Tables are named after FROM and JOIN; what the query itself names by AS ( is none. */
  static Set<String> tables(String sql) {
    Set<String> tables = new TreeSet<>();
    Matcher read = READ.matcher(sql);
    while (read.find()) {
      tables.add(read.group(1));
    }
    Matcher named = NAMED.matcher(sql);
    while (named.find()) {
      tables.remove(named.group(1));
    }
    return tables;
  }
}
