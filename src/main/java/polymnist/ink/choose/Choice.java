package polymnist.ink.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import polymnist.ink.Candidate;
import polymnist.statistics.ClassProbabilities;

/**
 * Weighs the candidates of a picture: a conditional logit (D. McFadden, "Conditional logit analysis
 * of qualitative choice behavior", Frontiers in Econometrics, 1974), in which the probability of a
 * candidate is the softmax of its weighted features.
 */
public final class Choice {
  /** The share of a candidate's ink that two may have in common and yet stand apart. */
  private static final double APART = 0.1;

  /** A digit beside another is at least this share as tall, and this much as strong in contrast. */
  private static final double ALIKE = 0.5;

  private Choice() {}

  /**
   * Returns the probability that each candidate is the digit of the picture, which sum to 1.
   *
   * @param detected the detector's probabilities of the digits for each candidate
   */
  public static double[] probabilities(
      List<Candidate> candidates, double[][] detected, ChoiceWeights weights) {
    return probabilities(features(candidates, detected), weights.values());
  }

  /** Returns the features of each candidate, in the order of {@link ChoiceWeights}. */
  public static double[][] features(List<Candidate> candidates, double[][] detected) {
    return CandidateFeatures.of(candidates, detected);
  }

  static double[] probabilities(double[][] features, double[] weights) {
    double[] scores = new double[features.length];
    for (int i = 0; i < scores.length; i++) {
      for (int f = 0; f < weights.length; f++) {
        scores[i] += weights[f] * features[i][f];
      }
    }
    return ClassProbabilities.softmax(scores);
  }

  /**
   * Returns what the candidates' answers come to.
   *
   * @param probabilities of the candidates; they need not sum to 1
   * @param answers probabilities of the digits for each
   */
  public static double[] mix(double[] probabilities, double[][] answers) {
    double[] mixed = new double[answers[0].length];
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += probabilities[i];
      for (int digit = 0; digit < mixed.length; digit++) {
        mixed[digit] += probabilities[i] * answers[i][digit];
      }
    }
    for (int digit = 0; digit < mixed.length; digit++) {
      mixed[digit] /= sum;
    }
    return mixed;
  }

  /**
   * Returns the places of the likeliest candidates, those first; the likeliest is always among
   * them.
   *
   * @param most how many at most
   * @param least the probability that all but the first have at least
   */
  public static List<Integer> likeliest(double[] probabilities, int most, double least) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .limit(most)
        .filter(
            i -> probabilities[i] >= least || i == ClassProbabilities.mostProbable(probabilities))
        .toList();
  }

  /**
   * Returns the detector's answer, evened out for ink along the picture's border. Such ink goes on
   * beyond the picture, so the part in the picture says little: where half of the ink's longest
   * side or less lies on the border, the answer stays; from the whole side on all digits are alike.
   */
  public static double[] discountBorder(Candidate candidate, double[] detected) {
    double seen = Math.max(0, Math.min(1, 2 - 2 * candidate.onBorder()));
    double[] discounted = new double[detected.length];
    for (int digit = 0; digit < discounted.length; digit++) {
      discounted[digit] = seen * detected[digit] + (1 - seen) / discounted.length;
    }
    return discounted;
  }

  /**
   * Returns how much of a digit the detector takes ink for: 1 where it is sure of one, 0 where all
   * are as probable, which it was trained to answer where there is none.
   */
  public static double digitness(double[] detected) {
    int classes = detected.length;
    double most = detected[ClassProbabilities.mostProbable(detected)];
    return Math.max(0, (classes * most - 1) / (classes - 1));
  }

  /**
   * Returns what detector and network say together of one candidate: the product of their
   * probabilities, as far as the detector takes it for a digit, and all digits alike as far as not.
   */
  public static double[] combine(double[] detected, double[] answered) {
    double[] logits = new double[detected.length];
    for (int digit = 0; digit < logits.length; digit++) {
      logits[digit] =
          ClassProbabilities.logarithm(detected[digit])
              + ClassProbabilities.logarithm(answered[digit]);
    }
    double[] combined = ClassProbabilities.softmax(logits);
    double digitness = digitness(detected);
    for (int digit = 0; digit < combined.length; digit++) {
      combined[digit] = digitness * combined[digit] + (1 - digitness) / combined.length;
    }
    return combined;
  }

  /**
   * Returns how many digits stand side by side or below each other: the chosen candidate and those
   * beside it that the detector is as sure of, unless ink that holds two of them is a digit too.
   *
   * @param chosen the place of the likeliest candidate
   * @param least how much of a digit each must be, 0 to 1
   */
  public static int digits(
      List<Candidate> candidates, double[][] detected, int chosen, double least) {
    List<Candidate> apart = new ArrayList<>(List.of(candidates.get(chosen)));
    if (digitness(detected[chosen]) < least) {
      return 1;
    }
    for (int i = 0; i < candidates.size(); i++) {
      Candidate other = candidates.get(i);
      if (other.way().alone()
          && digitness(detected[i]) >= least
          && apart.stream().allMatch(one -> areSideBySide(one, other))
          && !brokenOne(candidates.get(chosen), detected[chosen], other, detected[i])
          && !isCovered(candidates, detected, candidates.get(chosen), other, least)) {
        apart.add(other);
      }
    }
    return apart.size();
  }

  private static boolean areSideBySide(Candidate one, Candidate other) {
    double smaller = Math.min(one.box().height(), other.box().height());
    double taller = Math.max(one.box().height(), other.box().height());
    return one.box().shareInside(other.box()) < APART
        && other.box().shareInside(one.box()) < APART
        && smaller >= ALIKE * taller
        && other.contrast() >= ALIKE * one.contrast()
        && other.onBorder() == 0;
  }

  /** Two upright strokes above each other are one that is broken, or the letter i. */
  private static boolean brokenOne(
      Candidate one, double[] detectedOne, Candidate other, double[] detectedOther) {
    return ClassProbabilities.mostProbable(detectedOne) == 1
        && ClassProbabilities.mostProbable(detectedOther) == 1
        && one.box().gapAcross(other.box()) < 0;
  }

  private static boolean isCovered(
      List<Candidate> candidates,
      double[][] detected,
      Candidate one,
      Candidate other,
      double least) {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate both = candidates.get(i);
      if (one.box().shareInside(both.box()) > 1 - APART
          && other.box().shareInside(both.box()) > 1 - APART
          && digitness(detected[i]) >= least) {
        return true;
      }
    }
    return false;
  }
}
