package polymnist.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import scala.runtime.BoxedUnit;

/**
 * A statement of Spark SQL, as it was parsed; it takes no running Spark.
 *
 * @param text with blanks for what stands before it, so that messages name the line of the whole
 */
record Statement(String text, LogicalPlan plan) {
  /** Words by which a statement may mean other tables than it names. */
  private static final Set<String> INDIRECT = Set.of("show", "identifier", "immediate");

  /**
   * Commands of Spark's that tell something, or set what is only for the statements behind them.
   */
  private static final Pattern ANSWERED =
      Pattern.compile(
          "(Show|Describe|Explain).*|SetCommand|SetVariable|CreateVariable|CompoundBody"
              + "|CreateViewCommand|CreateTempViewUsing|ExecuteImmediate.*");

  /** Returns the statements of a text, parted by semicolons; none of blanks and comments. */
  static List<String> texts(String all) {
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(all)));
    lexer.removeErrorListeners();
    List<String> texts = new ArrayList<>();
    int[] characters = all.codePoints().toArray();
    int from = 0;
    String first = null;
    for (Token token = lexer.nextToken(); ; token = lexer.nextToken()) {
      boolean end = token.getType() == Token.EOF;
      // A script of Spark's own holds semicolons.
      if (end || (token.getType() == SqlBaseLexer.SEMICOLON && !"BEGIN".equalsIgnoreCase(first))) {
        int to = end ? characters.length : token.getStartIndex();
        if (first != null) {
          String before = new String(characters, 0, from).replaceAll("[^\n]", " ");
          texts.add(before + new String(characters, from, to - from));
        }
        from = to + 1;
        first = null;
      } else if (first == null && token.getChannel() == Token.DEFAULT_CHANNEL) {
        first = token.getText();
      }
      if (end) {
        return texts;
      }
    }
  }

  /**
   * Parses a statement, by the settings that Spark will have, whose exception tells what is wrong.
   */
  static Statement parse(String text) {
    SQLConf settings = new SQLConf();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("spark.sql.")) {
        settings.setConfString(name, System.getProperty(name));
      }
    }
    return new Statement(
        text, SQLConf.withExistingConf(settings, () -> new SparkSqlParser().parsePlan(text)));
  }

  /** Tells whether it has an answer, or prepares one, and writes nothing. */
  boolean isQuestion() {
    return ANSWERED.matcher(name(plan)).matches()
        || !plan.exists(node -> node instanceof Command || name(node).startsWith("InsertInto"));
  }

  private static String name(LogicalPlan plan) {
    return plan.getClass().getSimpleName();
  }

  /**
   * Returns which of the tables it needs: those that it reads from; of a command those whose names
   * it has; all, where it may mean others than it spells.
   */
  Set<String> tables(Set<String> names) {
    Set<String> words =
        new TreeSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+", -1)));
    boolean spelt = INDIRECT.stream().noneMatch(words::contains);
    if (spelt && !(plan instanceof Command)) {
      words.clear();
      addTables(plan, words);
    }
    words.retainAll(names);
    return spelt && !(words.isEmpty() && plan instanceof Command) ? words : names;
  }

  /** Subqueries and common table expressions are inner children of what has them. */
  private static void addTables(TreeNode<?> node, Set<String> tables) {
    if (node instanceof UnresolvedRelation relation) {
      tables.add(relation.tableName().replace("`", "").toLowerCase(Locale.ROOT));
    }
    node.children().foreach(child -> add((TreeNode<?>) child, tables));
    node.innerChildren().foreach(child -> add(child, tables));
  }

  private static BoxedUnit add(TreeNode<?> node, Set<String> tables) {
    addTables(node, tables);
    return BoxedUnit.UNIT;
  }
}
