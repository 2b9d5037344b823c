package polymnist.impact;

import java.util.BitSet;
import java.util.List;

/**
 * What a network gets right: for each condition, the numbers of the subjects.
 *
 * @param right in the order of the conditions
 */
record CorrectAnswers(List<BitSet> right) implements java.io.Serializable {
  boolean isRight(int condition, int subject) {
    return right.get(condition).get(subject);
  }

  /** Returns the share that is right of some subjects as they are. */
  double accuracy(List<TestedImage> subjects) {
    long hits = subjects.stream().filter(subject -> isRight(0, subject.number())).count();
    return hits / (double) subjects.size();
  }
}
