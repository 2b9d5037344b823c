package polymnist.report.chapter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.report.block.BlockKinds.tables;
import static polymnist.report.block.FakeTables.row;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Line;
import polymnist.report.block.FakeTables;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Study;

class CalibrationChapterTest {
  @Test
  void coverageIsListedAtAFewShares() {
    TableRow[] rows =
        IntStream.rangeClosed(1, 100)
            .mapToObj(
                step ->
                    row(
                        "coverage",
                        step / 100.0,
                        "images",
                        10L * step,
                        "least_confidence",
                        1 - step / 200.0,
                        "accuracy",
                        1 - step / 1000.0,
                        "lower",
                        0.5,
                        "upper",
                        1.0))
            .toArray(TableRow[]::new);
    Study study = new FakeTables().answer(CalibrationChapter.BEST_COVERAGE, rows).study();

    assertThat(tables(new CalibrationChapter().blocks(study)).get(0).lines())
        .extracting(Line::head)
        .containsExactly(
            "100.0\u00a0%",
            "99.0\u00a0%",
            "98.0\u00a0%",
            "95.0\u00a0%",
            "90.0\u00a0%",
            "80.0\u00a0%",
            "50.0\u00a0%");
  }
}
