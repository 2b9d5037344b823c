package polymnist.corpus;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

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
 * @param sha256 of {@code bytes}, in hexadecimal
 * @param bytes the encoded picture, as it was
 * @param path where the picture was read, or its path in the published tree
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
    byte[] bytes,
    String path)
    implements Serializable {

  /** The columns; the picture is a struct, as Hugging Face datasets store images. */
  public static final StructType SCHEMA =
      new StructType()
          .add("id", StringType, false)
          .add("split", StringType, false)
          .add("published_split", StringType, false)
          .add("modality", StringType, false)
          .add("label", IntegerType, false)
          .add("index", IntegerType, false)
          .add("digit", IntegerType, true)
          .add("width", IntegerType, false)
          .add("height", IntegerType, false)
          .add("channels", IntegerType, false)
          .add("sha256", StringType, false)
          .add(
              "image",
              new StructType().add("bytes", BinaryType, false).add("path", StringType, true),
              false);

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
        encoded,
        path);
  }

  /**
   * Returns the decoded picture.
   *
   * @throws IllegalArgumentException naming the image, when its bytes are no picture
   */
  public Image decoded() {
    return decoded(id, bytes);
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
    return RowFactory.create(
        id,
        split,
        publishedSplit,
        modality,
        label,
        index,
        digit,
        width,
        height,
        channels,
        sha256,
        RowFactory.create(bytes, path));
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
        image.getAs("bytes"),
        image.getAs("path"));
  }
}
