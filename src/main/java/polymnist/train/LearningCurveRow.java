package polymnist.train;

import polymnist.warehouse.RowType;

/**
 * A row of the table {@code learning_curves}: an epoch of a network.
 *
 * @param epoch from 1
 * @param trainingLoss mean cross-entropy in nats of the images, each before its minibatch's update
 * @param trainingAccuracy 0 to 1, likewise
 * @param validationLoss mean cross-entropy in nats after the epoch
 * @param validationAccuracy 0 to 1
 * @param learningRate at the end of the epoch
 * @param examples how many images the workers counted: those of the training set, each once
 * @param rounds how often parameters were averaged
 * @param seconds of training, without validation
 * @param dataSeconds of all workers together, reading and decoding
 * @param computeSeconds of all workers together, inside the network
 * @param averagingSeconds of the driver, sending the state and taking the average over, and of a
 *     worker, on average, for averages among workers, waiting for the others included
 * @param waitSeconds of the driver, for tasks to start and for results to arrive
 */
public record LearningCurveRow(
    String model,
    String trainingCorpus,
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    long examples,
    int rounds,
    double seconds,
    double imagesPerSecond,
    double dataSeconds,
    double computeSeconds,
    double averagingSeconds,
    double waitSeconds) {
  static final RowType<LearningCurveRow> TYPE = RowType.of(LearningCurveRow.class);
}
