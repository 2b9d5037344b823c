package polymnist.ink.choose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.Candidates;
import polymnist.ink.MnistForm;
import polymnist.statistics.ClassProbabilities;

/**
 * The candidates of a picture as the detector sees them.
 *
 * @param detected the detector's probabilities of the digits for each
 * @param chosen the probability of each that it is the digit of the picture; they sum to 1
 */
public record WeighedCandidates(List<Candidate> candidates, double[][] detected, double[] chosen) {
  /** So many candidates are asked about at most, if they are at least so probable. */
  private static final int ASKED = 4;

  private static final double MIN_ASKED = 0.02;

  /**
   * Weighs candidates.
   *
   * @param detector returns the probabilities of the digits for each of several masks [3,28,28]
   */
  public static WeighedCandidates of(
      List<Candidate> candidates,
      Function<List<Image>, double[][]> detector,
      ChoiceWeights weights) {
    if (candidates.isEmpty()) {
      return new WeighedCandidates(candidates, new double[0][], new double[0]);
    }
    double[][] detected =
        detector.apply(
            candidates.stream().map(candidate -> MnistForm.image(candidate.mask())).toList());
    for (int i = 0; i < detected.length; i++) {
      detected[i] = Choice.discountBorder(candidates.get(i), detected[i]);
    }
    return new WeighedCandidates(
        candidates, detected, Choice.probabilities(candidates, detected, weights));
  }

  /** Returns these and, where the likeliest is small, those found by a closer look at it. */
  public WeighedCandidates closer(
      Image picture, Function<List<Image>, double[][]> detector, ChoiceWeights weights) {
    List<Candidate> all = new ArrayList<>(candidates);
    if (!all.isEmpty()) {
      all.addAll(Candidates.around(candidates.get(likeliest()), picture));
    }
    return all.size() == candidates.size() ? this : of(all, detector, weights);
  }

  /** Returns the place of the likeliest. */
  private int likeliest() {
    return ClassProbabilities.mostProbable(chosen);
  }

  /** Returns the places of the few that are worth asking about, the likeliest first. */
  public List<Integer> asked() {
    return Choice.likeliest(chosen, ASKED, MIN_ASKED);
  }

  /**
   * Returns how many digits the picture shows.
   *
   * @param least how much of a digit each must be, 0 to 1
   */
  public int digits(double least) {
    return Choice.digits(candidates, detected, likeliest(), least);
  }

  /** Returns what the detector alone reads, as if a network agreed: probabilities of the digits. */
  public double[] answer() {
    return mixed(asked(), i -> Choice.combine(detected[i], detected[i]));
  }

  /**
   * Returns what the answers for some candidates come to.
   *
   * @param asked their places
   * @param answers probabilities of the digits by place
   */
  public double[] mixed(List<Integer> asked, IntFunction<double[]> answers) {
    return Choice.mix(
        asked.stream().mapToDouble(i -> chosen[i]).toArray(),
        asked.stream().map(i -> answers.apply(i)).toArray(double[][]::new));
  }
}
