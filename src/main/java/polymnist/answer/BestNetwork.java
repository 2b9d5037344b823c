package polymnist.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import polymnist.model.BestModel;
import polymnist.model.NetworkChoice;

/**
 * Which network is best? The one of the best validation accuracy; the test images say how good it
 * is, and whether the next best by validation, whatever it was trained on, differs.
 *
 * @param networks how many were trained
 * @param name of the best
 * @param parameters of the best
 * @param seconds of its training
 * @param tested its accuracy; none where it was not tested
 * @param next name of the next best
 * @param ahead what the best reads right more; none where they were not compared
 */
public record BestNetwork(
    long networks,
    String name,
    long parameters,
    double seconds,
    Optional<Share> tested,
    String next,
    Optional<Difference> ahead) {
  private static final String QUESTION = "Which network is best?";

  private static final String ACCURACIES =
      """
      SELECT model, training_corpus AS model_corpus, value, lower, upper, n
      FROM   metrics
      WHERE  slice = 'all' AND metric = 'accuracy' AND evaluated_on = '%s'
      """;

  private static final String PAIRS =
      """
      SELECT first, first_corpus, second, second_corpus, difference, lower, upper, p_holm
      FROM   network_comparison
      WHERE  evaluated_on = '%s'
      """;

  /** No network at all. */
  static final BestNetwork NONE =
      new BestNetwork(0, "", 0, Double.NaN, Optional.empty(), "", Optional.empty());

  /** Reads the facts from {@code models}, {@code metrics} and {@code network_comparison}. */
  static BestNetwork of(AskedTables tables, String split) {
    List<TableRow> models = tables.rows("models", BestModel.BEST_FIRST);
    List<TableRow> accuracies = tables.rows("metrics", ACCURACIES.formatted(split));
    List<TableRow> pairs = tables.rows("network_comparison", PAIRS.formatted(split));
    if (models.isEmpty()) {
      return NONE;
    }
    TableRow best = models.get(0);
    Optional<TableRow> next = models.stream().skip(1).findFirst();
    return new BestNetwork(
        models.size(),
        name(best),
        best.asLong("parameters"),
        best.asDouble("seconds"),
        accuracies.stream()
            .filter(row -> is(best, row, "model"))
            .map(row -> Share.of(row, "value"))
            .findFirst(),
        next.map(BestNetwork::name).orElse(""),
        next.flatMap(row -> ahead(pairs, best, row)));
  }

  /** The table has the less accurate network first, and what the second has more. */
  private static Optional<Difference> ahead(List<TableRow> pairs, TableRow best, TableRow next) {
    return Stream.concat(
            pairs.stream().filter(row -> is(next, row, "first") && is(best, row, "second")),
            pairs.stream().filter(row -> is(best, row, "first") && is(next, row, "second")))
        .findFirst()
        .map(row -> is(best, row, "second") ? Difference.of(row) : Difference.of(row).turned());
  }

  private static String name(TableRow row) {
    return NetworkChoice.name(row.text("model"), row.text("training_corpus"));
  }

  private static boolean is(TableRow network, TableRow row, String place) {
    return network.text("model").equals(row.text(place))
        && network.text("training_corpus").equals(row.text(place + "_corpus"));
  }

  /** Returns the answer. */
  public Answer answer() {
    if (networks == 0) {
      return answer(Finding.NOT_MEASURED, "No network has been trained.");
    }
    String start =
        networks == 1
            ? name + " is the only network"
            : "Of %s, %s was the best on the validation images"
                .formatted(NumberText.counted(networks, "network"), name);
    String cost =
        " It has %s weights and took %s to train."
            .formatted(NumberText.rounded(parameters), NumberText.seconds(seconds));
    return tested
        .map(
            share ->
                answer(
                    ahead.map(Difference::finding).orElse(Finding.ALONE),
                    "%s; it reads %s of %s right (%s).%s%s"
                        .formatted(
                            start,
                            share.percent(),
                            NumberText.counted(share.n(), "test image"),
                            share.interval(),
                            compared(),
                            cost)))
        .orElseGet(
            () ->
                answer(
                    Finding.NOT_MEASURED,
                    start + "; it has not been tested on other images." + cost));
  }

  private Answer answer(Finding finding, String sentence) {
    return new Answer(
        "best-network",
        QUESTION,
        finding,
        tested.map(Share::percent).orElse(""),
        tested.map(share -> share.detail(name)).orElse(""),
        sentence);
  }

  private String compared() {
    if (ahead.isEmpty()) {
      return networks == 1 ? "" : " It was compared with no other network on the same images.";
    }
    String words =
        switch (ahead.get().finding()) {
          case BETTER -> "It is better than the next, %s";
          case WORSE -> "On these images the next, %s, is better";
          default -> "No difference is shown to the next, %s";
        };
    return " %s: %s.".formatted(words.formatted(next), ahead.get().inWords());
  }
}
