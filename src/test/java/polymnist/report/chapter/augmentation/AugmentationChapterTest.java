package polymnist.report.chapter.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.gallery;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class AugmentationChapterTest {
  private static final byte[] PICTURE = FakeTables.picture();

  @Test
  void stepsAreDescribedInWords() {
    List<TableRow> steps =
        List.of(
            row("kind", "random-erase", "parameters", Map.of("y", -1.0, "x", 2.25)),
            row("kind", "invert", "parameters", Map.of()));

    assertThat(AugmentationChapter.steps(steps))
        .isEqualTo("random erase (x 2.25, y −1.00), invert");
    assertThat(AugmentationChapter.steps(List.of())).isEqualTo("unchanged");
  }

  @Test
  void anOriginalStandsBeforeItsCopies() {
    Study study =
        new FakeTables().answer(AugmentationChapter.BEFORE_AND_AFTER, copy(1), copy(2)).study();

    List<Strip> strips = gallery(new AugmentationChapter().blocks(study)).strips();

    assertThat(strips).hasSize(1);
    assertThat(strips.get(0).title()).isEqualTo("m0, digit 3");
    assertThat(strips.get(0).tiles())
        .extracting(tile -> tile.image().alt())
        .containsExactly(
            "the image train/m0/3/0",
            "copy 1 of train/m0/3/0: unchanged",
            "copy 2 of train/m0/3/0: unchanged");
  }

  private static TableRow copy(int copy) {
    return row(
        "source_id",
        "train/m0/3/0",
        "modality",
        "m0",
        "label",
        3,
        "copy",
        copy,
        "policy",
        "light",
        "steps",
        List.of(),
        "original",
        PICTURE,
        "picture",
        PICTURE);
  }
}
