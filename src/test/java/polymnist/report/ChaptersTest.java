package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.FakeTables;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.augmentation.AugmentationChapter;
import polymnist.report.chapter.data.CorpusExpectations;
import polymnist.report.chapter.data.CorpusFigures;
import polymnist.report.chapter.data.CorpusProblems;
import polymnist.report.chapter.data.DataChapter;
import polymnist.report.chapter.evaluation.ConfusionChapter;
import polymnist.report.chapter.evaluation.MistakesChapter;
import polymnist.report.chapter.evaluation.ResultsChapter;
import polymnist.report.chapter.handwriting.HandwritingChapter;
import polymnist.report.chapter.training.LearningCurvesChapter;
import polymnist.report.chapter.training.ModelsChapter;

class ChaptersTest {
  private static final byte[] PICTURE = SmallStudy.PICTURE;

  @Test
  void balanceHasAColumnALabelAndShadesWhatIsUnequal() {
    Study study =
        new FakeTables()
            .answer(
                CorpusFigures.BALANCE,
                balance("train", 3, 30, 0.5),
                balance("train", 7, 30, 0.5),
                balance("test", 3, 15, 0.75),
                balance("test", 7, 5, 0.25))
            .study();

    List<Block> blocks = new DataChapter(1).blocks(study);

    assertThat(blocks)
        .contains(
            new Paragraph(
                "With 2 labels an equal share is 50.0\u00a0%; the rarest label of a split and"
                    + " modality has 25.0\u00a0%, the most frequent 75.0\u00a0%."));
    assertThat(table(blocks).lines())
        .containsExactly(
            Line.of("train m0", Cell.number("30"), Cell.number("30"), Cell.number("60")),
            Line.of(
                "test m0",
                Cell.shaded("15", Shade.notable(0.5)),
                Cell.shaded("5", Shade.notable(0.5)),
                Cell.number("20")));
  }

  private static TableRow balance(String split, int label, long images, double share) {
    return row("split", split, "modality", "m0", "label", label, "images", images, "share", share);
  }

  @Test
  void modalitiesHaveAColumnAColour() {
    Study study =
        new FakeTables()
            .answer(CorpusFigures.MODALITIES, modality("red", 100.25), modality("green", 90))
            .study();

    Table table = table(new DataChapter(1).blocks(study));

    assertThat(table.header())
        .containsExactly(
            Cell.text("modality"), Cell.number("red"), Cell.number("green"), Cell.number("images"));
    assertThat(table.lines())
        .containsExactly(
            Line.of(
                "m0",
                Cell.number("100.3 ± 20.0 (1–254)"),
                Cell.number("90.0 ± 20.0 (1–254)"),
                Cell.number("12")));
  }

  private static TableRow modality(String channel, double mean) {
    return row(
        "modality",
        "m0",
        "channel",
        channel,
        "images",
        12L,
        "mean",
        mean,
        "deviation",
        20.0,
        "minimum",
        1,
        "maximum",
        254);
  }

  @Test
  void problemsThatNoImageHasAreNamedAsLookedFor() {
    Study study =
        new FakeTables()
            .answer(CorpusProblems.PROBLEMS, problem("low_contrast"), problem("duplicate_image"))
            .study();

    assertThat(new DataChapter(1).blocks(study))
        .contains(new Note("None found. Looked for: duplicate image, low contrast."));
  }

  private static TableRow problem(String problem) {
    return row(
        "problem",
        problem,
        "modality",
        "m0",
        "images",
        0L,
        "share",
        0.0,
        "example_id",
        null,
        "picture",
        null);
  }

  @Test
  void aBrokenExpectationStandsOut() {
    Study study =
        new FakeTables()
            .answer(
                CorpusExpectations.CONTRACT,
                row(
                    "expectation",
                    "readable-files",
                    "expects",
                    "few are bad",
                    "found",
                    0.0625,
                    "most",
                    0.01,
                    "holds",
                    false,
                    "message",
                    null))
            .study();

    assertThat(table(new DataChapter(1).blocks(study)).lines())
        .containsExactly(
            new Line(
                "readable files",
                true,
                List.of(
                    Cell.text("few are bad"),
                    Cell.number("0.0625"),
                    Cell.number("0.0100"),
                    Cell.text("broken"))));
  }

