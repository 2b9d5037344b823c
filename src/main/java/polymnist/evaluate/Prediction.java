package polymnist.evaluate;

import java.util.Arrays;
import polymnist.statistics.ClassProbabilities;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code predictions}: what a network says of an image.
 *
 * @param digit the MNIST digit that the image shows, by its position, or null
 * @param surroundings the mean of the samples around the digit, 0 to 255: see {@link Surroundings}
 * @param contrast the root of the mean squared distance of all samples from their mean, 0 to 127.5
 * @param ink what the digit itself is like, or null where the MNIST digit is not known
 * @param answer of the network
 */
record Prediction(
    String model,
    String trainingCorpus,
    String evaluatedOn,
    String id,
    String modality,
    int label,
    Integer digit,
    double surroundings,
    double contrast,
    @RowType.Flat @RowType.Nullable InkVisibility ink,
    @RowType.Flat NetworkAnswer answer) {
  static final RowType<Prediction> TYPE = RowType.of(Prediction.class);

  /**
   * What a network says.
   *
   * @param predicted the most probable class, the lowest of several
   * @param correct whether it is the label
   * @param probability of it
   * @param margin how much the highest probability is above the second, 0 to 1
   * @param entropy of the probabilities in nats, 0 to ln 10
   * @param probabilities of the classes 0 to 9
   */
  record NetworkAnswer(
      int predicted,
      boolean correct,
      double probability,
      double margin,
      double entropy,
      double[] probabilities) {

    static NetworkAnswer of(int label, double[] probabilities) {
      int predicted = ClassProbabilities.mostProbable(probabilities);
      double[] sorted = probabilities.clone();
      Arrays.sort(sorted);
      double entropy = 0;
      for (double probability : probabilities) {
        entropy -= probability > 0 ? probability * Math.log(probability) : 0;
      }
      return new NetworkAnswer(
          predicted,
          predicted == label,
          probabilities[predicted],
          sorted[sorted.length - 1] - sorted[sorted.length - 2],
          entropy,
          probabilities);
    }
  }
}
