package polymnist.report.block;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import polymnist.job.SideBySide;
import polymnist.warehouse.StageRun;

/** The inputs of a run as views of Spark SQL, each under its table's name, until closed. */
public final class SparkTables implements StudyTables, AutoCloseable {
  private final SparkSession spark;
  private final Set<String> views = new TreeSet<>();

  /** Registers those of the tables that the run reads. */
  public SparkTables(SparkSession spark, StageRun run, Set<String> tables) {
    this.spark = spark;
    tables.stream().filter(run::has).forEach(views::add);
    // Each opens files to learn the columns.
    SideBySide.all(
        views,
        table -> {
          run.read(table).createOrReplaceTempView(table);
          return table;
        });
  }

  @Override
  public boolean has(String table) {
    return views.contains(table);
  }

  @Override
  public List<TableRow> rows(String sql) {
    return spark.sql(sql).collectAsList().stream().map(SparkTables::plain).toList();
  }

  @Override
  public void close() {
    views.forEach(spark.catalog()::dropTempView);
  }

  private static TableRow plain(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    StructField[] fields = row.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      values.put(fields[i].name(), row.isNullAt(i) ? null : plain(row, i, fields[i].dataType()));
    }
    return new TableRow(values);
  }

  private static Object plain(Row row, int column, DataType type) {
    if (type instanceof StructType) {
      return plain(row.getStruct(column));
    } else if (type instanceof MapType) {
      return row.getJavaMap(column);
    } else if (type instanceof ArrayType array) {
      return array.elementType() instanceof StructType
          ? row.<Row>getList(column).stream().map(SparkTables::plain).toList()
          : row.getList(column);
    }
    return row.get(column);
  }
}
