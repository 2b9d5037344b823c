package polymnist.eda.similar;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.eda.measure.PerceptualHash;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

/**
 * Images that look alike: moved by a pixel, noisy or compressed copies. Only images that agree in a
 * band of their {@link PerceptualHash} are compared, first by waves, then pixel by pixel. Pictures
 * of the same place that show different digits are no duplicates: they differ in blocks of pixels,
 * which noise does not.
 */
public final class NearDuplicates {
  /** So many pairs are few enough to be sent to every executor. */
  private static final long FEW_PAIRS = 1_000_000;

  /** A band that more images share tells nothing; their other bands remain. */
  private static final int MAX_IMAGES_A_BAND = 200;

  private static final StructType DIFFERENCE =
      new StructType()
          .add("shift_x", DataTypes.IntegerType, false)
          .add("shift_y", DataTypes.IntegerType, false)
          .add("difference", DataTypes.DoubleType, false)
          .add("block_difference", DataTypes.DoubleType, false);

  private static final StructType CANDIDATE =
      new StructType().add("a", DataTypes.LongType, false).add("b", DataTypes.LongType, false);

  private NearDuplicates() {}

  /**
   * Returns pairs of images with different bytes that are nearly the same, {@code first_id} before
   * {@code second_id}: columns first_id, second_id, shift_x, shift_y (how far the second is moved,
   * in pixels), difference (root mean square of the samples, 0 to 255), block_difference (of the
   * mean luminances of 4x4 pixels, the greatest). The pictures are read in one pass.
   *
   * @param candidates what {@link #candidates} returns; it is read twice
   * @param corpus the table {@code corpus}
   */
  public static Dataset<Row> pairs(Dataset<Row> candidates, Dataset<Row> corpus) {
    Dataset<Row> compared = candidates.selectExpr("a", "b", "EXPLODE(ARRAY(a, b)) AS image");
    UserDefinedFunction difference =
        udf((UDF2<byte[], byte[], Row>) NearDuplicates::difference, DIFFERENCE);
    return corpus
        .selectExpr("xxhash64(id) AS image", "struct(id, image.bytes AS encoded) AS picture")
        .join(candidates.count() < FEW_PAIRS ? broadcast(compared) : compared, "image")
        .groupBy("a", "b")
        .agg(expr("ARRAY_SORT(COLLECT_LIST(picture))").as("two"))
        .withColumn("found", difference.apply(expr("two[0].encoded"), expr("two[1].encoded")))
        .where("found IS NOT NULL")
        .selectExpr("two[0].id AS first_id", "two[1].id AS second_id", "found.*");
  }

  /**
   * Returns pairs of images, as hashes of their ids in columns a and b, that agree in a band.
   * Images with the same bytes are no such pairs.
   *
   * @param statistics the table {@code image_statistics}
   */
  public static Dataset<Row> candidates(Dataset<Row> statistics) {
    Dataset<Row> windows =
        statistics
            .selectExpr(
                "xxhash64(id) AS image",
                "xxhash64(sha256) AS file",
                "windows",
                "POSEXPLODE(bands) AS (at, band)")
            .selectExpr(
                "band",
                String.format(Locale.ROOT, "at < %d AS middle", PerceptualHash.BANDS),
                "image",
                "file",
                String.format(Locale.ROOT, "windows[at DIV %d] AS seen", PerceptualHash.BANDS));
    return windows
        .groupBy("band")
        .as(Encoders.LONG(), Encoders.row(windows.schema()))
        .flatMapSortedGroups(
            new Column[] {col("middle").desc()},
            (FlatMapGroupsFunction<Long, Row, Row>) (band, rows) -> alike(rows),
            Encoders.row(CANDIDATE))
        .distinct();
  }

  /** Pairs of a middle window of one image and any of another, some of them more than once. */
  private static Iterator<Row> alike(Iterator<Row> windows) {
    List<Row> middle = new ArrayList<>();
    List<Row> pairs = new ArrayList<>();
    while (windows.hasNext()) {
      Row window = windows.next();
      for (Row other : middle) {
        if (window.getLong(3) != other.getLong(3)
            && PerceptualHash.near(window.getLong(4), other.getLong(4))) {
          long a = window.getLong(2);
          long b = other.getLong(2);
          pairs.add(RowFactory.create(Math.min(a, b), Math.max(a, b)));
        }
      }
      if (window.getBoolean(1)) {
        if (middle.size() == MAX_IMAGES_A_BAND) {
          return Collections.emptyIterator();
        }
        middle.add(window);
      }
    }
    return pairs.iterator();
  }

  private static Row difference(byte[] first, byte[] second) {
    try {
      return difference(Png.decode(first), Png.decode(second));
    } catch (UnreadableImage e) {
      return null;
    }
  }

  /** Returns the columns of the best of nine alignments; null where none is good enough. */
  static Row difference(Image first, Image second) {
    if (first.width() != second.width()
        || first.height() != second.height()
        || first.channels() != second.channels()) {
      return null;
    }
    PixelDifference best = null;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        PixelDifference aligned = PixelDifference.of(first, second, dx, dy);
        if (best == null || aligned.rootMeanSquare() < best.rootMeanSquare()) {
          best = aligned;
        }
      }
    }
    return best.isSmall()
        ? RowFactory.create(best.dx(), best.dy(), best.rootMeanSquare(), best.block())
        : null;
  }
}