  @Test
  void aQuestionOfOnesOwnIsATableOfItsColumns() {
    Study study =
        new FakeTables()
            .answer(
                CorpusExpectations.ANSWERS,
                row(
                    "question",
                    "mine",
                    "row",
                    1,
                    "columns",
                    List.of("modality", "images"),
                    "values",
                    List.of("m0", "8")))
            .study();

    Table table = table(new DataChapter(1).blocks(study));

    assertThat(table.header()).containsExactly(Cell.text("modality"), Cell.text("images"));
    assertThat(table.lines()).containsExactly(Line.of("m0", Cell.text("8")));
  }

  @Test
  void stepsAreToldInWords() {
    List<TableRow> steps =
        List.of(
            row("kind", "random-erase", "parameters", Map.of("y", -1.0, "x", 2.25)),
            row("kind", "invert", "parameters", Map.of()));

    assertThat(AugmentationChapter.steps(steps))
        .isEqualTo("random erase (x 2.25, y −1.00), invert");
    assertThat(AugmentationChapter.steps(List.of())).isEqualTo("unchanged");
  }

  @Test
  void anOriginalStandsBeforeItsCopies() {
    Study study =
        new FakeTables().answer(AugmentationChapter.BEFORE_AND_AFTER, copy(1), copy(2)).study();

    List<Strip> strips = gallery(new AugmentationChapter().blocks(study)).strips();

    assertThat(strips).hasSize(1);
    assertThat(strips.get(0).title()).isEqualTo("m0, digit 3");
    assertThat(strips.get(0).tiles())
        .extracting(tile -> tile.image().alt())
        .containsExactly(
            "the image train/m0/3/0",
            "copy 1 of train/m0/3/0: unchanged",
            "copy 2 of train/m0/3/0: unchanged");
  }

  private static TableRow copy(int copy) {
    return row(
        "source_id",
        "train/m0/3/0",
        "modality",
        "m0",
        "label",
        3,
        "copy",
        copy,
        "policy",
        "light",
        "steps",
        List.of(),
        "original",
        PICTURE,
        "picture",
        PICTURE);
  }

  @Test
  void theFirstNetworkOfTheTableIsMarkedAsTheBest() {
    Study study =
        new FakeTables()
            .answer(ModelsChapter.MODELS, model("vgg", "augmented"), model("vgg", "corpus"))
            .study();

    assertThat(table(new ModelsChapter().blocks(study)).lines())
        .extracting(Line::head, Line::marked)
        .containsExactly(tuple("vgg with augmentation", true), tuple("vgg", false));
  }

  private static TableRow model(String model, String trainingCorpus) {
    return row(
        "model",
        model,
        "training_corpus",
        trainingCorpus,
        "kind",
        "vgg",
        "parameters",
        10L,
        "epochs",
        3,
        "best_epoch",
        2,
        "examples",
        30L,
        "seconds",
        1.5,
        "images_per_second",
        20.0,
        "workers",
        2,
        "averaging_frequency",
        5,
        "batch_size",
        64,
        "validation_accuracy",
        0.9,
        "validation_loss",
        0.3);
  }

  @Test
  void learningCurvesAreAPlotACorpusAndAPlotANetwork() {
    Study study =
        new FakeTables()
            .answer(
                LearningCurvesChapter.CURVES,
                epoch("vgg", "corpus", 1),
                epoch("vgg", "augmented", 1),
                epoch("mlp", "corpus", 1))
            .study();

    List<Block> blocks = new LearningCurvesChapter().blocks(study);

    assertThat(blocks.get(0).charts().plots())
        .extracting(Picture::alt)
        .containsExactly(
            "curves of validation accuracy over epochs, without augmentation: vgg ends at"
                + " 90.00\u00a0%, mlp ends at 90.00\u00a0%",
            "curves of validation accuracy over epochs, with augmentation: vgg ends at"
                + " 90.00\u00a0%");
    assertThat(blocks.get(1).charts().plots())
        .extracting(Picture::shown)
        .containsExactly(true, true);
  }

