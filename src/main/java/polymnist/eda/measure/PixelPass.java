package polymnist.eda.measure;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import polymnist.chance.Chance;
import polymnist.corpus.Quarantined;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.warehouse.RowType;

/**
 * The one pass over the pixels: each image is decoded once, and all that questions need is kept.
 */
public final class PixelPass {
  private static final RowType<MeasuredImage> TYPE = RowType.of(MeasuredImage.class);

  /** An image and its measures: a row of the table {@code image_statistics}. */
  private record MeasuredImage(
      String id,
      String split,
      String publishedSplit,
      String modality,
      int label,
      int index,
      Integer digit,
      String sha256,
      @RowType.Flat ImageMeasures measures) {}

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
   * @return the columns of {@code image_statistics}; {@code EdaJob} explains them
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
            Encoders.row(TYPE.schema()));
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
    MeasuredImage measured =
        new MeasuredImage(
            image.getAs("id"),
            image.getAs("split"),
            image.getAs("published_split"),
            image.getAs("modality"),
            image.getAs("label"),
            image.getAs("index"),
            image.getAs("digit"),
            image.getAs("sha256"),
            ImageMeasures.of(
                encoded.length, encoded, decoded, instruments.photos().value(), compare));
    return List.of(TYPE.toRow(measured)).iterator();
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
}
