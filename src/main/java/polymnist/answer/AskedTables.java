package polymnist.answer;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The tables of a study, as answers ask them. */
public interface AskedTables {
  /** Returns whether the table is there. */
  boolean has(String table);

  /** Returns the rows of a query, in its order: values by column. */
  List<Map<String, Object>> rows(String sql);

  /** Returns some tables, which are views of a session. */
  static AskedTables ofViews(SparkSession spark, Collection<String> tables) {
    return new AskedTables() {
      @Override
      public boolean has(String table) {
        return tables.contains(table);
      }

      @Override
      public List<Map<String, Object>> rows(String sql) {
        return spark.sql(sql).collectAsList().stream().map(AskedTables::values).toList();
      }
    };
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    Arrays.stream(row.schema().fieldNames()).forEach(name -> values.put(name, row.getAs(name)));
    return values;
  }
}
