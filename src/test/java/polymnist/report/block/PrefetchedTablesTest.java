package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static polymnist.report.block.FakeTables.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PrefetchedTablesTest {
  private final ConcurrentLinkedQueue<String> queries = new ConcurrentLinkedQueue<>();

  private final StudyTables tables =
      new StudyTables() {
        @Override
        public boolean has(String table) {
          return table.equals("models");
        }

        @Override
        public List<TableRow> rows(String sql) {
          queries.add(sql);
          if (sql.equals("fault")) {
            throw new IllegalArgumentException("no such column");
          }
          return List.of(row("sql", sql));
        }
      };

  @Test
  void eachQueryIsRunOnceAndHasItsOwnAnswer() {
    StudyTables answered =
        PrefetchedTables.by(
            tables,
            silent -> {
              assertThat(silent.rows("a")).isEmpty();
              silent.rows("b");
              silent.rows("a");
            });

    assertThat(answered.rows("b").get(0).text("sql")).isEqualTo("b");
    assertThat(answered.rows("a").get(0).text("sql")).isEqualTo("a");
    assertThat(answered.has("models")).isTrue();
    assertThat(answered.has("metrics")).isFalse();
    assertThat(new ArrayList<>(queries)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aQueryThatWasNotForeseenIsRunWhenItComes() {
    StudyTables answered = PrefetchedTables.by(tables, silent -> silent.rows("a"));

    assertThat(answered.rows("later").get(0).text("sql")).isEqualTo("later");
  }

  @Test
  void theFaultOfAQueryIsThatOfAll() {
    assertThatThrownBy(() -> PrefetchedTables.by(tables, silent -> silent.rows("fault")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such column");
  }
}