  private static TableRow epoch(String model, String trainingCorpus, int epoch) {
    return row(
        "model",
        model,
        "training_corpus",
        trainingCorpus,
        "epoch",
        epoch,
        "training_loss",
        0.5,
        "validation_loss",
        0.6,
        "validation_accuracy",
        0.9);
  }

  @Test
  void aMetricThatIsNotDefinedIsADash() {
    Study study =
        new FakeTables()
            .answer(
                ResultsChapter.BY_CLASS,
                row(
                    "label", "7",
                    "precision", null,
                    "recall", 0.0,
                    "lower", 0.0,
                    "upper", 0.25,
                    "f1", 0.0,
                    "n", 12L))
            .study();

    assertThat(table(new ResultsChapter().blocks(study)).lines())
        .containsExactly(
            Line.of(
                "7",
                Cell.number("–"),
                Cell.number("0.00\u00a0%"),
                Cell.number("0.00 to 25.00\u00a0%"),
                Cell.number("0.00\u00a0%"),
                Cell.number("12")));
  }

  @Test
  void aNetworkWithoutAModalityHasADashThere() {
    Study study =
        new FakeTables()
            .answer(
                ResultsChapter.BY_MODALITY,
                onModality("vgg", "m0", 0.75),
                onModality("vgg", "m1", 0.5),
                onModality("mlp", "m1", 0.25))
            .study();

    List<Block> blocks = new ResultsChapter().blocks(study);

    assertThat(table(blocks).lines())
        .containsExactly(
            Line.of("vgg", Cell.number("75.00\u00a0%"), Cell.number("50.00\u00a0%")),
            Line.of("mlp", Cell.number("–"), Cell.number("25.00\u00a0%")));
  }

  private static TableRow onModality(String model, String modality, double accuracy) {
    return row(
        "model",
        model,
        "training_corpus",
        "corpus",
        "modality",
        modality,
        "accuracy",
        accuracy,
        "lower",
        accuracy - 0.1,
        "upper",
        accuracy + 0.1,
        "n",
        20L);
  }

  @Test
  void confusionsAreShadedAndTheMostFrequentTold() {
    Study study =
        new FakeTables()
            .answer(
                ConfusionChapter.CONFUSION,
                cell(3, 3, 8),
                cell(3, 7, 2),
                cell(7, 3, 1),
                cell(7, 7, 9))
            .study();

    List<Block> blocks = new ConfusionChapter().blocks(study);

    assertThat(blocks.get(0))
        .isEqualTo(
            new Paragraph("Its most frequent mistakes: 3 read as 7 (2×), 7 read as 3 (1×)."));
    assertThat(table(blocks).lines())
        .containsExactly(
            Line.of(
                "3",
                Cell.shaded("8", Shade.good(0.8)),
                Cell.shaded("2", Shade.notable(1)),
                Cell.number("80.00\u00a0%")),
            Line.of(
                "7",
                Cell.shaded("1", Shade.notable(0.5)),
                Cell.shaded("9", Shade.good(0.9)),
                Cell.number("90.00\u00a0%")));
  }

  @Test
  void aNetworkWithoutMistakesIsSaidToHaveNone() {
    Study study = new FakeTables().answer(ConfusionChapter.CONFUSION, cell(3, 3, 8)).study();

    assertThat(new ConfusionChapter().blocks(study)).contains(new Paragraph("It made no mistake."));
  }

  private static TableRow cell(int label, int predicted, long images) {
    return row(
        "model", "vgg",
        "training_corpus", "corpus",
        "label", label,
        "predicted", predicted,
        "images", images);
  }

