package polymnist.corpus;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code corpus}: one labelled image.
 *
 * @param id {@code SPLIT/MODALITY/LABEL/INDEX} with the published split, such as {@code
 *     train/m3/7/412}
 * @param split {@code train}, {@code validation} or {@code test}; validation is taken from the
 *     published training set, all images of a digit together
 * @param publishedSplit where PolyMNIST has the image: {@code train} or {@code test}
 * @param modality {@code m0} to {@code m4}
 * @param label 0 to 9
 * @param index the position among the images of that split, modality and label
 * @param digit the position in its MNIST file of the digit that the image shows, or null
 * @param width in pixels
 * @param height in pixels
 * @param channels 1 or 3
 * @param sha256 of the picture's bytes, in hexadecimal
 * @param image the encoded picture
 */
public record CorpusImage(
    String id,
    String split,
    String publishedSplit,
    String modality,
    int label,
    int index,
    Integer digit,
    int width,
    int height,
    int channels,
    String sha256,
    EncodedPicture image)
    implements Serializable {

  private static final RowType<CorpusImage> TYPE = RowType.of(CorpusImage.class);

  public static final StructType SCHEMA = TYPE.schema();

  /**
   * A picture, as Hugging Face datasets store images.
   *
   * @param bytes encoded, as they were
   * @param path where it was read, or its path in the published tree
   */
  public record EncodedPicture(byte[] bytes, @RowType.Nullable String path)
      implements Serializable {}

  /** Returns the row of an image given its decoded shape. */
  public static CorpusImage of(
      String publishedSplit,
      String split,
      String modality,
      int label,
      int index,
      Integer digit,
      Image image,
      byte[] encoded,
      String path) {
    return new CorpusImage(
        String.format(Locale.ROOT, "%s/%s/%d/%d", publishedSplit, modality, label, index),
        split,
        publishedSplit,
        modality,
        label,
        index,
        digit,
        image.width(),
        image.height(),
        image.channels(),
        DigestUtils.sha256Hex(encoded),
        new EncodedPicture(encoded, path));
  }

  public byte[] bytes() {
    return image.bytes();
  }

  /**
   * Returns the decoded picture.
   *
   * @throws IllegalArgumentException naming the image, when its bytes are no picture
   */
  public Image decoded() {
    return decoded(id, bytes());
  }

  /** The same for an image of which only id and bytes were read. */
  public static Image decoded(String id, byte[] bytes) {
    try {
      return Png.decode(bytes);
    } catch (UnreadableImage e) {
      throw new IllegalArgumentException("the image %s %s".formatted(id, e.getMessage()), e);
    }
  }

  /** Returns the columns of {@link #SCHEMA}. */
  public Row toRow() {
    return TYPE.toRow(this);
  }

  /**
   * Reads what {@link #toRow} made; further columns are ignored. Without the column {@code
   * published_split}, which earlier versions did not write, the split tells it.
   */
  public static CorpusImage of(Row row) {
    Row image = row.getAs("image");
    String split = row.getAs("split");
    boolean known = List.of(row.schema().fieldNames()).contains("published_split");
    String derived = split.equals(Split.TEST.text()) ? split : Split.TRAIN.text();
    return new CorpusImage(
        row.getAs("id"),
        split,
        known ? row.getAs("published_split") : derived,
        row.getAs("modality"),
        row.getAs("label"),
        row.getAs("index"),
        row.getAs("digit"),
        row.getAs("width"),
        row.getAs("height"),
        row.getAs("channels"),
        row.getAs("sha256"),
        new EncodedPicture(image.getAs("bytes"), image.getAs("path")));
  }
}
