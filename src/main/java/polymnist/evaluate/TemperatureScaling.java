package polymnist.evaluate;

import java.util.List;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017): the logits of a network are divided by one number, by which confidence becomes what
 * accuracy is; what is predicted does not change. The logits are taken from the probabilities,
 * whose logarithms differ from them by a number that softmax does not see.
 */
final class TemperatureScaling {
  /** What probabilities are raised to at least, as log loss does. */
  static final double LEAST_PROBABILITY = 1e-15;

  /** The temperatures that are thought of. */
  static final double LOWEST = 0.05;

  static final double HIGHEST = 20;

  private static final int HALVINGS = 60;

  /**
   * An image by what a network says of it.
   *
   * @param probabilities of the classes
   * @param label the class that it is
   */
  record Answer(List<Double> probabilities, int label) {}

  private TemperatureScaling() {}

  /** Returns the probabilities at a temperature. */
  static double[] scale(List<Double> probabilities, double temperature) {
    double[] scaled = new double[probabilities.size()];
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] = logarithm(probabilities.get(c)) / temperature;
      highest = Math.max(highest, scaled[c]);
    }
    double sum = 0;
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] = Math.exp(scaled[c] - highest);
      sum += scaled[c];
    }
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] /= sum;
    }
    return scaled;
  }

  /**
   * Returns the temperature at which the mean log loss is least, {@link #LOWEST} to {@link
   * #HIGHEST}. The log loss is convex in the inverse temperature, so halving the range by the sign
   * of its slope finds it.
   *
   * @throws IllegalArgumentException when there is no answer
   */
  static double fit(List<Answer> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("a temperature needs at least one answer to be fitted to");
    }
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(answers, middle) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 2 / (low + high);
  }

  /** Returns the mean log loss in nats. */
  static double logLoss(List<Answer> answers, double temperature) {
    double sum = 0;
    for (Answer answer : answers) {
      double probability = scale(answer.probabilities, temperature)[answer.label];
      sum -= Math.log(Math.max(LEAST_PROBABILITY, probability));
    }
    return sum / answers.size();
  }

  /** Returns the derivative of the summed log loss by the inverse temperature. */
  private static double slope(List<Answer> answers, double inverse) {
    double sum = 0;
    for (Answer answer : answers) {
      double[] scaled = scale(answer.probabilities, 1 / inverse);
      for (int c = 0; c < scaled.length; c++) {
        sum += scaled[c] * logarithm(answer.probabilities.get(c));
      }
      sum -= logarithm(answer.probabilities.get(answer.label));
    }
    return sum;
  }

  private static double logarithm(double probability) {
    return Math.log(Math.max(LEAST_PROBABILITY, probability));
  }
}
