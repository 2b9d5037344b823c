package polymnist.corpus;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of a quarantine table: input that was left out, and why.
 *
 * @param path the file, or the id of the image
 * @param reason what is wrong with it
 * @param sha256 of its bytes, or null where they could not be read
 * @param bytes its size
 */
public record Quarantined(String path, String reason, String sha256, long bytes)
    implements Serializable {
  /** The columns. */
  public static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("reason", StringType, false)
          .add("sha256", StringType, true)
          .add("bytes", LongType, false);

  /** Returns the columns of {@link #SCHEMA}. */
  public Row toRow() {
    return RowFactory.create(path, reason, sha256, bytes);
  }
}
