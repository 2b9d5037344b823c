package polymnist.custom.picture;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import polymnist.warehouse.RowValues;

/**
 * What is known of a picture beforehand.
 *
 * @param label 0 to 9, or null
 * @param none whether it is said to show no digit; it has no label then
 * @param attributes the further columns of the labels file by name, empty ones left out
 */
public record PictureLabel(Integer label, boolean none, Map<String, String> attributes)
    implements Serializable {
  public static final MapType ATTRIBUTES = DataTypes.createMapType(StringType, StringType, false);
  public static final PictureLabel NOTHING = new PictureLabel(null, false, Map.of());

  public PictureLabel {
    attributes = new TreeMap<>(attributes);
  }

  public static PictureLabel of(int label) {
    return new PictureLabel(label, false, Map.of());
  }

  /** Returns whether it shows a digit, or null where that is not known. */
  public Boolean showsDigit() {
    return none ? Boolean.FALSE : label == null ? null : Boolean.TRUE;
  }

  /** Returns the attributes as a row holds them. */
  public scala.collection.Map<String, String> attributesOfRow() {
    return RowValues.map(attributes);
  }
}
