package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.network.Lenet;
import polymnist.network.Linear;
import polymnist.network.kernel.Precision;

class LayerProfileTest {
  @Test
  void allPartsOfAStepAreTimedInTheirOrderAndAreTheWhole() {
    List<LayerTimeRow> rows =
        LayerProfile.of("small", new Lenet(4, 4, 8), Precision.FLOAT, 16, 0.2, 1e12);

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
    assertThat(rows.stream().mapToDouble(LayerTimeRow::share).sum()).isGreaterThan(1 - 1e-9);
    // 24x24 outputs of 4 channels, each of 3 * 5x5 products.
    LayerTimeRow first = rows.get(1);
    assertThat(first.shareOfPeak() * 1e12 * first.microseconds() / 1e6)
        .isCloseTo(24 * 24 * 4 * 75, within(1.0));
    assertThat(rows.get(0).shareOfPeak()).isNaN();
  }

  /** A step of 3 s after an input of 2 s: its one layer takes 1 s, all else is the update's. */
  @Test
  void whatNoLayerTakesOfAStepIsTheUpdates() {
    assertThat(shares(Map.of("input", 2.0, "step", 3.0, "classes backward", 1.0)))
        .containsExactly(0.4, 0.2, 0.4);
  }

  /** Layers that take longer one by one than the step as a whole leave nothing, not less. */
  @Test
  void anUpdateDoesNotTakeLessThanNothing() {
    assertThat(shares(Map.of("input", 2.0, "step", 3.0, "classes backward", 4.0)))
        .containsExactly(0.4, 0.8, 0.0);
  }

  /** Each was timed three times, once with an interruption. */
  private static List<Double> shares(Map<String, Double> medians) {
    Map<String, List<Double>> seconds = new HashMap<>();
    medians.forEach((part, median) -> seconds.put(part, List.of(median, 0.0, 100.0)));
    return new LayerProfile(seconds)
        .rows("one", new Linear(), Precision.FLOAT, 16, 1e12).stream()
            .map(LayerTimeRow::share)
            .toList();
  }
}
