package polymnist.custom;

/** One answer made of a network's answers to several images of one digit. */
final class Combination {
  private static final double LEAST = 1e-12;

  private Combination() {}

  /**
   * Returns the mean of the logarithms, divided by a temperature and made to sum to 1 again. An
   * image on which the digit drowns gives an even answer and so hardly counts. As the mean of the
   * logarithms at a temperature is their mean divided by it, each answer is so calibrated as the
   * network's answers are (Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural
   * Networks", ICML 2017).
   *
   * @param answers probabilities of the classes, one row an image, at least one
   * @param temperature above 0; 1 leaves the answers as they are
   */
  static double[] of(double[][] answers, double temperature) {
    int classes = answers[0].length;
    double[] combined = new double[classes];
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      for (double[] answer : answers) {
        combined[c] += Math.log(Math.max(LEAST, answer[c]));
      }
      combined[c] /= answers.length * temperature;
      highest = Math.max(highest, combined[c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      combined[c] = Math.exp(combined[c] - highest);
      sum += combined[c];
    }
    for (int c = 0; c < classes; c++) {
      combined[c] /= sum;
    }
    return combined;
  }

  /** Returns the most probable class, the lowest of several. */
  static int best(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }
}
