package polymnist.report.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.FakeTables.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.FakeTables;

class StudyTest {
  private static final String QUERY = "SELECT a FROM models JOIN metrics\n";
  private static final List<String> TABLES = List.of("models", "metrics");

  @Test
  void aMissingTableIsASentenceThatNamesItsJob() {
    Study study = new FakeTables().without("metrics").answer(QUERY, row("a", 1)).study();

    assertThat(study.blocks(TABLES, QUERY, "none", answer -> List.of()))
        .containsExactly(
            new Note("The table metrics is not here yet: ./spark-submit.sh evaluate fills it."));
  }

  @Test
  void aTableIsThereWhenItWasPublished() {
    Study study = new FakeTables().without("metrics").study();

    assertThat(study.has("models")).isTrue();
    assertThat(study.has("metrics")).isFalse();
  }

  @Test
  void anAnswerWithoutRowsIsASentence() {
    Study study = new FakeTables().study();

    assertThat(study.blocks(TABLES, QUERY, "none", answer -> List.of()))
        .containsExactly(new Note("none"));
  }

  @Test
  void anAnswerIsPutIntoWords() {
    Study study = new FakeTables().answer(QUERY, row("a", 7)).study();

    assertThat(
            study.blocks(
                TABLES,
                QUERY,
                "none",
                answer -> List.of(new Paragraph(answer.rows().get(0).text("a")))))
        .containsExactly(new Paragraph("7"));
  }

  @Test
  void aCaptionHoldsTheQueryThatWasRun() {
    Study.QueryAnswer answer = new Study.QueryAnswer(List.of(row("a", 1)), TABLES, QUERY);

    assertThat(answer.caption("Words."))
        .isEqualTo(new Caption("Words.", "models, metrics", "SELECT a FROM models JOIN metrics"));
  }
}
