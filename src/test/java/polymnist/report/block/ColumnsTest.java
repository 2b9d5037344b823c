package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Table;

/** What a column is called decides how it is set. */
class ColumnsTest {
  private static final TableRow NETWORK =
      row(
          "model",
          "vgg",
          "training_corpus",
          "corpus",
          "accuracy",
          0.875,
          "lower",
          0.8,
          "upper",
          0.9,
          "n",
          1234L,
          "comment",
          "so_so",
          "marked",
          true,
          "network",
          "vgg/corpus");

  @Test
  void aNetworkAndAnIntervalAreAColumnEachAndMarksAreNone() {
    Table table = Columns.table("c", "", List.of(NETWORK));

    assertThat(table.header())
        .containsExactly(
            Cell.text("network"),
            Cell.number("accuracy"),
            Cell.number("95 % interval"),
            Cell.number("n"),
            Cell.text("comment"));
    assertThat(table.lines())
        .containsExactly(
            new Line(
                "vgg/corpus",
                true,
                List.of(
                    Cell.number("87.50\u00a0%"),
                    Cell.number("80.00 to 90.00\u00a0%"),
                    Cell.number("1,234"),
                    Cell.text("so_so"))));
  }

  @Test
  void someColumnsAreShownInAnOrderOfTheirOwn() {
    Table table = Columns.table("c", "n, accuracy", List.of(NETWORK));

    assertThat(table.header()).containsExactly(Cell.number("n"), Cell.number("accuracy"));
    assertThat(table.lines().get(0).head()).isEqualTo("1,234");
  }

  @Test
  void theIntervalOfADifferenceIsInPoints() {
    Table table =
        Columns.table(
            "c",
            "",
            List.of(row("network", "a", "difference", 0.01, "lower", -0.01, "upper", 0.03)));

    assertThat(table.lines().get(0).cells())
        .extracting(Cell::text)
        .containsExactly("+1.00\u00a0points", "−1.00 to +3.00");
  }

  @Test
  void whatIsNotKnownIsADashAndAMissingTextEmpty() {
    Table table =
        Columns.table(
            "c",
            "",
            List.of(
                row("job", "a", "n", 1L, "auroc", 0.5),
                row("job", null, "n", null, "auroc", null)));

    assertThat(table.lines().get(1)).isEqualTo(Line.of("", Cell.number("–"), Cell.number("–")));
  }

  @Test
  void factsAreALineForEachColumn() {
    assertThat(Columns.facts("c", row("epochs", 3L, "at_most", 0.5)).lines())
        .containsExactly(
            Line.of("epochs", Cell.text("3")), Line.of("at most", Cell.text("0.5000")));
  }

  @Test
  void whatHasNoRowInACrossedTableIsEmpty() {
    Table table =
        Columns.crossed(
            "c",
            List.of(row("a", "x", "b", "1"), row("a", "x", "b", "2"), row("a", "y", "b", "2")),
            "a",
            row -> row.text("a"),
            row -> row.text("b"),
            row -> Cell.number("!"));

    assertThat(table.header()).containsExactly(Cell.text("a"), Cell.number("1"), Cell.number("2"));
    assertThat(table.lines())
        .containsExactly(
            Line.of("x", Cell.number("!"), Cell.number("!")),
            Line.of("y", Cell.number(""), Cell.number("!")));
  }
}
