package polymnist.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ticksAreRoundAndNotTooMany() {
    assertThat(new Axis("x", 0, 100, false).ticks(6)).containsExactly(0., 20., 40., 60., 80., 100.);
    assertThat(new Axis("x", 0.03, 0.97, false).ticks(3)).containsExactly(0.5);
    assertThat(new Axis("x", -1.2, 2.2, false).ticks(4)).containsExactly(-1., 0., 1., 2.);
    for (double most = 0.1; most < 1e7; most *= 1.7) {
      for (int atMost = 2; atMost <= 6; atMost++) {
        assertThat(new Axis("x", 0.01, most, false).ticks(atMost))
            .hasSizeLessThanOrEqualTo(atMost + 1);
      }
    }
  }

  @Test
  void betweenWholeNumbersTicksAreWhole() {
    assertThat(new Axis("epoch", 1, 3, false).ticks(6)).containsExactly(1., 2., 3.);
  }

  @Test
  void logarithmicTicksAreOneTwoFiveOrPowersOfTen() {
    Axis axis = new Axis("error", 1.5, 40, true);

    assertThat(axis.ticks(6)).containsExactly(2., 5., 10., 20.);
    assertThat(new Axis("error", 1, 1e6, true).ticks(6)).containsExactly(1., 100., 1e4, 1e6);
    assertThat(axis.place(1.5)).isZero();
    assertThat(axis.place(40)).isEqualTo(1);
    assertThat(new Axis("error", 1, 100, true).place(10)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void ticksHaveAZeroBeforeThePointAndNoMoreDecimalsThanTheyNeed() {
    Axis axis = new Axis("share", 0, 0.3, false);

    assertThat(axis.ticks(6).stream().map(axis::text))
        .containsExactly("0", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
    assertThat(new Axis("x", 0.5, 2000, true).text(0.5)).isEqualTo("0.5");
    assertThat(new Axis("x", 0.5, 2000, true).text(1000)).isEqualTo("1,000");
  }

  @Test
  void roomIsLeftAroundValuesAndNoneNeedsAny() {
    Axis axis = Axis.of("x", DoubleStream.of(10, Double.NaN, 20));

    assertThat(List.of(axis.least(), axis.most())).containsExactly(9.5, 20.5);
    assertThat(Axis.of("x", DoubleStream.empty()).most()).isGreaterThan(1);
    assertThat(Axis.of("x", DoubleStream.of(3, 3)).least()).isLessThan(3);
    assertThat(Axis.logarithmic("x", DoubleStream.of(0, -1)).least()).isPositive();
    assertThat(Axis.logarithmic("x", DoubleStream.of(0, 5)).most()).isGreaterThan(5);
  }

  @Test
  void anAxisGoesUp() {
    assertThatThrownBy(() -> new Axis("x", 2, 1, false)).hasMessageContaining("from 2.0 to 1.0");
    assertThatThrownBy(() -> new Axis("x", 0, 1, true)).hasMessageContaining("from 0.0 to 1.0");
  }
}
