package polymnist.warehouse;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns of a table, for tests that spell them out: a schema that is compared with the one
 * that wrote it is right whatever it says.
 */
public final class TableColumns {
  private TableColumns() {}

  /**
   * Returns each column with its type, in order, such as {@code label int}. Whether it may be null
   * is not told: of what Spark reads from Parquet, everything may.
   */
  public static List<String> of(Dataset<Row> table) {
    return Arrays.stream(table.schema().fields())
        .map(field -> field.name() + " " + field.dataType().simpleString())
        .toList();
  }
}
