package polymnist.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import polymnist.model.NetworkChoice;

/**
 * A row of a query's answer in plain Java: numbers, texts, bytes, lists and maps.
 *
 * @param values by column; a value may be null
 */
public record TableRow(Map<String, Object> values) {
  private static final String NETWORK = "network";

  /** Returns rows by what they share, each group and the groups in the order of the rows. */
  public static <K> Map<K, List<TableRow>> grouped(List<TableRow> rows, Function<TableRow, K> key) {
    return rows.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  /** Returns a row of Spark's; rows in it, also in lists, are of this kind too. */
  static TableRow of(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    StructField[] fields = row.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      values.put(fields[i].name(), row.isNullAt(i) ? null : plain(row, i, fields[i].dataType()));
    }
    return new TableRow(values);
  }

  private static Object plain(Row row, int column, DataType type) {
    if (type instanceof StructType) {
      return of(row.getStruct(column));
    } else if (type instanceof MapType) {
      return row.getJavaMap(column);
    } else if (type instanceof ArrayType array) {
      return array.elementType() instanceof StructType
          ? row.<Row>getList(column).stream().map(TableRow::of).toList()
          : row.getList(column);
    }
    return row.get(column);
  }

  private Object value(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException(
          "no column %s, there are %s".formatted(column, new TreeSet<>(values.keySet())));
    }
    return values.get(column);
  }

  /** Returns whether the value is not null. */
  public boolean has(String column) {
    return value(column) != null;
  }

  /** Returns a text, or an empty one where the value is null. */
  public String text(String column) {
    Object value = value(column);
    return value == null ? "" : value.toString();
  }

  /** Returns a whole number, or 0 where the value is null. */
  public long asLong(String column) {
    return value(column) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns a number, or NaN where the value is null. */
  public double asDouble(String column) {
    return value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns a share in percent, or NaN where the value is null. */
  public double percent(String column) {
    return 100 * asDouble(column);
  }

  /**
   * Returns the row, with a column {@code network} that names the network of the columns {@code
   * model} and {@code training_corpus}; rows in it have it too.
   */
  public TableRow withNetworks() {
    Map<String, Object> named = new LinkedHashMap<>(values);
    named.replaceAll((column, value) -> named(value));
    if (values.get("model") != null && values.get("training_corpus") != null) {
      named.put(NETWORK, NetworkChoice.name(text("model"), text("training_corpus")));
    }
    return new TableRow(named);
  }

  private static Object named(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TableRow::named).toList();
    }
    return value instanceof TableRow row ? row.withNetworks() : value;
  }

  /** Returns the name of the network of the row. */
  public String network() {
    return DisplayText.name(text(NETWORK));
  }

  /** Returns a row in the row. */
  public TableRow struct(String column) {
    return (TableRow) value(column);
  }

  /** Returns whether the value is there and true. */
  public boolean is(String column) {
    return Boolean.TRUE.equals(value(column));
  }

  /** Returns bytes, or none where the value is null. */
  public byte[] bytes(String column) {
    return value(column) instanceof byte[] bytes ? bytes : new byte[0];
  }

  /** Returns a list of numbers, empty where the value is null. */
  public List<Double> numbers(String column) {
    return list(column).stream().map(element -> ((Number) element).doubleValue()).toList();
  }

  /** Returns a list of texts, empty ones for nulls; an empty list where the value is null. */
  public List<String> texts(String column) {
    return list(column).stream().map(element -> element == null ? "" : element.toString()).toList();
  }

  /** Returns a list of structs, empty where the value is null. */
  public List<TableRow> structs(String column) {
    return list(column).stream().map(TableRow.class::cast).toList();
  }

  private List<?> list(String column) {
    return value(column) instanceof List<?> list ? list : List.of();
  }

  /** Returns a map, empty where the value is null. */
  public Map<?, ?> map(String column) {
    return value(column) instanceof Map<?, ?> map ? map : Map.of();
  }
}
