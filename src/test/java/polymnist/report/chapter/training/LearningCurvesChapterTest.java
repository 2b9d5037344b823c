package polymnist.report.chapter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class LearningCurvesChapterTest {
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
}
