package polymnist.report.chapter.handwriting;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Table;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;

class RejectionChapterTest {
  @Test
  void digitsAndTheMeanOfAllKindsStandOut() {
    List<Table> tables =
        new RejectionChapter()
                .blocks(
                    new FakeTables()
                        .answer(
                            RejectionChapter.KINDS,
                            kind("digit", 0.005, null),
                            kind("all", 0.9, 0.98),
                            kind("latin", 0.8, 0.97))
                        .answer(
                            RejectionChapter.THRESHOLDS,
                            row(
                                "least_confidence",
                                0.35,
                                "digits_refused",
                                0.01,
                                "non_digits_refused",
                                0.8))
                        .study())
                .stream()
                .map(Block::table)
                .filter(Objects::nonNull)
                .toList();
    assertThat(tables.get(0).lines())
        .extracting(Block.Line::marked)
        .containsExactly(true, true, false);
    assertThat(tables.get(0).lines().get(0).cells())
        .extracting(Block.Cell::text)
        .containsExactly("0.5\u00a0%", "0.00 to 1.00\u00a0%", "", "", "200");
    assertThat(tables.get(0).lines().get(2).cells())
        .extracting(Block.Cell::text)
        .contains("80.0\u00a0%", "0.970");
    assertThat(tables.get(1).lines().get(0).head()).isEqualTo("0.35");
  }

  private static TableRow kind(String kind, double refused, Double auroc) {
    return row(
        "kind",
        kind,
        "detector",
        "detector",
        "pictures",
        200L,
        "refused",
        refused,
        "lower",
        0.0,
        "upper",
        0.01,
        "auroc",
        auroc,
        "accepted_at_95",
        auroc == null ? null : 0.2);
  }
}
