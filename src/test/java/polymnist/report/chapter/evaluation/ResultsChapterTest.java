package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.table;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class ResultsChapterTest {
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
}
