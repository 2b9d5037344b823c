package polymnist.report.block;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polymnist.answer.AskedTables;
import polymnist.answer.TableRow;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.report.chapter.Query;
import polymnist.report.chapter.Study;

/** Tables that answer the queries that a test has prepared for, and other queries with no row. */
public final class FakeTables implements AskedTables {
  private final Map<String, List<TableRow>> answers = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  /** Answers a query. */
  public FakeTables answer(String sql, TableRow... rows) {
    answers.put(sql, List.of(rows));
    return this;
  }

  /** Makes tables that were never published. */
  public FakeTables without(String... tables) {
    missing.addAll(List.of(tables));
    return this;
  }

  /** Returns a study of these tables, of which some queries were run. */
  public Study study(Query... queries) {
    return new Study(this, List.of(queries));
  }

  /** Returns a picture of 2 x 2 black pixels. */
  public static byte[] picture() {
    return Png.encode(Image.black(3, 2, 2));
  }

  /** Returns a row of columns and their values in turn. */
  public static TableRow row(Object... columnsAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      values.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
    }
    return new TableRow(values);
  }

  @Override
  public boolean has(String table) {
    return !missing.contains(table);
  }

  @Override
  public List<TableRow> rows(String sql) {
    return answers.getOrDefault(sql, List.of());
  }
}
