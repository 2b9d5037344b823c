package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.evaluation.CalibrationChapter;
import polymnist.report.chapter.evaluation.ComparisonChapter;
import polymnist.report.chapter.evaluation.FusionChapter;
import polymnist.report.chapter.evaluation.SlicesChapter;
import polymnist.report.chapter.overview.ModelCardChapter;
import polymnist.report.chapter.overview.SummaryChapter;

/** Calibration, slices, fusion, comparison and the model card, each from a few rows. */
class ComparingChaptersTest {
  @Test
  void flaggedSlicesAreMarkedAndTold() {
    Study study =
        new FakeTables()
            .answer(
                SlicesChapter.BEST_SLICES,
                slice("modality=m0", 0.97, false),
                slice("contrast=lowest", 0.91, true),
                slice("readable=no", 0.5, true))
            .study();

    List<Block> blocks = new SlicesChapter().blocks(study);

    assertThat(paragraphs(blocks))
        .contains(
            "The best network reads 96.00\u00a0% of all test images right. It is worse on:"
                + " contrast: lowest quarter (91.00\u00a0%), digit hardly shows (50.00\u00a0%).");
    assertThat(tables(blocks).get(0).lines())
        .extracting(Line::head, Line::marked)
        .containsExactly(
            tuple("modality m0", false),
            tuple("contrast: lowest quarter", true),
            tuple("digit hardly shows", true));
    assertThat(blocks.stream().map(Block::charts).filter(c -> c != null).findFirst().orElseThrow())
        .satisfies(charts -> assertThat(charts.plots()).hasSize(3));
  }

  private static TableRow slice(String slice, double accuracy, boolean worse) {
    return row(
        "slice",
        slice,
        "accuracy",
        accuracy,
        "lower",
        accuracy - 0.01,
        "upper",
        accuracy + 0.01,
        "n",
        500L,
        "overall",
        0.96,
        "worse",
        worse);
  }

  @Test
  void coverageIsToldAtAFewShares() {
    TableRow[] rows =
        IntStream.rangeClosed(1, 100)
            .mapToObj(
                step ->
                    row(
                        "coverage",
                        step / 100.0,
                        "images",
                        10L * step,
                        "least_confidence",
                        1 - step / 200.0,
                        "accuracy",
                        1 - step / 1000.0,
                        "lower",
                        0.5,
                        "upper",
                        1.0))
            .toArray(TableRow[]::new);
    Study study = new FakeTables().answer(CalibrationChapter.BEST_COVERAGE, rows).study();

    assertThat(tables(new CalibrationChapter().blocks(study)).get(0).lines())
        .extracting(Line::head)
        .containsExactly(
            "100.0\u00a0%",
            "99.0\u00a0%",
            "98.0\u00a0%",
            "95.0\u00a0%",
            "90.0\u00a0%",
            "80.0\u00a0%",
            "50.0\u00a0%");
  }

  @Test
  void ofTwoNetworksTheMoreAccurateIsNamedFirst() {
    Study study =
        new FakeTables()
            .answer(ComparisonChapter.PAIRS, pair(0.002, 0.009), pair(-0.001, 0.009))
            .study();

    List<Line> lines = tables(new ComparisonChapter().blocks(study)).get(0).lines();

    assertThat(lines.get(0).head()).isEqualTo("resnet and vgg");
    // Right only the first named, then only the second.
    assertThat(lines.get(0).cells())
        .containsSubsequence(
            Cell.number("20"), Cell.number("10"), Cell.text("resnet reads better"));
    assertThat(lines.get(1).cells()).contains(Cell.text("no difference shown"));
  }

  private static TableRow pair(double lower, double upper) {
    return row(
        "training_corpus",
        "corpus",
        "first",
        "vgg",
        "second",
        "resnet",
        "first_accuracy",
        0.975,
        "second_accuracy",
        0.98,
        "difference",
        0.005,
        "lower",
        lower,
        "upper",
        upper,
        "only_first",
        10L,
        "only_second",
        20L,
        "p_value",
        0.04,
        "n",
        2000L);
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
  void fusionIsToldOfTheBestNetworkAlone() {
    Study study =
        new FakeTables()
            .answer(
                FusionChapter.FUSION,
                fused("views", "vgg", 5, true),
                fused("views", "linear", 5, false),
                fused("networks", "all", 2, true))
            .study();

    List<Block> blocks = new FusionChapter().blocks(study);

    assertThat(paragraphs(blocks))
        .contains(
            "From one view vgg reads 90.00\u00a0% right, from all 5 views of a digit together"
                + " 99.00\u00a0%. All 2 networks without augmentation read 99.00\u00a0% of the"
                + " single images right together; one by one 90.00\u00a0% in the mean.");
    assertThat(tables(blocks).get(0).lines())
        .extracting(Line::marked)
        .containsExactly(true, false, true);
  }

  private static TableRow fused(String combined, String model, long answers, boolean best) {
    return row(
        "combined",
        combined,
        "model",
        model,
        "training_corpus",
        "corpus",
        "is_best",
        best,
        "answers",
        answers,
        "single",
        0.9,
        "accuracy",
        0.99,
        "lower",
        0.98,
        "upper",
        0.995,
        "n",
        400L);
  }

  @Test
  void theModelCardNamesWeakSlicesAndCounts() {
    Study study =
        new FakeTables()
            .answer(
                ModelCardChapter.WEAK,
                row("slice", "class=8", "accuracy", 0.9, "lower", 0.8, "upper", 0.95, "n", 90L))
            .answer(
                ModelCardChapter.IMAGES,
                row("split", "train", "images", 5500L, "modalities", 5L),
                row("split", "test", "images", 2000L, "modalities", 5L))
            .study();

    assertThat(paragraphs(new ModelCardChapter().blocks(study)))
        .contains(
            "It is worse than on all test images on: digit 8 (90.00\u00a0% of 90).",
            "Handwritten digits of MNIST on crops of photos: 5,500 images of 5 modalities for"
                + " training, 2,000 images of 5 modalities for judging.");
  }

  private static List<String> paragraphs(List<Block> blocks) {
    return blocks.stream()
        .map(Block::paragraph)
        .filter(paragraph -> paragraph != null)
        .map(Paragraph::text)
        .toList();
  }

  private static List<Table> tables(List<Block> blocks) {
    return blocks.stream().map(Block::table).filter(table -> table != null).toList();
  }
}
