package polymnist.report.chapter.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.paragraphs;
import static polymnist.report.block.FakeTables.row;

import org.junit.jupiter.api.Test;
import polymnist.report.block.FakeTables;
import polymnist.report.chapter.Study;

class ModelCardChapterTest {
  @Test
  void theModelCardNamesWeakSlicesAndCounts() {
    Study study =
        new FakeTables()
            .answer(
                ModelCardChapter.WEAK,
                row("slice", "class=8", "accuracy", 0.9, "lower", 0.8, "upper", 0.95, "n", 90L))
            .answer(
                ModelCardChapter.IMAGES,
                row("split", "train", "images", 5500L, "modalities", 5L),
                row("split", "test", "images", 2000L, "modalities", 5L))
            .study();

    assertThat(paragraphs(new ModelCardChapter().blocks(study)))
        .contains(
            "It is worse than on all test images on: digit 8 (90.00\u00a0% of 90).",
            "Handwritten digits of MNIST on crops of photos: 5,500 images of 5 modalities for"
                + " training, 2,000 images of 5 modalities for testing.");
  }
}
