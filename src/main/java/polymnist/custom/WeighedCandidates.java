package polymnist.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import polymnist.custom.choose.Choice;
import polymnist.custom.choose.ChoiceWeights;
import polymnist.custom.find.Candidate;
import polymnist.custom.show.Plain;
import polymnist.image.Image;
import polymnist.statistics.ClassProbabilities;

/**
 * The candidates of a picture as the judge sees them.
 *
 * @param judged the judge's probabilities of the digits for each
 * @param chosen the probability of each that it is the digit of the picture; they sum to 1
 */
record WeighedCandidates(List<Candidate> candidates, double[][] judged, double[] chosen) {

  static WeighedCandidates of(
      List<Candidate> candidates, Function<List<Image>, double[][]> judge, ChoiceWeights weights) {
    if (candidates.isEmpty()) {
      return new WeighedCandidates(candidates, new double[0][], new double[0]);
    }
    double[][] judged =
        judge.apply(candidates.stream().map(candidate -> Plain.of(candidate.mask())).toList());
    for (int i = 0; i < judged.length; i++) {
      judged[i] = Choice.asFarAsSeen(candidates.get(i), judged[i]);
    }
    return new WeighedCandidates(
        candidates, judged, Choice.probabilities(candidates, judged, weights));
  }

  /** Returns these and further ones, all weighed anew. */
  WeighedCandidates with(
      List<Candidate> further, Function<List<Image>, double[][]> judge, ChoiceWeights weights) {
    List<Candidate> all = new ArrayList<>(candidates);
    all.addAll(further);
    return of(all, judge, weights);
  }

  /** Returns the likeliest candidates, those first. */
  List<TriedCandidate> tried(int most) {
    return Choice.likeliest(chosen, most, 0).stream()
        .map(
            i ->
                new TriedCandidate(
                    candidates.get(i),
                    chosen[i],
                    Choice.digitness(judged[i]),
                    ClassProbabilities.mostProbable(judged[i])))
        .toList();
  }
}
