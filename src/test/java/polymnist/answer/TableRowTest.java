package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static polymnist.report.block.FakeTables.row;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableRowTest {
  @Test
  void numbersOfAnyTypeAreRead() {
    TableRow row = row("int", 3, "long", 4L, "decimal", new BigDecimal("2.5"));

    assertThat(row.asLong("int")).isEqualTo(3);
    assertThat(row.asLong("long")).isEqualTo(4);
    assertThat(row.asDouble("decimal")).isEqualTo(2.5);
  }

  @Test
  void nullIsNothingOfEachKind() {
    TableRow row = row("null", null);

    assertThat(row.has("null")).isFalse();
    assertThat(row.text("null")).isEmpty();
    assertThat(row.asLong("null")).isZero();
    assertThat(row.asDouble("null")).isNaN();
    assertThat(row.is("null")).isFalse();
    assertThat(row.bytes("null")).isEmpty();
    assertThat(row.numbers("null")).isEmpty();
    assertThat(row.structs("null")).isEmpty();
    assertThat(row.map("null")).isEmpty();
  }

  @Test
  void listsAndMapsAreRead() {
    TableRow row = row("numbers", List.of(1, 2.5), "map", Map.of("a", 1.0));

    assertThat(row.numbers("numbers")).containsExactly(1.0, 2.5);
    assertThat(row.map("map")).isEqualTo(Map.of("a", 1.0));
  }

  @Test
  void anUnknownColumnIsNamed() {
    assertThatThrownBy(() -> row("b", 1, "a", 2).text("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column c, there are [a, b]");
  }
}
