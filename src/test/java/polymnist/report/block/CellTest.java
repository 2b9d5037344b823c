package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import polymnist.report.block.Block.Cell;

class CellTest {
  @Test
  void strengthIsOneOfTenSteps() {
    assertThat(Cell.shaded("7", "good", 0).shade()).isEmpty();
    assertThat(Cell.shaded("7", "good", -1).shade()).isEmpty();
    assertThat(Cell.shaded("7", "good", Double.NaN).shade()).isEmpty();
    assertThat(Cell.shaded("7", "good", 0.01).shade()).isEqualTo("good1");
    assertThat(Cell.shaded("7", "good", 0.5).shade()).isEqualTo("good5");
    assertThat(Cell.shaded("7", "notable", 7).shade()).isEqualTo("notable10");
  }
}
