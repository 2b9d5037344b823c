package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.BlockKinds.tables;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class FusionChapterTest {
  @Test
  void fusionIsDescribedForTheBestNetworkAlone() {
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

  @Test
  void oneNetworkIsCombinedWithNone() {
    Study study =
        new FakeTables().answer(FusionChapter.FUSION, fused("networks", "all", 1, true)).study();

    assertThat(paragraphs(new FusionChapter().blocks(study)))
        .contains("One network without augmentation has none to be combined with.");
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
}
