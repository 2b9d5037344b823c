package polymnist.model;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;

/** What images a network was trained on. */
public enum Regime {
  PLAIN("plain", "on plain training images"),
  COPIES("augmented copies", "with augmented copies"),
  CHANGED_ANEW("augmented anew", "with new augmentation every epoch"),
  PASTED_ANEW("pasted anew", "with digits pasted anew every epoch");

  private static final String PASTED = "fresh-images.pasted";

  private final String word;
  private final String phrase;

  Regime(String word, String phrase) {
    this.word = word;
    this.phrase = phrase;
  }

  /** Returns the word that tables have, such as {@code pasted anew}. */
  public String word() {
    return word;
  }

  /** Returns how networks were trained, such as {@code with augmented copies}. */
  public String phrase() {
    return phrase;
  }

  /**
   * Returns the regime of a network.
   *
   * @param trainingCorpus {@code corpus}, {@code augmented} or {@code fresh}
   * @param fresh what {@code fresh} was, as {@link #ofFresh} tells
   * @throws IllegalArgumentException when it is another corpus
   */
  public static Regime of(String trainingCorpus, Regime fresh) {
    return switch (trainingCorpus) {
      case "corpus" -> PLAIN;
      case "augmented" -> COPIES;
      case "fresh" -> fresh;
      default -> throw new IllegalArgumentException("no networks train on " + trainingCorpus);
    };
  }

  /** Returns how a network is called, such as {@code resnet · pasted anew}. */
  public static String network(String model, String trainingCorpus, Regime fresh) {
    boolean known = List.of("corpus", "augmented", "fresh").contains(trainingCorpus);
    return model + " · " + (known ? of(trainingCorpus, fresh).word : trainingCorpus);
  }

  /** Returns what {@code fresh} was in the training whose table {@code models} a stage reads. */
  public static Regime ofFresh(StageRun run) {
    Optional<RunManifest> training =
        run.has("models") ? run.warehouse().run(run.inputRun("models")) : Optional.empty();
    return training
        .map(manifest -> ConfigFactory.parseString(manifest.settings()))
        .filter(settings -> settings.hasPath(PASTED) && settings.getBoolean(PASTED))
        .map(settings -> PASTED_ANEW)
        .orElse(CHANGED_ANEW);
  }
}
