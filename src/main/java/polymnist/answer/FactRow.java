package polymnist.answer;

import java.util.List;
import java.util.Map;

/** A row of a query, of which facts are taken. A number that is null is not a number, or 0. */
record FactRow(Map<String, Object> values) {
  /** Returns the rows of a query of one table, none where it is not there. */
  static List<FactRow> all(AskedTables tables, String table, String sql) {
    return tables.has(table) ? tables.rows(sql).stream().map(FactRow::new).toList() : List.of();
  }

  String text(String column) {
    return String.valueOf(values.get(column));
  }

  double number(String column) {
    return values.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  long count(String column) {
    return values.get(column) instanceof Number number ? number.longValue() : 0;
  }

  boolean is(String column) {
    return Boolean.TRUE.equals(values.get(column));
  }
}
