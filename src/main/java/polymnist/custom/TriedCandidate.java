package polymnist.custom;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.ink.Candidate;
import polymnist.ink.choose.Choice;
import polymnist.ink.choose.WeighedCandidates;
import polymnist.statistics.ClassProbabilities;

/**
 * A candidate that was tried for a picture.
 *
 * @param way in which its ink was found
 * @param support in how many ways it was
 * @param chosen the probability that it is the digit of the picture, 0 to 1
 * @param digitness how much of a digit the detector takes it for, 0 to 1
 * @param detected the digit that the detector holds most probable
 * @param mask PNG of its ink as MNIST has it
 */
record TriedCandidate(
    String way, int support, double chosen, double digitness, int detected, byte[] mask) {
  /** Returns the likeliest candidates, those first. */
  static List<TriedCandidate> likeliest(WeighedCandidates of, int most) {
    return Choice.likeliest(of.chosen(), most, 0).stream().map(i -> tried(of, i)).toList();
  }

  private static TriedCandidate tried(WeighedCandidates of, int i) {
    Candidate candidate = of.candidates().get(i);
    double[] detected = of.detected()[i];
    Image mask = new Image(1, POLYMNIST.side(), POLYMNIST.side(), candidate.mask());
    return new TriedCandidate(
        candidate.way().text(),
        candidate.support(),
        of.chosen()[i],
        Choice.digitness(detected),
        ClassProbabilities.mostProbable(detected),
        Png.encode(mask));
  }
}
