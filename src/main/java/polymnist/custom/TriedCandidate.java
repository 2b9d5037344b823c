package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.ink.Candidate;
import polymnist.ink.choose.Choice;
import polymnist.ink.choose.WeighedCandidates;
import polymnist.statistics.ClassProbabilities;

/**
 * A candidate that was tried for a picture.
 *
 * @param candidate the ink
 * @param chosen the probability that it is the digit of the picture, 0 to 1
 * @param digitness how much of a digit the detector takes it for, 0 to 1
 * @param detected the digit that the detector holds most probable
 */
record TriedCandidate(Candidate candidate, double chosen, double digitness, int detected) {
  static final StructType SCHEMA =
      new StructType()
          .add("way", StringType, false)
          .add("support", IntegerType, false)
          .add("chosen", DoubleType, false)
          .add("digitness", DoubleType, false)
          .add("detected", IntegerType, false)
          .add("mask", BinaryType, false);

  /** Returns the likeliest candidates, those first. */
  static List<TriedCandidate> likeliest(WeighedCandidates of, int most) {
    return Choice.likeliest(of.chosen(), most, 0).stream()
        .map(
            i ->
                new TriedCandidate(
                    of.candidates().get(i),
                    of.chosen()[i],
                    Choice.digitness(of.detected()[i]),
                    ClassProbabilities.mostProbable(of.detected()[i])))
        .toList();
  }

  Row toRow() {
    Image mask = new Image(1, POLYMNIST.side(), POLYMNIST.side(), candidate.mask());
    return RowFactory.create(
        candidate.way().text(), candidate.support(), chosen, digitness, detected, Png.encode(mask));
  }
}
