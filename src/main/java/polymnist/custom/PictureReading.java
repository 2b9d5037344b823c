package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureLabel;
import polymnist.ink.ReadingStatus;
import polymnist.statistics.ClassProbabilities;
import polymnist.warehouse.RowValues;

/**
 * What was made of a picture: a row of the table {@code custom_predictions}, and what the ways to
 * show it that are compared came to.
 *
 * @param file the picture with what is known of it
 * @param status what the picture shows
 * @param reason why no digit was read, or null
 * @param probabilities of the digits 0 to 9, or null where there is no candidate
 * @param tried the likeliest candidates, the chosen one first
 * @param mask PNG of the chosen candidate's ink where it is in the picture, or null
 * @param original PNG of the picture, at most 160 pixels a side, or null where it is unreadable
 * @param seen PNG of one image that the network saw, [3,28,28], or null
 * @param compared the digit predicted by each presentation, by its name; null where none was found
 */
record PictureReading(
    PictureFile file,
    ReadingStatus status,
    String reason,
    double[] probabilities,
    List<TriedCandidate> tried,
    byte[] mask,
    byte[] original,
    byte[] seen,
    Map<String, Integer> compared) {
  /** The column that is not in the table. */
  static final String COMPARED = "compared";

  static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("label", IntegerType, true)
          .add("shows_digit", BooleanType, true)
          .add("attributes", PictureLabel.ATTRIBUTES, false)
          .add("status", StringType, false)
          .add("reason", StringType, true)
          .add("predicted", IntegerType, true)
          .add("probability", DoubleType, true)
          .add("probabilities", DataTypes.createArrayType(DoubleType, false), true)
          .add("original", BinaryType, true)
          .add("mask", BinaryType, true)
          .add("normalised", BinaryType, true)
          .add("seen", BinaryType, true)
          .add("candidates", DataTypes.createArrayType(TriedCandidate.SCHEMA, false), false)
          .add("seconds", DoubleType, false)
          .add(COMPARED, DataTypes.createMapType(StringType, IntegerType, true), false);

  /** Longest side of what is kept of a picture, in pixels. */
  static final int THUMBNAIL_SIDE = 160;

  /**
   * Returns the row of the table.
   *
   * @param seconds that the picture took, from its bytes to the answer
   */
  Row toRow(double seconds) {
    boolean read = status == ReadingStatus.DIGIT;
    Integer predicted = read ? ClassProbabilities.mostProbable(probabilities) : null;
    return RowFactory.create(
        file.path(),
        file.given().label(),
        file.given().showsDigit(),
        file.given().attributesOfRow(),
        status.text(),
        reason,
        predicted,
        read ? probabilities[predicted] : null,
        read ? probabilities : null,
        original,
        mask,
        tried.isEmpty()
            ? null
            : tried.get(0).toRow().getAs(TriedCandidate.SCHEMA.fieldIndex("mask")),
        seen,
        tried.stream().map(TriedCandidate::toRow).toArray(Row[]::new),
        seconds,
        RowValues.map(compared));
  }
}
