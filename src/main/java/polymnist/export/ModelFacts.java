package polymnist.export;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import polymnist.answer.Share;
import polymnist.model.Regime;

/**
 * What goes along with an exported network.
 *
 * @param model its name, such as {@code vgg}
 * @param trainingCorpus {@code corpus}, {@code augmented} or {@code fresh}
 * @param fresh what {@code fresh} was in its training
 * @param kind its architecture
 * @param source the publication that it follows
 * @param parameters the number of its weights
 * @param validationAccuracy 0 to 1
 * @param temperature what logits are divided by, so that probabilities are as often right as they
 *     say; none where {@code evaluate} has not been run
 * @param tested its accuracy on the test images; none where {@code evaluate} has not been run
 * @param findings what its tests came to, in sentences; none where {@code evaluate} has not been
 *     run
 * @param trainingRun the run that published it
 * @param weightsSha256 of the weights
 */
record ModelFacts(
    String model,
    String trainingCorpus,
    Regime fresh,
    String kind,
    String source,
    long parameters,
    double validationAccuracy,
    Optional<Double> temperature,
    Optional<Share> tested,
    List<String> findings,
    String trainingRun,
    String weightsSha256)
    implements Serializable {

  /** How bytes become numbers. */
  static final String PREPROCESSING = "(byte - 128) / 128";

  /** Returns the beginning of its files' names. */
  String fileName() {
    return model + "-" + trainingCorpus;
  }

  /** Returns what stands in the files, by key. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", model);
    metadata.put("training_corpus", trainingCorpus);
    metadata.put("architecture", kind);
    metadata.put("source", source);
    metadata.put("parameters", Long.toString(parameters));
    metadata.put("labels", "0,1,2,3,4,5,6,7,8,9");
    metadata.put("images", "[N,3,28,28] unsigned bytes, planes red, green, blue");
    metadata.put("preprocessing", PREPROCESSING);
    temperature.ifPresent(t -> metadata.put("temperature", Double.toString(t)));
    metadata.put("validation_accuracy", Double.toString(validationAccuracy));
    tested.ifPresent(
        t -> {
          metadata.put("test_accuracy", Double.toString(t.value()));
          metadata.put(
              "test_accuracy_interval",
              String.format(Locale.ROOT, "%s to %s, %d images", t.lower(), t.upper(), t.n()));
        });
    metadata.put("training_run", trainingRun);
    metadata.put("weights_sha256", weightsSha256);
    metadata.put("licence", "Apache-2.0");
    return metadata;
  }
}
