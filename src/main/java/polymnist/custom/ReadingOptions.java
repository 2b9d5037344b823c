package polymnist.custom;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import polymnist.custom.show.Pasting;
import polymnist.custom.show.Presentation;
import polymnist.ink.choose.Decision;

/**
 * How the network is asked what a picture shows.
 *
 * @param presentations the ways in which pictures are shown, by name
 * @param used the name of the one whose answers count; those of the others are compared with it
 * @param pasting photos and seed
 * @param temperature by which logits are divided to calibrate answers, above 0
 * @param detector whether a detector has a say in the answer, too
 */
record ReadingOptions(
    Map<String, Presentation> presentations,
    String used,
    Pasting pasting,
    double temperature,
    Decision decision,
    boolean detector)
    implements Serializable {

  ReadingOptions {
    presentations = new TreeMap<>(presentations);
    if (!presentations.containsKey(used)) {
      throw new IllegalArgumentException(
          "%s is none of the presentations %s".formatted(used, presentations.keySet()));
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "a temperature must be above 0, was %s".formatted(temperature));
    }
  }
}
