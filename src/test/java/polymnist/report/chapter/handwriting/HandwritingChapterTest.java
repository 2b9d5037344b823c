package polymnist.report.chapter.handwriting;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.gallery;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class HandwritingChapterTest {
  private static final byte[] PICTURE = FakeTables.picture();

  @Test
  void handwritingIsShownStepByStep() {
    Study study =
        new FakeTables()
            .answer(
                HandwritingChapter.steps(9),
                handwriting(List.of(0.0, 0.04, 0.9, 0.06)),
                without("no_digit", "no ink"))
            .study();

    List<Strip> strips = gallery(new HandwritingChapter(9).blocks(study)).strips();

    assertThat(strips)
        .extracting(Strip::words)
        .containsExactly(
            "Shows 2: right. Chosen: dark, low, all; found in 4 ways. Read as 2 (90.0\u00a0%), 3 (6.0\u00a0%), 1 (4.0\u00a0%).",
            "Shows 2: wrong. No digit found: no ink.");
    assertThat(strips).extracting(Strip::verdict).containsExactly("right", "wrong");
    assertThat(strips).extracting(strip -> strip.tiles().size()).containsExactly(6, 1);
    assertThat(strips.get(0).tiles())
        .extracting(Block.Tile::words)
        .endsWith("75.0\u00a0% as 2", "25.0\u00a0% none");
  }

  @Test
  void handwritingIsCountedByGroupAndPresentation() {
    Study study =
        new FakeTables()
            .answer(
                HandwritingChapter.ACCURACY,
                row("slice", "all", "value", 0.5, "lower", 0.1, "upper", 0.9, "n", 2L),
                row("slice", "hand=a", "value", 1.0, "lower", 0.2, "upper", 1.0, "n", 1L))
            .answer(
                HandwritingChapter.PRESENTATIONS,
                way("varied", true, 0.5, 0.75),
                way("plain", false, 0.25, null))
            .study();

    List<Table> tables =
        new HandwritingChapter(9)
            .blocks(study).stream().map(Block::table).filter(Objects::nonNull).toList();

    assertThat(tables.get(0).lines()).extracting(Block.Line::head).containsExactly("all", "hand=a");
    assertThat(tables.get(1).lines()).extracting(Block.Line::marked).containsExactly(true, false);
    assertThat(tables.get(1).lines().get(0).cells())
        .extracting(Block.Cell::text)
        .contains("50.00\u00a0%", "75.00\u00a0%", "2");
  }

  @Test
  void onePresentationIsComparedWithNothing() {
    Study study =
        new FakeTables()
            .answer(HandwritingChapter.PRESENTATIONS, way("varied", true, 0.5, null))
            .study();

    assertThat(new HandwritingChapter(9).blocks(study))
        .extracting(Block::table)
        .containsOnlyNulls();
  }

  /** What to do about a picture stands at the end of a reason. */
  @Test
  void aReasonIsShownWhole() {
    String reason = "is a picture of a kind that cannot be read: " + "save it as JPEG ".repeat(9);
    Study study =
        new FakeTables().answer(HandwritingChapter.steps(9), without("unreadable", reason)).study();

    assertThat(gallery(new HandwritingChapter(9).blocks(study)).strips())
        .extracting(Strip::words)
        .containsExactly("Shows 2: wrong. The file could not be read: " + reason + ".");
  }

  private static TableRow way(String name, boolean used, double accuracy, Double mean) {
    return row(
        "presentation", name,
        "used", used,
        "accuracy", accuracy,
        "lower", 0.1,
        "upper", 0.9,
        "n", 2L,
        "mean", mean);
  }

  private static TableRow handwriting(List<Double> probabilities) {
    return picture("right", "digit", null, probabilities, PICTURE);
  }

  private static TableRow without(String status, String reason) {
    return picture("wrong", status, reason, null, null);
  }

  private static TableRow picture(
      String verdict, String status, String reason, List<Double> probabilities, byte[] found) {
    return row(
        "path", "ink.png",
        "label", 2,
        "shows_digit", true,
        "status", status,
        "reason", reason,
        "predicted", found == null ? null : 2,
        "probabilities", probabilities,
        "original", PICTURE,
        "mask", found,
        "normalised", found,
        "seen", found,
        "candidates", found == null ? List.of() : List.of(tried(0.75, 0.9), tried(0.25, 0.2)),
        "verdict", verdict);
  }

  private static TableRow tried(double chosen, double digitness) {
    return row(
        "way",
        "dark, low, all",
        "support",
        4,
        "chosen",
        chosen,
        "digitness",
        digitness,
        "detected",
        2,
        "mask",
        PICTURE);
  }
}
