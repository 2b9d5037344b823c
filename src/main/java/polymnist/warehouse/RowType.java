package polymnist.warehouse;

import static java.lang.invoke.MethodType.methodType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table whose rows are records: a column for each component, in its order, under
 * its name in snake case. A component of a boxed number or truth, or one that is {@link Nullable},
 * makes a column that may be null. A record is a struct unless it is {@link Flat}, an enum has the
 * words of its {@code toString}. Arrays and maps are of numbers, truths and text, and hold no
 * nulls, as lists do not.
 *
 * <p>To be held in a static field, as rows are made on executors.
 *
 * @param <R> the record
 */
public final class RowType<R extends Record> {
  private static final Map<Class<?>, DataType> TYPES =
      Map.ofEntries(
          Map.entry(int.class, DataTypes.IntegerType),
          Map.entry(Integer.class, DataTypes.IntegerType),
          Map.entry(long.class, DataTypes.LongType),
          Map.entry(Long.class, DataTypes.LongType),
          Map.entry(float.class, DataTypes.FloatType),
          Map.entry(Float.class, DataTypes.FloatType),
          Map.entry(double.class, DataTypes.DoubleType),
          Map.entry(Double.class, DataTypes.DoubleType),
          Map.entry(boolean.class, DataTypes.BooleanType),
          Map.entry(Boolean.class, DataTypes.BooleanType),
          Map.entry(String.class, DataTypes.StringType),
          Map.entry(byte[].class, DataTypes.BinaryType));

  /** The column may be null, though the type of the component does not tell. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Nullable {}

  /** A record whose columns stand in the place of its own; all are null where it is. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Flat {
    /** The components of it that make no column here. */
    String[] without() default {};
  }

  /** What a component is in a row. */
  private record ValueType(DataType type, Function<Object, Object> value) {}

  /** Adds the values that a record has in a row; of no record they are null. */
  private interface RowPart {
    void add(Record record, List<Object> values);
  }

  private final List<RowPart> parts = new ArrayList<>();
  private StructType schema = new StructType();

  private RowType(Class<?> record, Set<String> without) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (!without.contains(component.getName())) {
        add(component);
      }
    }
  }

  /**
   * Derives the columns of a record.
   *
   * @throws IllegalArgumentException naming the component whose type no column can have
   */
  public static <R extends Record> RowType<R> of(Class<R> record) {
    return new RowType<>(record, Set.of());
  }

  private void add(RecordComponent component) {
    Class<?> type = component.getType();
    boolean boxed = Number.class.isAssignableFrom(type) || type == Boolean.class;
    boolean nullable = boxed || component.isAnnotationPresent(Nullable.class);
    MethodHandle accessor = accessor(component);
    Flat flat = component.getAnnotation(Flat.class);
    if (flat != null) {
      RowType<?> inner = new RowType<>(type, Set.of(flat.without()));
      for (StructField column : inner.schema.fields()) {
        schema = schema.add(column.name(), column.dataType(), nullable || column.nullable());
      }
      parts.add((record, values) -> inner.addTo(values, (Record) read(accessor, record)));
    } else {
      ValueType column = type(component.getGenericType(), component);
      schema = schema.add(snake(component.getName()), column.type(), nullable);
      parts.add(
          (record, values) -> {
            Object value = read(accessor, record);
            values.add(value == null ? null : column.value().apply(value));
          });
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      // A record may be private to the room of its job.
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(methodType(Object.class, Record.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Object read(MethodHandle accessor, Record record) {
    try {
      return record == null ? null : (Object) accessor.invokeExact(record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a component of %s cannot be read".formatted(record), e);
    }
  }

  private static ValueType type(Type type, RecordComponent of) {
    if (type instanceof Class<?> raw) {
      if (TYPES.containsKey(raw)) {
        return new ValueType(TYPES.get(raw), value -> value);
      } else if (raw.isArray() && TYPES.containsKey(raw.getComponentType())) {
        DataType element = TYPES.get(raw.getComponentType());
        return new ValueType(DataTypes.createArrayType(element, false), values -> values);
      } else if (raw.isEnum()) {
        return new ValueType(DataTypes.StringType, Object::toString);
      } else if (raw.isRecord()) {
        RowType<Record> inner = new RowType<>(raw, Set.of());
        return new ValueType(inner.schema, value -> inner.toRow((Record) value));
      }
    } else if (type instanceof ParameterizedType generic) {
      Type[] inner = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        ValueType element = type(inner[0], of);
        return new ValueType(
            DataTypes.createArrayType(element.type(), false),
            values -> ((List<?>) values).stream().map(element.value()).toArray());
      } else if (Map.class.isAssignableFrom((Class<?>) generic.getRawType())
          && TYPES.keySet().containsAll(List.of(inner))) {
        return new ValueType(
            DataTypes.createMapType(TYPES.get(inner[0]), TYPES.get(inner[1]), false),
            values -> RowValues.map((Map<?, ?>) values));
      }
    }
    throw new IllegalArgumentException(
        "%s.%s: a column is a number, truth, text, enum, record, array, List or Map; was %s"
            .formatted(of.getDeclaringRecord().getSimpleName(), of.getName(), type.getTypeName()));
  }

  /** Returns the columns. */
  public StructType schema() {
    return schema;
  }

  /** Returns the values of {@link #schema}. */
  public Row toRow(R record) {
    List<Object> values = new ArrayList<>(schema.length());
    addTo(values, record);
    return RowFactory.create(values.toArray());
  }

  private void addTo(List<Object> values, Record record) {
    parts.forEach(part -> part.add(record, values));
  }

  /** Returns a table of a few rows. */
  public Dataset<Row> table(SparkSession spark, Collection<R> records) {
    return spark.createDataFrame(records.stream().map(this::toRow).toList(), schema);
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
