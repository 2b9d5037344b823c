package polymnist.report.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import polymnist.answer.AskedTables;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.FakeTables;

class StudyTest {
  private static final Query QUERY = new Query("SELECT a FROM models", Set.of("models"), Map.of());

  private static final Figure FIGURE =
      new Figure(
          "a", "A", true, QUERY, "nothing", rows -> List.of(new Paragraph(rows.get(0).text("a"))));

  private static List<Block> blocks(Study study) {
    return study.shown(new Chapter("c", "C", "", List.of(FIGURE))).get(0).blocks();
  }

  @Test
  void aFigureIsMadeOfTheRowsOfItsQuery() {
    Study study = new FakeTables().answer(QUERY.sql(), row("a", "seven")).study(QUERY, QUERY);

    assertThat(blocks(study)).containsExactly(new Paragraph("seven"));
    assertThat(blocks(new FakeTables().study(QUERY))).containsExactly(new Note("nothing"));
  }

  @Test
  void aFigureWithoutItsTableIsNotShownButNamed() {
    Study study = new FakeTables().without("models").study(QUERY);
    Chapter chapter = new Chapter("c", "C", "", List.of(FIGURE));

    assertThat(study.shown(chapter)).isEmpty();
    assertThat(study.missing(List.of(chapter))).isEqualTo(Map.of("models", List.of("A")));
  }

  @Test
  void aQueryThatSeveralFiguresHaveIsRunOnce() {
    AtomicInteger runs = new AtomicInteger();
    AskedTables tables =
        new AskedTables() {
          @Override
          public boolean has(String table) {
            return true;
          }

          @Override
          public List<TableRow> rows(String sql) {
            runs.incrementAndGet();
            return List.of();
          }
        };

    assertThat(new Study(tables, List.of(QUERY, QUERY)).rows(QUERY)).isEmpty();
    assertThat(runs).hasValue(1);
  }

  @Test
  void aTableThatCannotBeReadEndsTheReport() {
    AskedTables tables =
        new AskedTables() {
          @Override
          public boolean has(String table) {
            return true;
          }

          @Override
          public List<TableRow> rows(String sql) {
            throw new IllegalArgumentException("damaged");
          }
        };

    assertThatThrownBy(() -> new Study(tables, List.of(QUERY))).hasMessage("damaged");
  }

  @Test
  void networksAreNamedInRowsAndInRowsOfThem() {
    TableRow network = row("model", "vgg", "training_corpus", "fresh");
    TableRow named = row("first", network, "p", 0.5).withNetworks();

    assertThat(named.struct("first").network()).isEqualTo("vgg/fresh");
    assertThat(network.withNetworks().network()).isEqualTo("vgg/fresh");
  }
}
