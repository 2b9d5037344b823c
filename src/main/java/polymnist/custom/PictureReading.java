package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.custom.find.Finding;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.statistics.ClassProbabilities;
import polymnist.warehouse.RowValues;

/**
 * What was made of a picture: a row of the table {@code custom_predictions}, and what the ways to
 * show it that are compared came to.
 *
 * @param file the picture with what is known of it
 * @param finding what the picture shows
 * @param probabilities of the digits 0 to 9, or null where no digit was read
 * @param original PNG of the picture, at most 160 pixels a side, or null where it is unreadable
 * @param seen PNG of one image that the network saw, [3,28,28], or null
 * @param compared the digit predicted by each presentation, by its name; null where none was found
 */
record PictureReading(
    PictureFile file,
    Finding finding,
    double[] probabilities,
    byte[] original,
    byte[] seen,
    Map<String, Integer> compared) {
  /** The column that is not in the table. */
  static final String COMPARED = "compared";

  static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("label", IntegerType, true)
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
          .add(COMPARED, DataTypes.createMapType(StringType, IntegerType, true), false);

  /** Longest side of what is kept of a picture, in pixels. */
  static final int THUMBNAIL_SIDE = 160;

  Row toRow() {
    Integer predicted =
        probabilities == null ? null : ClassProbabilities.mostProbable(probabilities);
    boolean found = finding.mask() != null;
    return RowFactory.create(
        file.path(),
        file.given().label(),
        file.given().attributesOfRow(),
        finding.status().word(),
        finding.reason(),
        predicted,
        predicted == null ? null : probabilities[predicted],
        probabilities,
        original,
        found ? Png.encode(finding.ink().reduced(THUMBNAIL_SIDE).image()) : null,
        found ? Png.encode(new Image(1, POLYMNIST.side(), POLYMNIST.side(), finding.mask())) : null,
        seen,
        RowValues.map(compared));
  }
}
