package polymnist.statistics;

import java.util.List;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017): the logits of a network are divided by one number, by which confidence becomes what
 * accuracy is; what is predicted does not change. The logits are taken from the probabilities,
 * whose logarithms differ from them by a number that softmax does not see.
 */
public final class TemperatureScaling {
  /**
   * What one of several answers gives a class counts as at least this, so that one image on which
   * the digit drowns does not decide alone.
   */
  private static final double MIN_OF_SEVERAL = 1e-12;

  /** The temperatures that are thought of. */
  static final double MIN_TEMPERATURE = 0.05;

  static final double MAX_TEMPERATURE = 20;

  private static final int HALVINGS = 60;

  /**
   * An image by what a network says of it.
   *
   * @param probabilities of the classes
   * @param label the class that it is
   */
  public record LabelledProbabilities(List<Double> probabilities, int label) {}

  private TemperatureScaling() {}

  /** Returns the probabilities at a temperature. */
  public static double[] scale(List<Double> probabilities, double temperature) {
    double[] scaled = new double[probabilities.size()];
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] = ClassProbabilities.logarithm(probabilities.get(c)) / temperature;
    }
    return ClassProbabilities.softmax(scaled);
  }

  /**
   * Returns one answer made of answers to several images of one digit: the mean of the logarithms,
   * divided by a temperature and made to sum to 1 again. An image on which the digit drowns gives
   * an even answer and so hardly counts. As the mean of the logarithms at a temperature is their
   * mean divided by it, each answer is so calibrated as the network's answers are.
   *
   * @param answers probabilities of the classes, one row an image, at least one
   * @param temperature above 0; 1 leaves the answers as they are
   */
  public static double[] combine(double[][] answers, double temperature) {
    double[] combined = new double[answers[0].length];
    for (int c = 0; c < combined.length; c++) {
      for (double[] answer : answers) {
        combined[c] += Math.log(Math.max(MIN_OF_SEVERAL, answer[c]));
      }
      combined[c] /= answers.length * temperature;
    }
    return ClassProbabilities.softmax(combined);
  }

  /**
   * Returns the temperature at which the mean log loss is least, {@link #MIN_TEMPERATURE} to {@link
   * #MAX_TEMPERATURE}. The log loss is convex in the inverse temperature, so halving the range by
   * the sign of its slope finds it.
   *
   * @throws IllegalArgumentException when there is no answer
   */
  public static double fit(List<LabelledProbabilities> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("a temperature needs at least one answer to be fitted to");
    }
    double low = 1 / MAX_TEMPERATURE;
    double high = 1 / MIN_TEMPERATURE;
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
  public static double logLoss(List<LabelledProbabilities> answers, double temperature) {
    double sum = 0;
    for (LabelledProbabilities answer : answers) {
      double probability = scale(answer.probabilities, temperature)[answer.label];
      sum += ClassProbabilities.logLoss(probability);
    }
    return sum / answers.size();
  }

  /** Returns the derivative of the summed log loss by the inverse temperature. */
  private static double slope(List<LabelledProbabilities> answers, double inverse) {
    double sum = 0;
    for (LabelledProbabilities answer : answers) {
      double[] scaled = scale(answer.probabilities, 1 / inverse);
      for (int c = 0; c < scaled.length; c++) {
        sum += scaled[c] * ClassProbabilities.logarithm(answer.probabilities.get(c));
      }
      sum -= ClassProbabilities.logarithm(answer.probabilities.get(answer.label));
    }
    return sum;
  }
}
