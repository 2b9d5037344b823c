package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static polymnist.report.block.BlockKinds.tables;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class SlicesChapterTest {
  @Test
  void flaggedSlicesAreMarkedAndNamed() {
    Study study =
        new FakeTables()
            .answer(
                SlicesChapter.BEST_SLICES,
                slice("modality=m0", 0.97, false),
                slice("contrast=lowest", 0.91, true),
                slice("readable=no", 0.5, true))
            .study();

    List<Block> blocks = new SlicesChapter().blocks(study);

    assertThat(tables(blocks).get(0).lines())
        .extracting(Line::head, Line::marked)
        .containsExactly(
            tuple("modality m0", false),
            tuple("contrast: lowest quarter", true),
            tuple("digits that hardly show", true));
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
}
