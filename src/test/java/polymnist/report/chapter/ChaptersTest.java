package polymnist.report.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.gallery;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.BlockKinds.table;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.answer.TableRow;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.FakeTables;
import polymnist.report.block.Pictures;

/** What figures make of rows, by rows whose figure can be told by hand. */
class ChaptersTest {
  private static final byte[] PICTURE = FakeTables.picture();

  private static List<Block> figure(String id, TableRow... rows) {
    return new Chapters(1, 2, 9, new Pictures(Long.MAX_VALUE))
        .of(Map.of(), Map.of(), new Lineage(Map.of(), List.of())).stream()
            .flatMap(chapter -> chapter.figures().stream())
            .filter(figure -> figure.id().equals(id))
            .map(figure -> figure.blocks().apply(List.of(rows)))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theErrorOfANetworkIsDrawnAndItsAccuracyWritten() {
    List<Block> blocks = figure("ranking", network("vgg/corpus", 0.75));

    assertThat(((Block.Plots) blocks.get(0)).plots().get(0).wide())
        .contains(">vgg/corpus<", ">75.0\u00a0%<", "error, %");
    assertThat(table(blocks).lines().get(0).head()).isEqualTo("vgg/corpus");
    assertThat(table(blocks).lines().get(0).cells())
        .extracting(Cell::text)
        .startsWith("75.00\u00a0%", "50.00 to 90.00\u00a0%");
  }

  private static TableRow network(String name, double accuracy) {
    return row(
        "network", name,
        "training_corpus", "corpus",
        "accuracy", accuracy,
        "lower", 0.5,
        "upper", 0.9,
        "top_2", 0.9,
        "kappa", 0.7,
        "log_loss", 0.1,
        "brier", 0.1,
        "macro_auc", 0.9,
        "f1", 0.7,
        "n", 4L);
  }

  @Test
  void confusionsAreShadedAndTheMostFrequentNamed() {
    List<Block> blocks =
        figure("confusion", cell(3, 3, 8), cell(3, 7, 2), cell(7, 3, 1), cell(7, 7, 9));

    assertThat(paragraphs(blocks))
        .containsExactly("Its most frequent mistakes: 3 read as 7 (2×), 7 read as 3 (1×).");
    assertThat(table(blocks).lines())
        .containsExactly(
            Line.of("3", Cell.shaded("8", "good", 0.8), Cell.shaded("2", "notable", 1)),
            Line.of("7", Cell.shaded("1", "notable", 0.5), Cell.shaded("9", "good", 0.9)));
    assertThat(paragraphs(figure("confusion", cell(3, 3, 8))))
        .containsExactly("It made no mistake.");
  }

  private static TableRow cell(int label, int predicted, long images) {
    return row("network", "vgg", "label", label, "predicted", predicted, "images", images);
  }

  @Test
  void aSubgroupThatIsWorseIsNamed() {
    String words = paragraphs(figure("subgroups", part("modality=m0", 0.5, true))).get(0);

    assertThat(words)
        .startsWith("It is worse than on all test images on: modality m0 (50.0\u00a0% right).");
    assertThat(paragraphs(figure("subgroups", part("class=3", 0.9, false))).get(0))
        .startsWith("In no subgroup is it worse than on all test images.");
  }

  private static TableRow part(String slice, double accuracy, boolean worse) {
    return row(
        "slice",
        slice,
        "accuracy",
        accuracy,
        "lower",
        accuracy - 0.1,
        "upper",
        accuracy + 0.1,
        "n",
        10L,
        "overall",
        0.9,
        "worse",
        worse);
  }

  @Test
  void networksByModalityAreShadedByTheirErrors() {
    Line line =
        table(figure("by-modality", modality("m0", 0.5), modality("m1", 0.75))).lines().get(0);

    assertThat(line.cells())
        .containsExactly(
            Cell.shaded("50.0\u00a0%", "notable", 1), Cell.shaded("75.0\u00a0%", "notable", 0.5));
  }

  private static TableRow modality(String modality, double accuracy) {
    return row("network", "vgg", "modality", modality, "accuracy", accuracy);
  }

  @Test
  void handwritingIsShownStepByStep() {
    List<Strip> strips =
        gallery(
                figure(
                    "pictures",
                    picture("right", "Read as 2.", PICTURE),
                    picture("wrong", "No digit.", null)))
            .strips();

    assertThat(strips).extracting(Strip::words).containsExactly("Read as 2.", "No digit.");
    assertThat(strips).extracting(Strip::verdict).containsExactly("right", "wrong");
    assertThat(strips).extracting(strip -> strip.tiles().size()).containsExactly(6, 1);
    assertThat(strips.get(0).tiles())
        .extracting(Block.Tile::words)
        .endsWith("75.0\u00a0% as 2", "25.0\u00a0% none");
  }

  /** What to do about a picture stands at the end of a reason. */
  @Test
  void aReasonIsShownWhole() {
    String reason = "is a picture of a kind that cannot be read: " + "save it as JPEG ".repeat(9);

    assertThat(gallery(figure("pictures", picture("wrong", reason, null))).strips())
        .extracting(Strip::words)
        .containsExactly(reason);
  }

  private static TableRow picture(String verdict, String words, byte[] found) {
    return row(
        "path", "ink.png",
        "words", words,
        "original", PICTURE,
        "mask", found,
        "normalised", found,
        "seen", found,
        "candidates", found == null ? List.of() : List.of(tried(0.75, 0.9), tried(0.25, 0.2)),
        "verdict", verdict);
  }

  private static TableRow tried(double chosen, double digitness) {
    return row(
        "way",
        "dark, low, all",
        "support",
        4,
        "chosen",
        chosen,
        "digitness",
        digitness,
        "detected",
        2,
        "mask",
        PICTURE);
  }

  @Test
  void balanceHasAColumnALabelAndShadesWhatIsUnequal() {
    List<Block> blocks =
        figure(
            "balance",
            balance("train", 3, 30, 0.5),
            balance("train", 7, 30, 0.5),
            balance("test", 3, 15, 0.75),
            balance("test", 7, 5, 0.25));

    assertThat(table(blocks).lines())
        .containsExactly(
            Line.of("train m0", Cell.number("30"), Cell.number("30")),
            Line.of(
                "test m0", Cell.shaded("15", "notable", 0.5), Cell.shaded("5", "notable", 0.5)));
  }

  private static TableRow balance(String split, int label, long images, double share) {
    return row("split", split, "modality", "m0", "label", label, "images", images, "share", share);
  }

  @Test
  void aQuestionOfOnesOwnIsATableOfItsColumnsWithItsPicture() {
    byte[] png = Png.encode(Image.black(3, 4, 4));
    Block.Table table =
        table(
            figure(
                "own-answers",
                row(
                    "question",
                    "mine",
                    "row",
                    1,
                    "columns",
                    List.of("image", "modality"),
                    "values",
                    List.of(png.length + " bytes", "m0"),
                    "image",
                    png)));

    assertThat(table.header())
        .containsExactly(Cell.text("row"), Cell.text("image"), Cell.text("modality"));
    assertThat(table.lines().get(0).cells().get(0).image().uri()).isEqualTo(Pictures.uri(png));
    assertThat(table.lines().get(0).cells().get(1)).isEqualTo(Cell.text("m0"));
  }

  @Test
  void whatIsMissingIsNamedWithItsJob() {
    Chapter about =
        AboutChapter.chapter(
            Figure.of("model", "", true, List.of()),
            Map.of("models", List.of("Training", "Layers")),
            Map.of("models", "train"),
            new Lineage(Map.of(), List.of()));

    assertThat(about.figures().stream().filter(f -> f.id().equals("not-measured")).findFirst())
        .get()
        .extracting(figure -> table(figure.blocks().apply(List.of())).lines())
        .isEqualTo(List.of(Line.of("Training, Layers", Cell.text("./spark-submit.sh train"))));
  }
}
