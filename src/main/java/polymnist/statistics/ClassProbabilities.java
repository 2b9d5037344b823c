package polymnist.statistics;

/** The probabilities that a network gives to classes, in the order of the classes. */
public final class ClassProbabilities {
  /** What a probability counts as at least in a log loss, so that no image's is infinite. */
  static final double MIN_PROBABILITY = 1e-15;

  private ClassProbabilities() {}

  /** Returns the most probable class, the lowest of several. */
  public static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /** Returns the log loss, in nats, of an image whose class was given this probability. */
  public static double logLoss(double probability) {
    return -logarithm(probability);
  }

  public static double logarithm(double probability) {
    return Math.log(Math.max(MIN_PROBABILITY, probability));
  }

  /**
   * Turns logits into probabilities, in their place.
   *
   * @param logits of the classes, at least one
   */
  public static double[] softmax(double[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = Math.exp(logits[c] - highest);
      sum += logits[c];
    }
    for (int c = 0; c < logits.length; c++) {
      logits[c] /= sum;
    }
    return logits;
  }
}
