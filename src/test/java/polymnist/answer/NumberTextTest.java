package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {
  /** Half a point itself is not wide. */
  @Test
  void aWideIntervalLeavesOneDecimal() {
    assertThat(NumberText.percent(0.97234, 0.96, 0.98)).isEqualTo("97.2 %");
    assertThat(NumberText.percents(0.96049, 0.98051)).isEqualTo("96.0 to 98.1 %");
    assertThat(NumberText.percent(0.97234, 0.971, 0.975)).isEqualTo("97.23 %");
    assertThat(NumberText.percents(0.971, 0.975)).isEqualTo("97.10 to 97.50 %");
  }

  @Test
  void whatRoundsToZeroHasASignInAnIntervalAlone() {
    assertThat(NumberText.points(0.0092, 0.003, 0.0154)).isEqualTo("+0.9 points");
    assertThat(NumberText.pointsInterval(-0.0004, 0.0436)).isEqualTo("−0.0 to +4.4");
    assertThat(NumberText.points(0, -0.01, 0.01)).isEqualTo("0.0 points");
    assertThat(NumberText.points(-0.0004, -0.01, 0.01)).isEqualTo("0.0 points");
    assertThat(NumberText.points(0.0004, -0.01, 0.01)).isEqualTo("0.0 points");
    assertThat(NumberText.points(-0.0004, -0.001, 0.001)).isEqualTo("−0.04 points");
  }

  @Test
  void aProbabilityHasWhatDecides() {
    assertThat(NumberText.probability(0.0313)).isEqualTo("p = 0.03");
    assertThat(NumberText.probability(0.0042)).isEqualTo("p = 0.004");
    assertThat(NumberText.probability(0.00099)).isEqualTo("p < 0.001");
    assertThat(NumberText.probability(1)).isEqualTo("p = 1.00");
  }

  @Test
  void countsAreOneOrMany() {
    assertThat(NumberText.counted(1, "image")).isEqualTo("1 image");
    assertThat(NumberText.counted(0, "image")).isEqualTo("0 images");
    assertThat(NumberText.counted(2500, "image")).isEqualTo("2,500 images");
  }

  @Test
  void manyAreRounded() {
    assertThat(NumberText.rounded(9999)).isEqualTo("9,999");
    assertThat(NumberText.rounded(78_762)).isEqualTo("79 k");
    assertThat(NumberText.rounded(2_608_448)).isEqualTo("2.6 M");
    assertThat(NumberText.rounded(999_600)).isEqualTo("1.0 M");
    assertThat(NumberText.seconds(31.4)).isEqualTo("31 s");
    assertThat(NumberText.seconds(150)).isEqualTo("2.5 min");
  }
}
