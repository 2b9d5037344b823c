package polymnist.report.chapter.data;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.table;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.FakeTables;
import polymnist.report.block.Pictures;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class DataChapterTest {
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
  void aQuestionOfOnesOwnIsATableOfItsColumnsWithItsPicture() {
    byte[] png = Png.encode(Image.black(3, 4, 4));
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
                    List.of("image", "modality"),
                    "values",
                    List.of(png.length + " bytes", "m0"),
                    "image",
                    png))
            .study();

    Table table = table(new DataChapter(1).blocks(study));

    assertThat(table.header())
        .containsExactly(Cell.text("row"), Cell.text("image"), Cell.text("modality"));
    Line line = table.lines().get(0);
    assertThat(line.cells().get(0).image().uri()).isEqualTo(Pictures.uri(png));
    assertThat(line.cells().get(1)).isEqualTo(Cell.text("m0"));
  }
}
