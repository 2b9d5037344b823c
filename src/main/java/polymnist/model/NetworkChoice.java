package polymnist.model;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import polymnist.setting.InvalidSetting;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;

/**
 * Which of a run's trained networks a user means.
 *
 * @param key of the setting that says it
 * @param words {@code best}, or the name of a network, or {@code NAME/CORPUS} for the one of that
 *     name that was trained on {@code corpus}, {@code augmented} or {@code fresh}; a name alone is
 *     the one of these with the best validation accuracy
 */
public record NetworkChoice(String key, String words) {
  public static final String BEST = "best";

  private static final Pattern WORDS =
      Pattern.compile("([a-z][a-z0-9-]*)(?:/(corpus|augmented|fresh))?");

  public NetworkChoice {
    if (!WORDS.matcher(words).matches()) {
      throw new InvalidSetting(
          key, "must be best, a network's name, or NAME/corpus, NAME/augmented or NAME/fresh");
    }
  }

  /** Returns how a network is called, such as {@code resnet/fresh}: so it can be chosen, too. */
  public static String name(String model, String trainingCorpus) {
    return model + "/" + trainingCorpus;
  }

  /**
   * Returns the row that is meant.
   *
   * @param models rows of {@link ModelRow}, the best first
   * @throws UserError when there is none, naming those that there are
   */
  Row of(List<Row> models) {
    String[] parts = words.split("/", 2);
    return models.stream()
        .filter(row -> parts[0].equals(BEST) || row.<String>getAs("model").equals(parts[0]))
        .filter(row -> parts.length < 2 || row.<String>getAs("training_corpus").equals(parts[1]))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.request(
                    NearestWord.told(
                        "there is no network %s%s; there are %s",
                        words,
                        models.stream()
                            .map(row -> name(row.getAs("model"), row.getAs("training_corpus")))
                            .sorted()
                            .toList())));
  }
}
