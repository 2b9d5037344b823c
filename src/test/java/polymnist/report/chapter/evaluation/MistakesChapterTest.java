package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.gallery;
import static polymnist.report.block.FakeTables.row;

import org.junit.jupiter.api.Test;
import polymnist.report.block.FakeTables;
import polymnist.report.chapter.Study;

class MistakesChapterTest {
  private static final byte[] PICTURE = FakeTables.picture();

  @Test
  void aMistakeShowsWhatItWasTakenForAndHowSurely() {
    Study study =
        new FakeTables()
            .answer(
                MistakesChapter.surest(5),
                row(
                    "id",
                    "test/m1/7/0",
                    "modality",
                    "m1",
                    "label",
                    7,
                    "predicted",
                    1,
                    "probability",
                    0.931,
                    "p_label",
                    0.02,
                    "picture",
                    PICTURE))
            .study();

    assertThat(gallery(new MistakesChapter(5).blocks(study)).strips().get(0).tiles())
        .singleElement()
        .satisfies(
            tile -> {
              assertThat(tile.words())
                  .isEqualTo("7 read as 1, 93.1\u00a0% (7: 2.0\u00a0%), test/m1/7/0");
              assertThat(tile.image().alt()).isEqualTo("test/m1/7/0: 7 read as 1, 93.1\u00a0%");
              assertThat(tile.image().shown()).isTrue();
            });
  }
}
