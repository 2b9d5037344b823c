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
