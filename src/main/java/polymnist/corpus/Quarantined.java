package polymnist.corpus;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import polymnist.warehouse.RowType;

/**
 * A row of a quarantine table: input that was left out, and why.
 *
 * @param path the file, or the id of the image
 * @param reason what is wrong with it
 * @param sha256 of its bytes, or null where they could not be read
 * @param bytes its size
 */
public record Quarantined(String path, String reason, @RowType.Nullable String sha256, long bytes)
    implements Serializable {
  private static final RowType<Quarantined> TYPE = RowType.of(Quarantined.class);

  /** The columns. */
  public static final StructType SCHEMA = TYPE.schema();

  /** Returns the columns of {@link #SCHEMA}. */
  public Row toRow() {
    return TYPE.toRow(this);
  }
}
