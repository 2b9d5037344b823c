package polymnist.report.chapter.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.FakeTables.row;

import org.junit.jupiter.api.Test;
import polymnist.model.BestModel;
import polymnist.report.block.FakeTables;
import polymnist.report.chapter.Study;

class SummaryChapterTest {
  /** A name that would turn what follows around is shown without that. */
  @Test
  void eachQuestionHasItsAnswer() {
    Study study =
        new FakeTables()
            .answer(
                BestModel.BEST_FIRST,
                row(
                    "model",
                    "vgg\u202e",
                    "training_corpus",
                    "fresh",
                    "parameters",
                    5L,
                    "seconds",
                    1.0))
            .study();

    assertThat(paragraphs(new SummaryChapter().blocks(study)))
        .containsExactly(
            "Which network is best? vgg\ufffd · pasted anew is the only network; it has not been"
                + " tested on other images. It has 5 weights and took 1 s to train.",
            "Does augmentation help? No network was tested that was trained both plain and with"
                + " augmentation.",
            "Where does it fail? Its accuracy on subgroups of the test images was not measured.",
            "Does it read handwriting? No picture of handwriting was read.");
  }

  @Test
  void withoutTablesNothingIsClaimed() {
    Study study =
        new FakeTables()
            .without("models", "slices", "augmentation_effect", "custom_predictions")
            .study();

    assertThat(paragraphs(new SummaryChapter().blocks(study)))
        .hasSize(4)
        .contains("Which network is best? No network has been trained.");
  }
}
