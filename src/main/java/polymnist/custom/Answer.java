package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.corpus.Image;
import polymnist.corpus.Png;
import polymnist.corpus.UnreadableImage;

/**
 * A row of the table {@code custom_predictions}: what was made of a picture.
 *
 * @param path below the folder of pictures
 * @param label 0 to 9, or null
 * @param finding what the picture shows
 * @param probabilities of the digits 0 to 9, or null where no digit was found
 * @param original PNG of the picture, at most 160 pixels a side, or null where it is unreadable
 * @param seen PNG of one image that the network saw, [3,28,28], or null
 */
record Answer(
    String path,
    Integer label,
    Finding finding,
    double[] probabilities,
    byte[] original,
    byte[] seen) {
  static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("label", IntegerType, true)
          .add("status", StringType, false)
          .add("reason", StringType, true)
          .add("predicted", IntegerType, true)
          .add("probability", DoubleType, true)
          .add("probabilities", DataTypes.createArrayType(DoubleType, false), true)
          .add("original", BinaryType, true)
          .add("normalised", BinaryType, true)
          .add("seen", BinaryType, true);

  private static final int THUMBNAIL_SIDE = 160;

  /**
   * Reads a picture's bytes and asks the network.
   *
   * @param network returns the probabilities of the digits for each of several [3,28,28]
   */
  static Answer of(
      PictureFile file, byte[] bytes, Pasting pasting, Function<List<Image>, double[][]> network) {
    Image picture;
    try {
      picture = Picture.read(bytes);
    } catch (UnreadableImage e) {
      return unreadable(file, e.getMessage());
    }
    Finding finding = DigitFinder.find(picture);
    byte[] original = Png.encode(Picture.reduced(picture, THUMBNAIL_SIDE));
    if (finding.mask() == null) {
      return new Answer(file.path(), file.label(), finding, null, original, null);
    }
    List<Image> images = pasting.images(file.path(), finding.mask());
    double[] probabilities = Pasting.combined(network.apply(images));
    byte[] seen = Png.encode(images.get(0));
    return new Answer(file.path(), file.label(), finding, probabilities, original, seen);
  }

  static Answer unreadable(PictureFile file, String reason) {
    Finding finding = Finding.without(Status.UNREADABLE, reason);
    return new Answer(file.path(), file.label(), finding, null, null, null);
  }

  /** Returns the most probable digit, the lowest of several, or null where none was found. */
  Integer predicted() {
    if (probabilities == null) {
      return null;
    }
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  Row toRow() {
    Integer predicted = predicted();
    return RowFactory.create(
        path,
        label,
        finding.status().word(),
        finding.reason(),
        predicted,
        predicted == null ? null : probabilities[predicted],
        probabilities,
        original,
        finding.mask() == null
            ? null
            : Png.encode(new Image(1, MnistForm.SIDE, MnistForm.SIDE, finding.mask())),
        seen);
  }
}
