package polymnist.answer;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polymnist.model.BestModel;

/**
 * The questions that people ask of a study first.
 *
 * @param tables what answers rest on
 * @param split the images that were tested, such as {@code test}
 */
public record Answers(AskedTables tables, String split) {
  private static final TableRow NOBODY = new TableRow(Map.of("model", "", "training_corpus", ""));

  /** Returns the answers about the best network and its tests, in the order of the questions. */
  public List<Answer> ofTests() {
    TableRow best = best();
    return Stream.concat(
            Stream.of(BestNetwork.of(tables, split).answer()),
            of(best.text("model"), best.text("training_corpus")).stream())
        .toList();
  }

  /** Returns the answer about pictures of handwriting, which the best network read. */
  public static Answer ofHandwriting(AskedTables tables) {
    return OwnHandwriting.of(tables).answer();
  }

  /** Returns all four. */
  public List<Answer> all() {
    return Stream.concat(ofTests().stream(), Stream.of(ofHandwriting(tables))).toList();
  }

  /** Returns those about a network and its tests: {@link #ofTests} where it is the best. */
  public List<Answer> ofNetwork(String model, String trainingCorpus) {
    TableRow best = best();
    return best.text("model").equals(model) && best.text("training_corpus").equals(trainingCorpus)
        ? ofTests()
        : of(model, trainingCorpus);
  }

  private List<Answer> of(String model, String trainingCorpus) {
    return List.of(
        AugmentationGain.of(tables, split, model, trainingCorpus).answer(),
        WeakSubgroups.of(tables, split, model, trainingCorpus).answer());
  }

  private TableRow best() {
    return tables.rows("models", BestModel.BEST_FIRST).stream().findFirst().orElse(NOBODY);
  }
}
