package polymnist.report.chapter.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.KeyFigure;
import polymnist.report.block.Block.KeyFigures;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.chapter.augmentation.Effect;

/** Which network reads digits best, and does augmentation help? In words, from the tables. */
public final class SummaryChapter implements Chapter {
  static final String BEST =
      BestModel.WITH_BEST
          + """
          SELECT model, training_corpus, kind, parameters, validation_accuracy
          FROM   models JOIN best USING (model, training_corpus)
          """;

  static final String ON_TEST =
      BestModel.WITH_BEST
          + """
          SELECT value AS accuracy, lower, upper, n
          FROM   metrics JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND slice = 'all' AND metric = 'accuracy'
          """;

  /** The best network and the next best by validation, of those trained on the same images. */
  static final String RUNNER_UP =
      BestModel.WITH_BEST
          + """
          , next AS (
            SELECT m.model
            FROM   models AS m JOIN best ON m.training_corpus = best.training_corpus
            WHERE  m.model <> best.model
            ORDER  BY validation_accuracy DESC, validation_loss, m.model
            LIMIT  1
          )
          SELECT next.model            AS runner_up,
                 second = best.model   AS best_is_second,
                 difference,
                 lower,
                 upper,
                 p_value
          FROM   network_comparison JOIN best USING (training_corpus) CROSS JOIN next
          WHERE  evaluated_on = 'test'
                 AND ((first = best.model AND second = next.model)
                      OR (first = next.model AND second = best.model))
          """;

  static final String COST =
      BestModel.WITH_BEST
          + """
          SELECT multiply_adds, training_seconds, images_per_second
          FROM   network_costs JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test'
          """;

  static final String EFFECTS =
      BestModel.WITH_BEST
          + """
          SELECT effect.model,
                 effect.model = best.model AS is_best,
                 accuracy_without,
                 accuracy_with,
                 difference,
                 lower,
                 upper,
                 p_holm,
                 n,
                 verdict
          FROM   augmentation_effect AS effect CROSS JOIN best
          WHERE  evaluated_on = 'test' AND slice = 'all'
          ORDER  BY is_best DESC, effect.model
          """;

  static final String HANDWRITING =
      """
      WITH answers AS (
        SELECT COUNT(*)                                          AS pictures,
               COUNT(label)                                      AS labelled,
               COUNT_IF(predicted = label)                       AS correct,
               COUNT_IF(label IS NOT NULL AND predicted IS NULL) AS unanswered
        FROM   custom_predictions
      ),
      accuracy AS (
        SELECT lower, upper FROM custom_metrics WHERE slice = 'all' AND metric = 'accuracy'
      )
      SELECT pictures, labelled, correct, unanswered, lower, upper
      FROM   answers LEFT JOIN accuracy ON true
      """;

  @Override
  public String id() {
    return "summary";
  }

  @Override
  public String title() {
    return "Summary";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<KeyFigure> figures = new ArrayList<>();
    List<Block> words = new ArrayList<>();
    words.addAll(
        study.blocks(
            List.of("models"), BEST, "No network has been trained.", a -> best(a, figures)));
    words.addAll(
        study.blocks(
            List.of("models", "metrics"),
            ON_TEST,
            "The best network has not been evaluated on the test images.",
            a -> onTest(a, figures)));
    words.addAll(
        study.blocks(
            List.of("models", "network_comparison"),
            RUNNER_UP,
            "It was compared with no other network.",
            SummaryChapter::runnerUp));
    words.addAll(
        study.blocks(
            List.of("models", "network_costs"),
            COST,
            "What it costs was not measured.",
            SummaryChapter::cost));
    words.addAll(
        study.blocks(
            List.of("models", "augmentation_effect"),
            EFFECTS,
            "No network was trained both with and without augmentation, so its effect is not"
                + " known.",
            a -> effects(a, figures)));
    words.addAll(
        study.blocks(
            List.of("custom_predictions", "custom_metrics"),
            HANDWRITING,
            "No own handwriting was read.",
            a -> handwriting(a, figures)));
    List<Block> blocks = new ArrayList<>();
    if (!figures.isEmpty()) {
      blocks.add(new KeyFigures(figures));
    }
    blocks.addAll(words);
    return blocks;
  }

  private static List<Block> best(QueryAnswer answer, List<KeyFigure> figures) {
    TableRow best = answer.rows().get(0);
    String network = DisplayText.network(best.text("model"), best.text("training_corpus"));
    figures.add(
        new KeyFigure(
            "best network",
            DisplayText.name(best.text("model")),
            DisplayText.training(best.text("training_corpus"))));
    return List.of(
        new Paragraph(
            ("Which network reads digits best? %s, with %s parameters. It was chosen by its"
                    + " accuracy on the validation images, %s; the test images had no say.")
                .formatted(
                    network,
                    DisplayText.count(best.asLong("parameters")),
                    DisplayText.accuracy(best.asDouble("validation_accuracy")))));
  }

