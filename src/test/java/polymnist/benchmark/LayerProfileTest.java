package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.network.Lenet;

class LayerProfileTest {
  @Test
  void allPartsOfAStepAreTimedInTheirOrderAndAreTheWhole() {
    List<LayerTimeRow> rows = LayerProfile.of("small", new Lenet(4, 4, 8), 16, 0.2, 1e12);

    assertThat(rows)
        .extracting(row -> row.part() + ", " + row.pass())
        .containsExactly(
            "input, step",
            "conv1, forward",
            "conv1, backward",
            "conv2, forward",
            "conv2, backward",
            "dense, forward",
            "dense, backward",
            "classes, forward and backward",
            "update, step");
    assertThat(rows)
        .extracting(LayerTimeRow::microseconds)
        .allSatisfy(m -> assertThat(m).isFinite());
    assertThat(rows.stream().mapToDouble(LayerTimeRow::share).sum()).isCloseTo(1, within(0.5));
    // 24x24 outputs of 4 channels, each of 3 * 5x5 products.
    LayerTimeRow first = rows.get(1);
    assertThat(first.shareOfPeak() * 1e12 * first.microseconds() / 1e6)
        .isCloseTo(24 * 24 * 4 * 75, within(1.0));
    assertThat(rows.get(0).shareOfPeak()).isNaN();
  }
}
