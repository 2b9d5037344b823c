package polymnist.report.chapter.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.KeyFigure;
import polymnist.report.block.Block.KeyFigures;
import polymnist.report.block.Block.Note;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class SummaryChapterTest {
  private static final TableRow BEST =
      row(
          "model", "vgg",
          "training_corpus", "augmented",
          "kind", "vgg",
          "parameters", 123_456L,
          "validation_accuracy", 0.9891);
  private static final TableRow ON_TEST =
      row("accuracy", 0.9873, "lower", 0.9814, "upper", 0.9913, "n", 2000L);

  @Test
  void theBestNetworkIsNamedWithItsTestAccuracy() {
    Study study =
        new FakeTables()
            .answer(SummaryChapter.BEST, BEST)
            .answer(SummaryChapter.ON_TEST, ON_TEST)
            .study();

    List<Block> blocks = new SummaryChapter().blocks(study);

    assertThat(figures(blocks))
        .containsExactly(
            new KeyFigure("best network", "vgg", "with augmentation"),
            new KeyFigure(
                "right on test images",
                "98.73\u00a0%",
                "95 % interval 98.14 to 99.13\u00a0%, n = 2,000"));
    assertThat(words(blocks))
        .contains(
            "Which network reads digits best? vgg with augmentation, with 123,456 parameters. It"
                + " was chosen by its accuracy on the validation images, 98.91\u00a0%; the test"
                + " images had no say.")
        .contains(
            "Of 2,000 test images it had never seen, it reads 98.73\u00a0% right (95 % interval"
                + " 98.14 to 99.13\u00a0%).");
  }

  /** The table has the less accurate on test first; here that is the best by validation. */
  @Test
  void aBestNetworkThatIsBehindOnTestIsSaidToBe() {
    Study study =
        new FakeTables()
            .answer(
                SummaryChapter.RUNNER_UP,
                row(
                    "runner_up", "vgg",
                    "best_is_second", false,
                    "difference", 0.005,
                    "lower", 0.001,
                    "upper", 0.009,
                    "p_value", 0.01))
            .study();

    assertThat(paragraphs(new SummaryChapter().blocks(study)))
        .contains(
            "Against vgg, the next best by validation, on the same test images: −0.50\u00a0points"
                + " (95 % interval −0.90 to −0.10, p = 0.010), so on these images the other reads"
                + " better.");
  }

  @Test
  void theEffectOfAugmentationIsCountedOverNetworks() {
    Study study =
        new FakeTables()
            .answer(
                SummaryChapter.EFFECTS,
                effect("vgg", true, -0.001, 0.02),
                effect("linear", false, -0.03, -0.01),
                effect("mlp", false, 0.01, 0.03))
            .study();

    assertThat(words(new SummaryChapter().blocks(study)))
        .contains("For vgg, training with augmented copies changes the accuracy from 97.00\u00a0%")
        .contains("(95 % interval −0.10 to +2.00, p = 0.040), no difference shown.")
        .contains(
            "Of 3 compared, 1 read better with it, 1 worse, and for 1 no difference is shown");
  }

  @Test
  void anEffectOfOtherNetworksIsNotTakenForTheBest() {
    Study study =
        new FakeTables().answer(SummaryChapter.EFFECTS, effect("mlp", false, 0.01, 0.03)).study();

    List<Block> blocks = new SummaryChapter().blocks(study);

    assertThat(figures(blocks)).isEmpty();
    assertThat(words(blocks)).contains("Of 1 compared, 1 read better").doesNotContain("For mlp");
  }

  @Test
  void ownHandwritingThatGotNoAnswerIsNotRight() {
    Study study =
        new FakeTables()
            .answer(
                SummaryChapter.HANDWRITING,
                row(
                    "pictures", 42L,
                    "labelled", 40L,
                    "correct", 37L,
                    "unanswered", 2L,
                    "lower", 0.8014,
                    "upper", 0.9742))
            .study();

    List<Block> blocks = new SummaryChapter().blocks(study);

    assertThat(figures(blocks))
        .containsExactly(
            new KeyFigure(
                "own handwriting",
                "92.50\u00a0%",
                "95 % interval 80.14 to 97.42\u00a0%, 37 of 40 pictures read right"));
    assertThat(words(blocks)).contains("For 2 of them it gave no answer");
  }

  @Test
  void withoutTablesItSaysWhichJobsAreMissing() {
    Study study =
        new FakeTables()
            .without(
                "models",
                "metrics",
                "network_comparison",
                "network_costs",
                "augmentation_effect",
                "custom_predictions",
                "custom_metrics")
            .study();

    assertThat(new SummaryChapter().blocks(study))
        .contains(new Note("The table models is not here yet: ./spark-submit.sh train fills it."))
        .allSatisfy(block -> assertThat(block).isInstanceOf(Note.class));
  }

  private static TableRow effect(String model, boolean best, double lower, double upper) {
    return row(
        "model",
        model,
        "is_best",
        best,
        "accuracy_without",
        0.97,
        "accuracy_with",
        0.98,
        "difference",
        0.01,
        "lower",
        lower,
        "upper",
        upper,
        "p_holm",
        0.04,
        "n",
        2000L,
        "verdict",
        "");
  }

  private static List<KeyFigure> figures(List<Block> blocks) {
    return blocks.stream()
        .map(Block::keyFigures)
        .filter(figures -> figures != null)
        .map(KeyFigures::figures)
        .findFirst()
        .orElse(List.of());
  }

  private static String words(List<Block> blocks) {
    return String.join("\n", paragraphs(blocks));
  }
}
