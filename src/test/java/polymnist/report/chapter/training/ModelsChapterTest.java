package polymnist.report.chapter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static polymnist.report.block.BlockKinds.table;
import static polymnist.report.block.FakeTables.row;

import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class ModelsChapterTest {
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
}
