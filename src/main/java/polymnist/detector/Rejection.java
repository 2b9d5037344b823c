package polymnist.detector;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import polymnist.corpus.MnistDigits;
import polymnist.detector.RejectionScores.DrawnAnswer;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.Candidates;
import polymnist.ink.choose.Decision;
import polymnist.ink.choose.WeighedCandidates;
import polymnist.model.Predictor;
import polymnist.statistics.ClassProbabilities;

/**
 * Draws pictures of digits and of what is none, and reads them with detectors that never saw such.
 *
 * @param digits of which no detector knows: on the others their best epochs are chosen
 */
record Rejection(MnistDigits digits, Decision decision, long seed) implements Serializable {
  /**
   * A picture to be drawn: a digit of MNIST by its place, or a copy of a kind of non-digit.
   *
   * @param kind null for a digit
   */
  private record Sketched(NonDigitKind kind, int number) implements Serializable {}

  /**
   * Measures detectors.
   *
   * @param files of their networks, by name
   * @param leftOut the kinds that they were not trained on, by name
   */
  RejectionScores measured(
      JavaSparkContext context,
      RejectionSettings settings,
      Map<String, byte[]> files,
      Map<String, List<NonDigitKind>> leftOut) {
    Broadcast<Rejection> shared = context.broadcast(this);
    Map<NonDigitKind, String> without = new TreeMap<>();
    leftOut.forEach((name, kinds) -> kinds.forEach(kind -> without.put(kind, name)));
    List<Sketched> sketched = new ArrayList<>();
    for (int i = 0; i < settings.digits(); i++) {
      sketched.add(new Sketched(null, i));
    }
    for (NonDigitKind kind : NonDigitKind.values()) {
      for (int copy = 0; copy < settings.pictures(); copy++) {
        sketched.add(new Sketched(kind, copy));
      }
    }
    return new RejectionScores(
        context
            .parallelize(sketched, 4 * context.defaultParallelism())
            .mapPartitions(
                (FlatMapFunction<Iterator<Sketched>, DrawnAnswer>)
                    some -> shared.value().answers(some, files, without))
            .collect());
  }

  private Iterator<DrawnAnswer> answers(
      Iterator<Sketched> sketched, Map<String, byte[]> files, Map<NonDigitKind, String> without) {
    Map<String, Predictor> networks = new TreeMap<>();
    files.forEach((name, file) -> networks.put(name, Predictor.ofTask(file)));
    List<DrawnAnswer> answers = new ArrayList<>();
    while (sketched.hasNext()) {
      Sketched one = sketched.next();
      DrawnPicture drawn =
          one.kind() == null
              ? DrawnPicture.digit(digits, one.number(), seed)
              : DrawnPicture.none(digits, one.kind(), one.number(), seed);
      Collection<String> asked =
          one.kind() == null
              ? networks.keySet()
              : Set.of(without.getOrDefault(one.kind(), DetectorSettings.DETECTOR));
      // What may be a digit is the same for all detectors, and looking for it takes longest.
      List<Candidate> found = Candidates.of(drawn.image());
      for (String name : asked) {
        double confidence = confidence(found, drawn.image(), networks.get(name)::probabilities);
        boolean refused = confidence == 0 || confidence < decision.leastConfidence();
        answers.add(new DrawnAnswer(drawn.what(), name, confidence, refused));
      }
    }
    return answers.iterator();
  }

  /** The confidence of the most probable digit, 0 where there is none or several. */
  private double confidence(
      List<Candidate> found, Image picture, Function<List<Image>, double[][]> detector) {
    WeighedCandidates whole = WeighedCandidates.of(found, detector, decision.weights());
    if (found.isEmpty() || whole.digits(decision.several()) > 1) {
      return 0;
    }
    double[] answer = whole.closer(picture, detector, decision.weights()).answer();
    return answer[ClassProbabilities.mostProbable(answer)];
  }
}
