package polymnist.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalsTest {
  /** Ends of Wilson's interval solve (share - p)² = z² p (1 - p) / n. */
  @Test
  void wilsonsEndsSolveTheirEquation() {
    for (long[] count : new long[][] {{1, 10}, {9, 10}, {500, 1000}, {9900, 10_000}}) {
      double share = count[0] / (double) count[1];
      for (double p :
          new double[] {Wilson.lower(count[0], count[1]), Wilson.upper(count[0], count[1])}) {
        assertThat((share - p) * (share - p))
            .isEqualTo(Wilson.Z * Wilson.Z * p * (1 - p) / count[1], within(1e-12));
      }
    }
  }

  @Test
  void wilsonStaysWithinZeroAndOneAndIsNullOfNothing() {
    assertThat(Wilson.lower(0, 10)).isZero();
    assertThat(Wilson.upper(10, 10)).isEqualTo(1);
    assertThat(Wilson.lower(0, 0)).isNull();
    assertThat(Wilson.upper(0, 0)).isNull();
  }

  /** Of 10 discordant images 1 against 9: 2 (1 + 10) / 1024. */
  @Test
  void mcNemarsTestIsExact() {
    assertThat(new PairedTest(1, 9, 100, 1).probability()).isEqualTo(22 / 1024.0, within(1e-12));
    assertThat(new PairedTest(5, 5, 100, 1).probability()).isEqualTo(1, within(1e-12));
    assertThat(new PairedTest(0, 0, 100, 1).probability()).isEqualTo(1);
  }

  @Test
  void theVerdictFollowsTheInterval() {
    assertThat(verdict(new PairedTest(10, 60, 1000, 1))).isEqualTo(Verdict.HELPS);
    assertThat(verdict(new PairedTest(60, 10, 1000, 1))).isEqualTo(Verdict.HARMS);
    PairedTest even = new PairedTest(20, 22, 1000, 1);
    assertThat(verdict(even)).isEqualTo(Verdict.NONE);
    assertThat(even.lower()).isNegative();
    assertThat(even.upper()).isPositive();
  }

  /** Worked out by hand: (60 - 10) / 1002 and z sqrt(71 - 50² / 1002) / 1002. */
  @Test
  void thePairedIntervalIsAgrestisAndMins() {
    PairedTest test = new PairedTest(10, 60, 1000, 1);
    double half = 1.959963984540054 * Math.sqrt(71 - 2500 / 1002.0) / 1002;
    assertThat(test.lower()).isEqualTo(50 / 1002.0 - half, within(1e-12));
    assertThat(test.upper()).isEqualTo(50 / 1002.0 + half, within(1e-12));
    assertThat(test.difference()).isEqualTo(0.05);
  }

  private static Verdict verdict(PairedTest test) {
    return Verdict.of(test.lower(), test.upper(), test.probability());
  }

  @Test
  void aDifferenceThatTheCorrectedTestDoesNotShowIsNone() {
    assertThat(Verdict.of(0.01, 0.05, 0.051)).isEqualTo(Verdict.NONE);
    assertThat(Verdict.of(0.01, 0.05, 0.05)).isEqualTo(Verdict.HELPS);
    assertThat(Verdict.of("augmentation harms")).isEqualTo(Verdict.HARMS);
    assertThatThrownBy(() -> Verdict.of("augmentation hurts"))
        .hasMessage("no verdict says 'augmentation hurts'");
  }
}
