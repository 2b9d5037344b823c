package polymnist.augment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import polymnist.setting.UserError;

/**
 * How many copies each image has. With balance, every class or modality has as many images in the
 * end, with its copies, as the most frequent one.
 */
final class CopyCounts {
  static final String COLUMN = "copies";
  private static final int MAX_COPIES = 1000;

  private CopyCounts() {}

  /** Returns the images with the column {@code copies}, a whole number. */
  static Dataset<Row> of(Dataset<Row> images, AugmentSettings settings) {
    return switch (settings.balance()) {
      case NONE -> images.withColumn(COLUMN, lit(settings.copies()));
      case CLASS -> balanced(images, col("label").cast("string"), settings.copies());
      case MODALITY -> balanced(images, col("modality"), settings.copies());
    };
  }

  private static Dataset<Row> balanced(Dataset<Row> images, Column group, int copies) {
    Map<String, Long> sizes = new TreeMap<>();
    images
        .groupBy(group.as("group"))
        .count()
        .collectAsList()
        .forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
    Map<String, GroupCopies> shares = shares(sizes, copies);
    var count =
        udf((String name, Integer rank) -> shares.get(name).of(rank), DataTypes.IntegerType);
    // Which images have one copy more is a matter of a hash, whatever the partitions.
    Column rank =
        row_number().over(Window.partitionBy(group).orderBy(xxhash64(col("id")), col("id")));
    return images.withColumn(COLUMN, count.apply(group, rank));
  }

  /**
   * The copies of a group of images.
   *
   * @param each of every image
   * @param more how many images have one more
   */
  record GroupCopies(int each, int more) implements java.io.Serializable {
    /** Returns the copies of the image of a rank, from 1. */
    int of(int rank) {
      return each + (rank <= more ? 1 : 0);
    }
  }

  /**
   * Returns how the copies of each group are shared out, so that its images and their copies are as
   * many as the largest group's.
   *
   * @param sizes the number of images by group
   * @param copies of each image of the largest group
   */
  static Map<String, GroupCopies> shares(Map<String, Long> sizes, int copies) {
    long largest = sizes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Map<String, GroupCopies> shares = new TreeMap<>();
    sizes.forEach(
        (group, size) -> {
          long needed = largest * (1 + copies) - size;
          if (needed / size >= MAX_COPIES) {
            throw UserError.request(
                String.format(
                        Locale.ROOT,
                        "augment.balance would need %d copies of each of the %d images of %s, and more than %d",
                        needed / size,
                        size,
                        group,
                        MAX_COPIES)
                    + " tell nothing new: use augment.balance=none");
          }
          shares.put(group, new GroupCopies((int) (needed / size), (int) (needed % size)));
        });
    return shares;
  }
}
