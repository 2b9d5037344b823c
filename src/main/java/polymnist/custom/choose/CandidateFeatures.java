package polymnist.custom.choose;

import java.util.ArrayList;
import java.util.List;
import polymnist.ink.Candidate;
import polymnist.statistics.ClassProbabilities;

/**
 * What speaks for a candidate or against it, beside the other candidates of its picture.
 *
 * @param sureness the log odds of the digit that the detector holds most probable, over 3
 * @param size the logarithm of its longest side as a share of the picture's shorter side
 * @param share of all ink that was found as it was
 * @param contrast of its ink, as a share of the strongest contrast of any candidate
 * @param border 1 where it touches the picture's border, else 0
 * @param along what of it lies on the border, as a share of its longest side, at most 1
 * @param support the logarithm of the number of ways in which it was found
 * @param agreement how many other ways found ink in about the same place that the detector reads
 *     alike, as a logarithm of one more
 * @param part the greatest log odds, over 3, of a much larger candidate that holds this one; 0
 *     where there is none
 * @param fromBorder 1 where ink was what differs from the border, else 0
 * @param lowThreshold 1 where also faint ink counted, else 0
 * @param highThreshold 1 where only strong ink counted, else 0
 */
record CandidateFeatures(
    double sureness,
    double size,
    double share,
    double contrast,
    double border,
    double along,
    double support,
    double agreement,
    double part,
    double fromBorder,
    double lowThreshold,
    double highThreshold) {
  /** The number of features. */
  static final int COUNT = CandidateFeatures.class.getRecordComponents().length;

  /** Log odds beyond those of this probability say no more. */
  private static final double SURE = 0.999;

  /** A candidate this much larger in area holds more than this one. */
  private static final double MUCH_LARGER = 1.3;

  /** Share of a candidate's box that must lie in another's, for it to be a part of that. */
  private static final double INSIDE = 0.8;

  /**
   * Returns the features of all candidates of a picture.
   *
   * @param detected the detector's probabilities of the digits for each
   */
  static List<CandidateFeatures> of(List<Candidate> candidates, double[][] detected) {
    double strongest = 0;
    for (Candidate candidate : candidates) {
      strongest = Math.max(strongest, candidate.contrast());
    }
    List<CandidateFeatures> features = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      int digit = ClassProbabilities.mostProbable(detected[i]);
      double agreement = 0;
      double part = 0;
      for (int j = 0; j < candidates.size(); j++) {
        Candidate other = candidates.get(j);
        if (i != j) {
          agreement += candidate.box().overlap(other.box()) * other.support() * detected[j][digit];
          boolean holds =
              candidate.box().shareInside(other.box()) > INSIDE
                  && other.box().area() > MUCH_LARGER * candidate.box().area();
          part = holds ? Math.max(part, sureness(detected[j])) : part;
        }
      }
      features.add(
          new CandidateFeatures(
              sureness(detected[i]),
              Math.log(candidate.size()),
              candidate.share(),
              candidate.contrast() / strongest,
              candidate.onBorder() > 0 ? 1 : 0,
              Math.min(1, candidate.onBorder()),
              Math.log(candidate.support()),
              Math.log1p(agreement),
              part,
              candidate.way().fromBorder() ? 1 : 0,
              candidate.way().low() ? 1 : 0,
              candidate.way().high() ? 1 : 0));
    }
    return features;
  }

  private static double sureness(double[] detected) {
    double most = detected[ClassProbabilities.mostProbable(detected)];
    double bounded = Math.max(1 - SURE, Math.min(SURE, most));
    return Math.log(bounded / (1 - bounded)) / 3;
  }

  /** Returns the features in the order of the components. */
  double[] values() {
    return new double[] {
      sureness,
      size,
      share,
      contrast,
      border,
      along,
      support,
      agreement,
      part,
      fromBorder,
      lowThreshold,
      highThreshold
    };
  }
}
