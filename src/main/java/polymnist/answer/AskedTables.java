package polymnist.answer;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The tables of a study, as answers and chapters ask them. */
public interface AskedTables {
  /** Returns whether the table is there. */
  boolean has(String table);

  /** Returns the rows of a query over the tables, in its order. */
  List<TableRow> rows(String sql);

  /** Returns the rows of a query of one table, none where it is not there. */
  default List<TableRow> rows(String table, String sql) {
    return has(table) ? rows(sql) : List.of();
  }

  /** Returns some tables, which are views of a session. */
  static AskedTables ofViews(SparkSession spark, Collection<String> tables) {
    return new AskedTables() {
      @Override
      public boolean has(String table) {
        return tables.contains(table);
      }

      @Override
      public List<TableRow> rows(String sql) {
        return spark.sql(sql).collectAsList().stream().map(TableRow::of).toList();
      }
    };
  }
}
