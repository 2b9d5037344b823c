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
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table whose rows are records: a column for each component, in its order, under
 * its name in snake case. A component of a boxed number or truth, or one that is {@link Nullable},
 * makes a column that may be null. Arrays and maps hold no nulls.
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

  private final StructType schema;
  private final MethodHandle[] accessors;

  private RowType(StructType schema, MethodHandle[] accessors) {
    this.schema = schema;
    this.accessors = accessors;
  }

  /**
   * Derives the columns of a record.
   *
   * @throws IllegalArgumentException naming the component whose type no column can have
   */
  public static <R extends Record> RowType<R> of(Class<R> record) {
    RecordComponent[] components = record.getRecordComponents();
    StructType schema = new StructType();
    MethodHandle[] accessors = new MethodHandle[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        Class<?> type = component.getType();
        boolean boxed = Number.class.isAssignableFrom(type) || type == Boolean.class;
        schema =
            schema.add(
                snake(component.getName()),
                type(component.getGenericType(), component),
                boxed || component.isAnnotationPresent(Nullable.class));
        // A record may be private to the room of its job.
        component.getAccessor().setAccessible(true);
        accessors[i] =
            MethodHandles.lookup()
                .unreflect(component.getAccessor())
                .asType(methodType(Object.class, Record.class));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read the components of " + record.getName(), e);
    }
    return new RowType<>(schema, accessors);
  }

  private static DataType type(Type type, RecordComponent of) {
    if (type instanceof Class<?> raw) {
      if (TYPES.containsKey(raw)) {
        return TYPES.get(raw);
      }
      if (raw.isArray()) {
        return DataTypes.createArrayType(type(raw.getComponentType(), of), false);
      }
    } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      Type[] entry = generic.getActualTypeArguments();
      return DataTypes.createMapType(type(entry[0], of), type(entry[1], of), false);
    }
    throw new IllegalArgumentException(
        "%s.%s: a column is a number, truth, text, array or Map; was %s"
            .formatted(of.getDeclaringRecord().getSimpleName(), of.getName(), type.getTypeName()));
  }

  /** Returns the columns. */
  public StructType schema() {
    return schema;
  }

  /** Returns the values of {@link #schema}. */
  public Row toRow(R record) {
    Object[] values = new Object[accessors.length];
    try {
      for (int i = 0; i < values.length; i++) {
        Object value = (Object) accessors[i].invokeExact((Record) record);
        values[i] = value instanceof Map<?, ?> map ? RowValues.map(map) : value;
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a component of %s cannot be read".formatted(record), e);
    }
    return RowFactory.create(values);
  }

  /** Returns a table of a few rows. */
  public Dataset<Row> table(SparkSession spark, Collection<R> records) {
    return spark.createDataFrame(records.stream().map(this::toRow).toList(), schema);
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
