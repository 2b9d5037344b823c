package polymnist.model;

import java.util.Optional;
import polymnist.setting.Settings;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;

/** What images a network was trained on; in the last two they are changed in every epoch. */
public enum Regime {
  PLAIN("plain"),
  COPIES("augmented copies"),
  CHANGED_ANEW("augmented anew"),
  PASTED_ANEW("pasted anew");

  private static final String PASTED = "fresh-images.pasted";

  private final String word;

  Regime(String word) {
    this.word = word;
  }

  /** Returns the word that tables have, such as {@code pasted anew}. */
  public String word() {
    return word;
  }

  /**
   * Returns how a network is called, such as {@code resnet · pasted anew}.
   *
   * @param trainingCorpus {@code corpus}, {@code augmented} or {@code fresh}
   * @param fresh what {@code fresh} was, as {@link #ofFresh} tells
   */
  public static String network(String model, String trainingCorpus, Regime fresh) {
    return model
        + " · "
        + switch (trainingCorpus) {
          case "corpus" -> PLAIN.word;
          case "augmented" -> COPIES.word;
          case "fresh" -> fresh.word;
          default -> trainingCorpus;
        };
  }

  /** Returns what {@code fresh} was in the training whose table {@code models} a stage reads. */
  public static Regime ofFresh(StageRun run) {
    return ofFresh(
        run.has("models") ? run.warehouse().run(run.inputRun("models")) : Optional.empty());
  }

  /** As the other, of a training's run, which may be gone. */
  public static Regime ofFresh(Optional<RunManifest> training) {
    return training
        .map(manifest -> Settings.parseJson(manifest.settings()))
        .filter(settings -> settings.hasPath(PASTED) && settings.getBoolean(PASTED))
        .map(settings -> PASTED_ANEW)
        .orElse(CHANGED_ANEW);
  }
}
