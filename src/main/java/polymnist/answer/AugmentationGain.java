package polymnist.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.model.NetworkChoice;
import polymnist.statistics.Verdict;

/**
 * Does augmentation help? Each training of a network with augmentation against the same trained
 * without, on the same images, and how many of the others gained.
 *
 * @param model the network that is asked about; empty where there is none
 * @param corpus what it was trained on
 * @param gains of all networks
 */
public record AugmentationGain(String model, String corpus, List<RegimeGain> gains) {
  /** Numbers of images that differ by less are said to be the same. */
  private static final double ABOUT = 0.02;

  private static final String GAINS =
      """
      SELECT model, training_corpus, accuracy_without, accuracy_with, difference, lower, upper,
             p_holm, examples_without, examples_with, epochs_without, epochs_with
      FROM   augmentation_effect
      WHERE  slice = 'all' AND evaluated_on = '%s'
      ORDER  BY model, training_corpus
      """;

  /**
   * What a regime changed in a network.
   *
   * @param corpus {@code augmented} or {@code fresh}
   * @param without accuracy of the plain one, 0 to 1
   * @param with accuracy of this one
   * @param gain of this one over the plain one
   * @param seenWithout images that the plain one was trained on, in all epochs
   * @param seenWith images that this one was trained on
   */
  public record RegimeGain(
      String model,
      String corpus,
      double without,
      double with,
      Difference gain,
      long seenWithout,
      long seenWith,
      long epochsWithout,
      long epochsWith) {
    private static RegimeGain of(TableRow row) {
      return new RegimeGain(
          row.text("model"),
          row.text("training_corpus"),
          row.asDouble("accuracy_without"),
          row.asDouble("accuracy_with"),
          Difference.of(row),
          row.asLong("examples_without"),
          row.asLong("examples_with"),
          row.asLong("epochs_without"),
          row.asLong("epochs_with"));
    }

    private String name() {
      return NetworkChoice.name(model, corpus);
    }

    private String plain() {
      return NetworkChoice.name(model, "corpus");
    }

    private String inWords() {
      return "%s reads %s of the test images right, %s %s: %s, %s. %s."
          .formatted(
              name(),
              NumberText.percent(with, gain.lower(), gain.upper()),
              plain(),
              NumberText.percent(without, gain.lower(), gain.upper()),
              gain.inWords(),
              gain.verdict().text(),
              seen());
    }

    /** What else differed: a network that saw more images may be better for that alone. */
    private String seen() {
      double times = seenWith / (double) seenWithout;
      if (Math.abs(times - 1) < ABOUT) {
        return "Both saw %s images in training".formatted(NumberText.rounded(seenWith));
      }
      return "It saw %s times the images in training, %s in %s against %s in %s"
          .formatted(
              DisplayText.decimal(times, 1),
              NumberText.rounded(seenWith),
              NumberText.counted(epochsWith, "epoch"),
              NumberText.rounded(seenWithout),
              DisplayText.count(epochsWithout));
    }
  }

  public AugmentationGain {
    gains = List.copyOf(gains);
  }

  /** Reads the facts from {@code augmentation_effect}. */
  static AugmentationGain of(AskedTables tables, String split, String model, String corpus) {
    return new AugmentationGain(
        model,
        corpus,
        tables.rows("augmentation_effect", GAINS.formatted(split)).stream()
            .map(RegimeGain::of)
            .toList());
  }

  /** Returns the answer. */
  public Answer answer() {
    List<RegimeGain> own = gains.stream().filter(gain -> gain.model.equals(model)).toList();
    List<RegimeGain> others = gains.stream().filter(gain -> !gain.model.equals(model)).toList();
    Optional<RegimeGain> shown =
        own.stream()
            .filter(gain -> gain.corpus.equals(corpus))
            .findFirst()
            .or(() -> own.stream().findFirst());
    return new Answer(
        "change-by-augmentation",
        "Does augmentation help?",
        finding(own.isEmpty() ? others : own),
        shown.map(gain -> gain.gain.points()).orElse(""),
        shown
            .map(
                gain ->
                    "%s: %s against %s, %s"
                        .formatted(
                            gain.gain.verdict().text(),
                            gain.name(),
                            gain.plain(),
                            gain.gain.interval()))
            .orElse(""),
        sentence(own, others));
  }

  private String sentence(List<RegimeGain> own, List<RegimeGain> others) {
    if (gains.isEmpty()) {
      return "No network was tested that was trained both without and with augmentation.";
    }
    Stream<String> first =
        own.isEmpty() && !model.isEmpty()
            ? Stream.of(model + " was not trained both without and with augmentation.")
            : own.stream().map(RegimeGain::inWords);
    Stream<String> last = others.isEmpty() ? Stream.of() : Stream.of(counted(others));
    return Stream.concat(first, last).collect(Collectors.joining(" "));
  }

  private static Finding finding(List<RegimeGain> gains) {
    if (gains.isEmpty()) {
      return Finding.NOT_MEASURED;
    }
    boolean harms = count(gains, Verdict.HARMS) > 0;
    if (count(gains, Verdict.HELPS) > 0) {
      return harms ? Finding.MIXED : Finding.BETTER;
    }
    return harms ? Finding.WORSE : Finding.NOT_SHOWN;
  }

  private static String counted(List<RegimeGain> others) {
    if (others.size() == 1) {
      return "For %s: %s.".formatted(others.get(0).model, others.get(0).gain.verdict().text());
    }
    return ("Of %s comparisons of other networks, augmentation helps in %s and harms in %s; in %s no"
            + " difference is shown.")
        .formatted(
            DisplayText.count(others.size()),
            DisplayText.count(count(others, Verdict.HELPS)),
            DisplayText.count(count(others, Verdict.HARMS)),
            DisplayText.count(count(others, Verdict.NONE)));
  }

  private static long count(List<RegimeGain> gains, Verdict verdict) {
    return gains.stream().filter(gain -> gain.gain.verdict() == verdict).count();
  }
}
