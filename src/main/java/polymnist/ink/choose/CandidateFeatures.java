package polymnist.ink.choose;

import java.util.List;
import polymnist.ink.Candidate;
import polymnist.statistics.ClassProbabilities;

/**
 * What speaks for a candidate or against it, beside the other candidates of its picture: a number
 * for each component of {@link ChoiceWeights}, which says what it is.
 */
final class CandidateFeatures {
  /** Log odds beyond those of this probability say no more. */
  private static final double SURE = 0.999;

  /** A candidate this much larger in area holds more than this one. */
  private static final double MUCH_LARGER = 1.3;

  /** Share of a candidate's box that must lie in another's, for it to be a part of that. */
  private static final double INSIDE = 0.8;

  private CandidateFeatures() {}

  /**
   * Returns the features of all candidates of a picture, in the order of {@link ChoiceWeights}.
   *
   * @param detected the detector's probabilities of the digits for each
   */
  static double[][] of(List<Candidate> candidates, double[][] detected) {
    double strongest = 0;
    for (Candidate candidate : candidates) {
      strongest = Math.max(strongest, candidate.contrast());
    }
    double[][] features = new double[candidates.size()][];
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
      features[i] =
          new double[] {
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
            candidate.way().high() ? 1 : 0
          };
    }
    return features;
  }

  private static double sureness(double[] detected) {
    double most = detected[ClassProbabilities.mostProbable(detected)];
    double bounded = Math.max(1 - SURE, Math.min(SURE, most));
    return Math.log(bounded / (1 - bounded)) / 3;
  }
}
