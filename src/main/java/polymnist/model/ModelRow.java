package polymnist.model;

import polymnist.warehouse.RowType;

/**
 * A trained network, what it cost and where it is: a row of the table of networks.
 *
 * @param model its name in {@code train.networks}
 * @param trainingCorpus {@code corpus}, {@code augmented} or {@code fresh}
 * @param kind its architecture
 * @param precision in which it was trained: {@code float} or {@code bfloat16}
 * @param parameters the number of its weights
 * @param bestEpoch the epoch whose weights were kept, from 1
 * @param validationAccuracy of that epoch, 0 to 1
 * @param validationLoss of that epoch, mean cross-entropy in nats
 * @param examples how many images were trained in all epochs, as the workers counted
 * @param seconds of training, without validation
 * @param file its name in the folder {@code model_files}
 * @param sha256 of the file
 * @param weightsSha256 of the weights alone
 */
public record ModelRow(
    String model,
    String trainingCorpus,
    String kind,
    String precision,
    long parameters,
    int epochs,
    int bestEpoch,
    double validationAccuracy,
    double validationLoss,
    long examples,
    double seconds,
    double imagesPerSecond,
    int workers,
    int averagingFrequency,
    int batchSize,
    String file,
    String sha256,
    String weightsSha256) {
  public static final RowType<ModelRow> TYPE = RowType.of(ModelRow.class);
}