  private static List<Block> onTest(QueryAnswer answer, List<KeyFigure> figures) {
    TableRow test = answer.rows().get(0);
    String accuracy = DisplayText.accuracy(test.asDouble("accuracy"));
    String interval = DisplayText.interval(test.asDouble("lower"), test.asDouble("upper"));
    String images = DisplayText.count(test.asLong("n"));
    figures.add(
        new KeyFigure(
            "right on test images",
            accuracy,
            "95 %% interval %s, n = %s".formatted(interval, images)));
    return List.of(
        new Paragraph(
            "Of %s test images it had never seen, it reads %s right (95 %% interval %s)."
                .formatted(images, accuracy, interval)));
  }

  private static List<Block> runnerUp(QueryAnswer answer) {
    TableRow row = answer.rows().get(0);
    boolean ahead = row.is("best_is_second");
    double difference = ahead ? row.asDouble("difference") : -row.asDouble("difference");
    double lower = ahead ? row.asDouble("lower") : -row.asDouble("upper");
    double upper = ahead ? row.asDouble("upper") : -row.asDouble("lower");
    String verdict = "a difference is not shown";
    if (lower > 0) {
      verdict = "it does read better";
    } else if (upper < 0) {
      verdict = "on these images the other reads better";
    }
    return List.of(
        new Paragraph(
            ("Against %s, the next best by validation, on the same test images: %s (95 %% interval"
                    + " %s, %s), so %s.")
                .formatted(
                    DisplayText.name(row.text("runner_up")),
                    DisplayText.points(difference),
                    DisplayText.pointsInterval(lower, upper),
                    DisplayText.pInWords(row.asDouble("p_value")),
                    verdict)));
  }

  private static List<Block> cost(QueryAnswer answer) {
    TableRow row = answer.rows().get(0);
    return List.of(
        new Paragraph(
            ("It took %s to train, needs %s multiply-adds for an image, and read %s images a second"
                    + " on one core.")
                .formatted(
                    DisplayText.seconds(row.asDouble("training_seconds")),
                    DisplayText.count(row.asLong("multiply_adds")),
                    DisplayText.decimal(row.asDouble("images_per_second"), 0))));
  }

  private static List<Block> effects(QueryAnswer answer, List<KeyFigure> figures) {
    List<String> sentences = new ArrayList<>();
    TableRow first = answer.rows().get(0);
    if (first.is("is_best")) {
      Effect effect = Effect.of(first);
      figures.add(
          new KeyFigure(
              "change by augmentation",
              DisplayText.points(effect.difference()),
              "same network, %s: %s".formatted(effect.intervalInWords(), effect.verdict())));
      sentences.add(
          ("For %s, training with augmented copies changes the accuracy from %s to %s: %s"
                  + " (%s, %s), %s.")
              .formatted(
                  DisplayText.name(first.text("model")),
                  DisplayText.accuracy(first.asDouble("accuracy_without")),
                  DisplayText.accuracy(first.asDouble("accuracy_with")),
                  DisplayText.points(effect.difference()),
                  effect.intervalInWords(),
                  DisplayText.pInWords(first.asDouble("p_holm")),
                  effect.verdict()));
    }
    sentences.add(counted(answer.rows().stream().map(Effect::of).toList()));
    return List.of(new Paragraph("Does augmentation help? " + String.join(" ", sentences)));
  }

  private static String counted(List<Effect> effects) {
    return String.format(
        Locale.ROOT,
        "Of %d compared, %d read better with it, %d worse, and for %d no difference is shown.",
        effects.size(),
        effects.stream().filter(Effect::helps).count(),
        effects.stream().filter(Effect::harms).count(),
        effects.stream().filter(effect -> !effect.helps() && !effect.harms()).count());
  }

  private static List<Block> handwriting(QueryAnswer answer, List<KeyFigure> figures) {
    TableRow own = answer.rows().get(0);
    long labelled = own.asLong("labelled");
    if (labelled == 0) {
      return List.of(
          new Note(
              "Own handwriting: %s pictures were read, none of which has a label to compare with."
                  .formatted(DisplayText.count(own.asLong("pictures")))));
    }
    String share = DisplayText.accuracy(own.asLong("correct") / (double) labelled);
    String counts =
        "%s of %s".formatted(DisplayText.count(own.asLong("correct")), DisplayText.count(labelled));
    String interval = DisplayText.interval(own.asDouble("lower"), own.asDouble("upper"));
    figures.add(
        new KeyFigure(
            "own handwriting",
            share,
            "95 %% interval %s, %s pictures read right".formatted(interval, counts)));
    return List.of(
        new Paragraph(
            ("How does it do on digits written for this study? It reads %s pictures right (%s, 95"
                    + " %% interval %s).%s")
                .formatted(counts, share, interval, unanswered(own.asLong("unanswered")))));
  }

  private static String unanswered(long pictures) {
    return pictures == 0
        ? ""
        : " For %s of them it gave no answer, which counts as not right."
            .formatted(DisplayText.count(pictures));
  }
}
