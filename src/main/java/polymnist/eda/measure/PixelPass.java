package polymnist.eda.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import polymnist.chance.Chance;
import polymnist.corpus.Quarantined;
import polymnist.eda.measure.ImageStatistics.Plane;
import polymnist.image.Image;
import polymnist.image.LumaPlane;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

/**
 * The one pass over the pixels: each image is decoded once, and all that questions need is kept.
 */
public final class PixelPass {
  private static final StructType PLANE =
      new StructType()
          .add("channel", StringType, false)
          .add("sum", LongType, false)
          .add("squares", LongType, false)
          .add("minimum", IntegerType, false)
          .add("maximum", IntegerType, false);

  /** The columns of {@code image_statistics}; {@code EdaJob} explains them. */
  public static final StructType STATISTICS =
      new StructType()
          .add("id", StringType, false)
          .add("split", StringType, false)
          .add("published_split", StringType, false)
          .add("modality", StringType, false)
          .add("label", IntegerType, false)
          .add("index", IntegerType, false)
          .add("digit", IntegerType, true)
          .add("sha256", StringType, false)
          .add("bytes", LongType, false)
          .add("width", IntegerType, false)
          .add("height", IntegerType, false)
          .add("channels", IntegerType, false)
          .add("bit_depth", IntegerType, false)
          .add("samples", LongType, false)
          .add("sample_sum", LongType, false)
          .add("dark_samples", LongType, false)
          .add("brightness", DoubleType, false)
          .add("contrast", DoubleType, false)
          .add("sharpness", DoubleType, false)
          .add("entropy", DoubleType, false)
          .add("planes", new ArrayType(PLANE, false), false)
          .add("perceptual_hash", LongType, false)
          .add("windows", createArrayType(LongType, false), false)
          .add("bands", createArrayType(LongType, false), false)
          .add("mask_source", StringType, true)
          .add("mask", BinaryType, true)
          .add("handwriting", LongType, true)
          .add("estimate_overlap", DoubleType, true)
          .add("ink", DoubleType, true)
          .add("centre_x", DoubleType, true)
          .add("centre_y", DoubleType, true)
          .add("stroke_width", DoubleType, true)
          .add("slant", DoubleType, true)
          .add("box_left", IntegerType, true)
          .add("box_top", IntegerType, true)
          .add("box_right", IntegerType, true)
          .add("box_bottom", IntegerType, true)
          .add("digit_contrast", DoubleType, true)
          .add("shape", BinaryType, true)
          .add("features", BinaryType, false);

  /** Larger pictures are no handwriting on a photo; their mask is not sought. */
  private static final int MAX_MASK_SIDE = 64;

  /** Byte of a PNG that holds the bits a sample. */
  private static final int BIT_DEPTH = 24;

  private PixelPass() {}

  /**
   * What the pass needs wherever it runs.
   *
   * @param compared the share of images with a known mask on which the estimate of masks is
   *     measured
   * @param seed chooses them
   */
  public record Instruments(
      Broadcast<PhotoMasks> photos, PixelTotals totals, double compared, long seed)
      implements Serializable {}

  /**
   * Measures every image that decodes; others are left out.
   *
   * @param corpus the columns of the table {@code corpus}
   * @return the columns of {@link #STATISTICS}
   */
  public static Dataset<Row> over(Dataset<Row> corpus, Instruments instruments) {
    return corpus
        .select(
            col("id"),
            col("split"),
            col("published_split"),
            col("modality"),
            col("label"),
            col("index"),
            col("digit"),
            col("sha256"),
            col("image.bytes").as("encoded"))
        .flatMap(
            (FlatMapFunction<Row, Row>) image -> measure(image, instruments),
            Encoders.row(STATISTICS));
  }

  private static Iterator<Row> measure(Row image, Instruments instruments) {
    byte[] encoded = image.getAs("encoded");
    Image decoded;
    try {
      decoded = Png.decode(encoded == null ? new byte[0] : encoded);
    } catch (UnreadableImage e) {
      return Collections.emptyIterator();
    }
    instruments
        .totals()
        .add(
            new PixelTotals.Addend(
                image.getAs("split"), image.getAs("modality"), image.getAs("label"), decoded));
    boolean compare =
        Chance.unit(instruments.seed(), "mask " + image.getAs("id")) < instruments.compared();
    List<Object> row = new ArrayList<>(STATISTICS.length());
    for (String column :
        List.of(
            "id", "split", "published_split", "modality", "label", "index", "digit", "sha256")) {
      row.add(image.getAs(column));
    }
    row.addAll(measures(encoded, decoded, instruments.photos().value(), compare));
    return List.of(RowFactory.create(row.toArray())).iterator();
  }