  @Test
  void aMistakeShowsWhatItWasTakenForAndHowSurely() {
    Study study =
        new FakeTables()
            .answer(
                MistakesChapter.surest(5),
                row(
                    "id",
                    "test/m1/7/0",
                    "modality",
                    "m1",
                    "label",
                    7,
                    "predicted",
                    1,
                    "probability",
                    0.931,
                    "p_label",
                    0.02,
                    "picture",
                    PICTURE))
            .study();

    assertThat(gallery(new MistakesChapter(5).blocks(study)).strips().get(0).tiles())
        .singleElement()
        .satisfies(
            tile -> {
              assertThat(tile.words())
                  .isEqualTo("7 read as 1, 93.1\u00a0% (7: 2.0\u00a0%), test/m1/7/0");
              assertThat(tile.image().alt()).isEqualTo("test/m1/7/0: 7 read as 1, 93.1\u00a0%");
              assertThat(tile.image().shown()).isTrue();
            });
  }

  @Test
  void handwritingIsToldStepByStep() {
    Study study =
        new FakeTables()
            .answer(
                HandwritingChapter.steps(9),
                handwriting("right", "digit", List.of(0.0, 0.04, 0.9, 0.06), PICTURE),
                handwriting("wrong", "no_digit", null, null))
            .study();

    List<Strip> strips = gallery(new HandwritingChapter(9).blocks(study)).strips();

    assertThat(strips)
        .extracting(Strip::words)
        .containsExactly(
            "Shows 2: right. Read as 2 (90.0\u00a0%), 3 (6.0\u00a0%), 1 (4.0\u00a0%).",
            "Shows 2: wrong. No digit found: no ink.");
    assertThat(strips).extracting(Strip::verdict).containsExactly("right", "wrong");
    assertThat(strips).extracting(strip -> strip.tiles().size()).containsExactly(4, 1);
  }

  @Test
  void handwritingIsCountedByGroupAndPresentation() {
    Study study =
        new FakeTables()
            .answer(
                HandwritingChapter.ACCURACY,
                row("slice", "all", "value", 0.5, "lower", 0.1, "upper", 0.9, "n", 2L),
                row("slice", "hand=a", "value", 1.0, "lower", 0.2, "upper", 1.0, "n", 1L))
            .answer(
                HandwritingChapter.PRESENTATIONS,
                way("varied", true, 0.5, 0.75),
                way("plain", false, 0.25, null))
            .study();

    List<Table> tables =
        new HandwritingChapter(9)
            .blocks(study).stream().map(Block::table).filter(Objects::nonNull).toList();

    assertThat(tables.get(0).lines()).extracting(Block.Line::head).containsExactly("all", "hand=a");
    assertThat(tables.get(1).lines()).extracting(Block.Line::marked).containsExactly(true, false);
    assertThat(tables.get(1).lines().get(0).cells())
        .extracting(Block.Cell::text)
        .contains("50.00\u00a0%", "75.00\u00a0%", "2");
  }

  @Test
  void onePresentationIsComparedWithNothing() {
    Study study =
        new FakeTables()
            .answer(HandwritingChapter.PRESENTATIONS, way("varied", true, 0.5, null))
            .study();

    assertThat(new HandwritingChapter(9).blocks(study))
        .extracting(Block::table)
        .containsOnlyNulls();
  }

  private static TableRow way(String name, boolean used, double accuracy, Double mean) {
    return row(
        "presentation", name,
        "used", used,
        "accuracy", accuracy,
        "lower", 0.1,
        "upper", 0.9,
        "n", 2L,
        "mean", mean);
  }

  private static TableRow handwriting(
      String verdict, String status, List<Double> probabilities, byte[] found) {
    return row(
        "path", "ink.png",
        "label", 2,
        "status", status,
        "reason", found == null ? "no ink" : null,
        "predicted", found == null ? null : 2,
        "probabilities", probabilities,
        "original", PICTURE,
        "mask", found,
        "normalised", found,
        "seen", found,
        "verdict", verdict);
  }

  private static Table table(List<Block> blocks) {
    return blocks.stream().map(Block::table).filter(t -> t != null).findFirst().orElseThrow();
  }

  private static Gallery gallery(List<Block> blocks) {
    return blocks.stream().map(Block::gallery).filter(g -> g != null).findFirst().orElseThrow();
  }
}
