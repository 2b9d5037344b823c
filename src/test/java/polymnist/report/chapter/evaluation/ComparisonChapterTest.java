package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.tables;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class ComparisonChapterTest {
  @Test
  void ofTwoNetworksTheMoreAccurateIsNamedFirst() {
    Study study =
        new FakeTables()
            .answer(ComparisonChapter.PAIRS, pair(0.002, 0.009), pair(-0.001, 0.009))
            .study();

    List<Line> lines = tables(new ComparisonChapter().blocks(study)).get(0).lines();

    assertThat(lines.get(0).head()).isEqualTo("resnet with augmentation and vgg");
    // Right only the first named, then only the second.
    assertThat(lines.get(0).cells())
        .containsSubsequence(
            Cell.number("20"),
            Cell.number("10"),
            Cell.text("resnet with augmentation reads better"));
    assertThat(lines.get(1).cells()).contains(Cell.text("no difference shown"));
  }

  private static TableRow pair(double lower, double upper) {
    return row(
        "first",
        "vgg",
        "first_corpus",
        "corpus",
        "second",
        "resnet",
        "second_corpus",
        "augmented",
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
        "p_holm",
        0.04,
        "n",
        2000L);
  }
}
