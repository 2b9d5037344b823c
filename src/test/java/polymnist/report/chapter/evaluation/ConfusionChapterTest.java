package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.table;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.FakeTables;
import polymnist.report.block.Shade;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class ConfusionChapterTest {
  @Test
  void confusionsAreShadedAndTheMostFrequentNamed() {
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
}
