package polymnist.report.chapter.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.FakeTables.row;

import org.junit.jupiter.api.Test;
import polymnist.report.block.FakeTables;
import polymnist.report.chapter.Study;

class ModelCardChapterTest {
  @Test
  void theModelCardHasTheAnswersAndCounts() {
    Study study =
        new FakeTables()
            .answer(
                ModelCardChapter.IMAGES,
                row("split", "train", "images", 5500L, "modalities", 5L),
                row("split", "test", "images", 2000L, "modalities", 5L))
            .study();

    assertThat(paragraphs(new ModelCardChapter().blocks(study)))
        .contains(
            "No network has been trained.",
            "Handwritten digits of MNIST on crops of photos: 5,500 images of 5 modalities for"
                + " training, 2,000 images of 5 modalities for testing.");
  }
}
