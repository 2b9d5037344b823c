package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void sharesArePercentWithAFixedCountOfDecimals() {
    assertThat(Shown.accuracy(0.98765)).isEqualTo("98.77\u00a0%");
    assertThat(Shown.share(0.98765)).isEqualTo("98.8\u00a0%");
    assertThat(Shown.interval(0.5, 1)).isEqualTo("50.00 to 100.00\u00a0%");
  }

  @Test
  void differencesCarryTheirSign() {
    assertThat(Shown.points(0.0123)).isEqualTo("+1.23\u00a0points");
    assertThat(Shown.points(-0.0123)).isEqualTo("−1.23\u00a0points");
    assertThat(Shown.points(-0.000001)).isEqualTo("0.00\u00a0points");
    assertThat(Shown.pointsInterval(-0.001, 0.017)).isEqualTo("−0.10 to +1.70");
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(Shown.accuracy(Double.NaN)).isEqualTo("–");
    assertThat(Shown.interval(0.5, Double.NaN)).isEqualTo("–");
    assertThat(Shown.points(Double.NaN)).isEqualTo("–");
    assertThat(Shown.pointsInterval(Double.NaN, 0.1)).isEqualTo("–");
    assertThat(Shown.decimal(Double.POSITIVE_INFINITY, 2)).isEqualTo("–");
    assertThat(Shown.pValue(Double.NaN)).isEqualTo("–");
    assertThat(Shown.pInWords(Double.NaN)).isEqualTo("p = –");
    assertThat(Shown.seconds(Double.NaN)).isEqualTo("–");
    assertThat(Shown.bytes(Double.NaN)).isEqualTo("–");
  }

  @Test
  void unitsSuitTheSize() {
    assertThat(Shown.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Shown.seconds(119.94)).isEqualTo("119.9\u00a0s");
    assertThat(Shown.seconds(150)).isEqualTo("2.5\u00a0min");
    assertThat(Shown.bytes(2411.4)).isEqualTo("2,411\u00a0B");
    assertThat(Shown.bytes(24_114)).isEqualTo("24.1\u00a0kB");
    assertThat(Shown.pValue(0.0471)).isEqualTo("0.047");
    assertThat(Shown.pValue(0.0004)).isEqualTo("< 0.001");
  }

  @Test
  void longNamesLoseTheirMiddle() {
    String shown = Shown.name("a".repeat(5_000) + "z".repeat(5_000));

    assertThat(shown).isEqualTo("a".repeat(39) + "…" + "z".repeat(39));
    assertThat(Shown.name("b".repeat(80))).isEqualTo("b".repeat(80));
  }

  @Test
  void aLongNameIsNotCutInsideACharacter() {
    String shown = Shown.name("\ud83d\ude00".repeat(100));

    assertThat(shown).isEqualTo("\ud83d\ude00".repeat(39) + "…" + "\ud83d\ude00".repeat(39));
  }

  @Test
  void namesCannotTurnTheLineOrHide() {
    assertThat(Shown.name("gnp\u202e.exe\u0000\n\u200b"))
        .isEqualTo("gnp\ufffd.exe\ufffd\ufffd\ufffd");
  }

  @Test
  void aNetworkSaysHowItWasTrained() {
    assertThat(Shown.network("vgg", "corpus")).isEqualTo("vgg");
    assertThat(Shown.network("vgg", "augmented")).isEqualTo("vgg with augmentation");
    assertThat(Shown.network("vgg", "other")).isEqualTo("vgg on other");
  }

  @Test
  void aSmallProbabilityIsSaidToBeBelowABound() {
    assertThat(Shown.pInWords(0.0004)).isEqualTo("p < 0.001");
    assertThat(Shown.pInWords(0.031)).isEqualTo("p = 0.031");
  }
}
