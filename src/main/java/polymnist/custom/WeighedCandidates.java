package polymnist.custom;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import polymnist.custom.choose.Choice;
import polymnist.custom.choose.ChoiceWeights;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.ink.Candidate;
import polymnist.ink.MnistForm;
import polymnist.statistics.ClassProbabilities;

/**
 * The candidates of a picture as the detector sees them.
 *
 * @param detected the detector's probabilities of the digits for each
 * @param chosen the probability of each that it is the digit of the picture; they sum to 1
 */
record WeighedCandidates(List<Candidate> candidates, double[][] detected, double[] chosen) {

  static WeighedCandidates of(
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

  /** Returns these and further ones, all weighed anew. */
  WeighedCandidates with(
      List<Candidate> further, Function<List<Image>, double[][]> detector, ChoiceWeights weights) {
    List<Candidate> all = new ArrayList<>(candidates);
    all.addAll(further);
    return of(all, detector, weights);
  }

  /** Returns the likeliest candidates, those first. */
  List<TriedCandidate> tried(int most) {
    return Choice.likeliest(chosen, most, 0).stream()
        .map(
            i ->
                new TriedCandidate(
                    candidates.get(i).way().text(),
                    candidates.get(i).support(),
                    chosen[i],
                    Choice.digitness(detected[i]),
                    ClassProbabilities.mostProbable(detected[i]),
                    Png.encode(
                        new Image(
                            1, POLYMNIST.side(), POLYMNIST.side(), candidates.get(i).mask()))))
        .toList();
  }
}
