package polymnist.custom.picture;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A file in the folder of pictures.
 *
 * @param path below the folder, parts separated by {@code /}
 * @param location the whole path with its scheme
 * @param given what is known of it beforehand
 */
public record PictureFile(String path, String location, PictureLabel given) {
  public static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("location", StringType, false)
          .add("label", IntegerType, true)
          .add("attributes", PictureLabel.ATTRIBUTES, false);

  public PictureFile withLabel(PictureLabel label) {
    return new PictureFile(path, location, label);
  }

  public Row toRow() {
    return RowFactory.create(path, location, given.label(), given.attributesOfRow());
  }

  public static PictureFile of(Row row) {
    return new PictureFile(
        row.getAs("path"),
        row.getAs("location"),
        new PictureLabel(row.getAs("label"), row.getJavaMap(row.fieldIndex("attributes"))));
  }
}
