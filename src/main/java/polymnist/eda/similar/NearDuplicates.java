package polymnist.eda.similar;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.udf;

import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(NearDuplicates.class);

  private NearDuplicates() {}

  /**
   * Returns pairs of images with different bytes that are nearly the same, {@code first_id} before
   * {@code second_id}: columns first_id, second_id, shift_x, shift_y (how far the second is moved,
   * in pixels), difference (root mean square of the samples, 0 to 255), block_difference (of the
   * mean luminances of 4x4 pixels, the greatest).
   *
   * @param candidates what {@link #candidates} returns; it is read several times
   * @param corpus the table {@code corpus}
   */
  public static Dataset<Row> pairs(Dataset<Row> candidates, Dataset<Row> corpus) {
    Dataset<Row> compared =
        candidates.select("a").union(candidates.select("b")).distinct().toDF("image");
    long count = candidates.count();
    LOG.info("{} pairs of images agree in a band", count);
    Dataset<Row> pictures =
        corpus
            .select(expr("xxhash64(id)").as("image"), col("id"), col("image.bytes").as("encoded"))
            .join(count < FEW_PAIRS ? broadcast(compared) : compared, "image");
    UserDefinedFunction difference =
        udf((UDF2<byte[], byte[], Row>) NearDuplicates::difference, DIFFERENCE);
    return candidates
        .join(pictures.toDF("a", "id_a", "encoded_a"), "a")
        .join(pictures.toDF("b", "id_b", "encoded_b"), "b")
        .selectExpr(
            "LEAST(id_a, id_b) AS first_id",
            "GREATEST(id_a, id_b) AS second_id",
            "IF(id_a < id_b, encoded_a, encoded_b) AS first",
            "IF(id_a < id_b, encoded_b, encoded_a) AS second")
        .withColumn("found", difference.apply(col("first"), col("second")))
        .where("found IS NOT NULL")
        .select("first_id", "second_id", "found.*");
  }

  /**
   * Returns pairs of images, as hashes of their ids in columns a and b, that agree in a band.
   * Images with the same bytes are no such pairs.
   *
   * @param statistics the table {@code image_statistics}
   */
  public static Dataset<Row> candidates(Dataset<Row> statistics) {
    Dataset<Row> images =
        statistics.selectExpr(
            "xxhash64(id) AS image", "xxhash64(sha256) AS file", "windows", "bands");
    Dataset<Row> middle =
        images
            .selectExpr(
                "image",
                "file",
                "windows[0] AS hash",
                String.format(
                    Locale.ROOT, "EXPLODE(SLICE(bands, 1, %d)) AS band", PerceptualHash.BANDS))
            .selectExpr("*", "COUNT(*) OVER (PARTITION BY band) AS images")
            .where(col("images").leq(MAX_IMAGES_A_BAND));
    Dataset<Row> beside =
        images
            .selectExpr(
                "image AS other",
                "file AS other_file",
                "windows",
                "POSEXPLODE(bands) AS (at, band)")
            .selectExpr(
                "other",
                "other_file",
                String.format(Locale.ROOT, "windows[at DIV %d] AS seen", PerceptualHash.BANDS),
                "band");
    UserDefinedFunction near =
        udf((UDF2<Long, Long, Boolean>) PerceptualHash::near, DataTypes.BooleanType);
    return middle
        // Spark underestimates what exploding makes, and would broadcast it.
        .join(beside.hint("merge"), "band")
        .where(col("file").notEqual(col("other_file")).and(near.apply(col("hash"), col("seen"))))
        .selectExpr("LEAST(image, other) AS a", "GREATEST(image, other) AS b")
        .distinct();
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