  /** Returns the columns of {@link #STATISTICS} from {@code bytes} on. */
  public static List<Object> measures(
      byte[] encoded, Image image, PhotoMasks photos, boolean compare) {
    LumaPlane luminance = LumaPlane.of(image);
    ImageStatistics statistics = ImageStatistics.of(image, luminance);
    PerceptualHash hash = PerceptualHash.of(luminance);
    List<Object> row = new ArrayList<>(STATISTICS.length());
    row.add((long) encoded.length);
    row.add(image.width());
    row.add(image.height());
    row.add(image.channels());
    row.add((int) encoded[BIT_DEPTH]);
    row.add(statistics.samples());
    row.add(statistics.sampleSum());
    row.add(statistics.darkSamples());
    row.add(statistics.brightness());
    row.add(statistics.contrast());
    row.add(statistics.sharpness());
    row.add(statistics.entropy());
    row.add(statistics.planes().stream().map(PixelPass::row).toArray());
    row.add(hash.signs());
    row.add(hash.windows());
    row.add(hash.bands());
    byte[] shape = addDigit(row, image, photos, compare);
    byte[] features = new byte[statistics.grid().length + shape.length];
    System.arraycopy(statistics.grid(), 0, features, 0, statistics.grid().length);
    System.arraycopy(shape, 0, features, statistics.grid().length, shape.length);
    row.add(features);
    return row;
  }

  /** Adds what the mask tells and returns the digit's shape. */
  private static byte[] addDigit(
      List<Object> row, Image image, PhotoMasks photos, boolean compare) {
    if (image.width() > MAX_MASK_SIDE || image.height() > MAX_MASK_SIDE) {
      row.addAll(Collections.nCopies(15, null));
      return new byte[DigitShape.SIZE];
    }
    Optional<DigitMask> known = photos.mask(image);
    DigitMask mask = known.orElseGet(() -> MaskEstimate.of(image));
    DigitMeasures digit = DigitMeasures.of(mask, image);
    byte[] shape = DigitShape.of(mask);
    row.add(known.isPresent() ? "photo" : "estimate");
    row.add(mask.bits());
    row.add(digit == null ? null : mask.hash());
    row.add(known.isPresent() && compare ? known.get().overlap(MaskEstimate.of(image)) : null);
    if (digit == null) {
      row.add(0.0);
      row.addAll(Collections.nCopies(9, null));
    } else {
      row.add(digit.ink());
      row.add(digit.centreX());
      row.add(digit.centreY());
      row.add(digit.strokeWidth());
      row.add(digit.slant());
      row.add(digit.left());
      row.add(digit.top());
      row.add(digit.right());
      row.add(digit.bottom());
      row.add(digit.contrast());
    }
    row.add(shape);
    return shape;
  }

  /**
   * Returns the images that do not decode, in the columns of {@code quarantine}; {@code path} is
   * their id in the corpus. Only those that the pass left out are decoded again.
   */
  public static Dataset<Row> quarantine(Dataset<Row> corpus, Dataset<Row> statistics) {
    return corpus
        .join(statistics.select("id"), corpus.col("id").equalTo(statistics.col("id")), "left_anti")
        .select(col("id"), col("sha256"), col("image.bytes").as("encoded"))
        .map((MapFunction<Row, Row>) PixelPass::refused, Encoders.row(Quarantined.SCHEMA));
  }

  private static Row refused(Row image) {
    byte[] encoded = image.getAs("encoded");
    String reason = "has no bytes";
    if (encoded != null) {
      try {
        Png.decode(encoded);
        reason = "could not be measured";
      } catch (UnreadableImage e) {
        reason = e.getMessage();
      }
    }
    return new Quarantined(
            image.getAs("id"), reason, image.getAs("sha256"), encoded == null ? 0 : encoded.length)
        .toRow();
  }

  private static Row row(Plane plane) {
    return RowFactory.create(
        plane.channel(), plane.sum(), plane.squares(), plane.minimum(), plane.maximum());
  }
}
