package polymnist.eda;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import polymnist.corpus.Png;
import polymnist.corpus.UnreadableImage;
import polymnist.eda.ImageStatistics.Plane;

/** The one pass over the pixels, and the two tables that it fills. */
final class PixelPass {
  private static final StructType PLANE =
      new StructType()
          .add("channel", StringType, false)
          .add("sum", LongType, false)
          .add("squares", LongType, false)
          .add("minimum", IntegerType, false)
          .add("maximum", IntegerType, false);

  private static final StructType STATISTICS =
      new StructType()
          .add("width", IntegerType, false)
          .add("height", IntegerType, false)
          .add("channels", IntegerType, false)
          .add("samples", LongType, false)
          .add("sample_sum", LongType, false)
          .add("dark_samples", LongType, false)
          .add("brightness", DoubleType, false)
          .add("contrast", DoubleType, false)
          .add("planes", new ArrayType(PLANE, false), false)
          .add("features", new ArrayType(FloatType, false), false);

  /** A row an image; of {@code reason} and {@code statistics} exactly one is null. */
  static final StructType MEASURED =
      new StructType()
          .add("id", StringType, false)
          .add("split", StringType, false)
          .add("modality", StringType, false)
          .add("label", IntegerType, false)
          .add("sha256", StringType, true)
          .add("bytes", LongType, false)
          .add("reason", StringType, true)
          .add("statistics", STATISTICS, true);

  private PixelPass() {}

  /**
   * Decodes and measures every image.
   *
   * @param corpus the columns of the table {@code corpus}
   * @return the columns of {@link #MEASURED}
   */
  static Dataset<Row> over(Dataset<Row> corpus) {
    return corpus
        .select(
            col("id"),
            col("split"),
            col("modality"),
            col("label"),
            col("sha256"),
            col("image.bytes").as("encoded"))
        .map((MapFunction<Row, Row>) PixelPass::measure, Encoders.row(MEASURED));
  }

  /** Returns what was measured, one row an image that decodes. */
  static Dataset<Row> statistics(Dataset<Row> measured) {
    return measured
        .where(col("reason").isNull())
        .select(
            col("id"),
            col("split"),
            col("modality"),
            col("label"),
            col("sha256"),
            col("bytes"),
            col("statistics.*"));
  }

  /** Returns the images that do not decode; {@code path} is their id in the corpus. */
  static Dataset<Row> quarantine(Dataset<Row> measured) {
    return measured
        .where(col("reason").isNotNull())
        .select(col("id").as("path"), col("reason"), col("sha256"), col("bytes"));
  }

  static Row measure(Row image) {
    byte[] encoded = image.getAs("encoded");
    if (encoded == null) {
      return row(image, 0, "has no bytes", null);
    }
    try {
      return row(image, encoded.length, null, row(ImageStatistics.of(Png.decode(encoded))));
    } catch (UnreadableImage e) {
      return row(image, encoded.length, e.getMessage(), null);
    }
  }

  private static Row row(Row image, long bytes, String reason, Row statistics) {
    return RowFactory.create(
        image.getAs("id"),
        image.getAs("split"),
        image.getAs("modality"),
        image.getAs("label"),
        image.getAs("sha256"),
        bytes,
        reason,
        statistics);
  }

  private static Row row(ImageStatistics image) {
    return RowFactory.create(
        image.width(),
        image.height(),
        image.planes().size(),
        image.samples(),
        image.sampleSum(),
        image.darkSamples(),
        image.brightness(),
        image.contrast(),
        image.planes().stream().map(PixelPass::row).toArray(),
        image.features().toArray());
  }

  private static Row row(Plane plane) {
    return RowFactory.create(
        plane.channel(), plane.sum(), plane.squares(), plane.minimum(), plane.maximum());
  }
}
