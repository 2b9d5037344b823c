package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.custom.find.Candidate;
import polymnist.image.Image;
import polymnist.image.png.Png;

/**
 * A candidate that was tried for a picture.
 *
 * @param candidate the ink
 * @param chosen the probability that it is the digit of the picture, 0 to 1
 * @param digitness how much of a digit the judge takes it for, 0 to 1
 * @param judged the digit that the judge holds most probable
 */
record TriedCandidate(Candidate candidate, double chosen, double digitness, int judged) {
  static final StructType SCHEMA =
      new StructType()
          .add("way", StringType, false)
          .add("support", IntegerType, false)
          .add("chosen", DoubleType, false)
          .add("digitness", DoubleType, false)
          .add("judged", IntegerType, false)
          .add("mask", BinaryType, false);

  Row toRow() {
    Image mask = new Image(1, POLYMNIST.side(), POLYMNIST.side(), candidate.mask());
    return RowFactory.create(
        candidate.way().words(), candidate.support(), chosen, digitness, judged, Png.encode(mask));
  }
}
