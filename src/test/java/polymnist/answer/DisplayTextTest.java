package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayTextTest {
  @Test
  void sharesArePercentWithAFixedCountOfDecimals() {
    assertThat(DisplayText.accuracy(0.98765)).isEqualTo("98.77\u00a0%");
    assertThat(DisplayText.share(0.98765)).isEqualTo("98.8\u00a0%");
    assertThat(DisplayText.interval(0.5, 1)).isEqualTo("50.00 to 100.00\u00a0%");
  }

  @Test
  void differencesCarryTheirSign() {
    assertThat(DisplayText.points(0.0123)).isEqualTo("+1.23\u00a0points");
    assertThat(DisplayText.points(-0.0123)).isEqualTo("−1.23\u00a0points");
    assertThat(DisplayText.points(-0.000001)).isEqualTo("0.00\u00a0points");
    assertThat(DisplayText.points(0.000001)).isEqualTo("0.00\u00a0points");
    assertThat(DisplayText.signed(-0.00004, 4)).isEqualTo("0.0000");
    assertThat(DisplayText.signed(-1234.5, 1)).isEqualTo("−1,234.5");
    assertThat(DisplayText.decimal(-0.004, 2)).isEqualTo("0.00");
    assertThat(DisplayText.pointsInterval(-0.001, 0.017)).isEqualTo("−0.10 to +1.70");
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(DisplayText.accuracy(Double.NaN)).isEqualTo("–");
    assertThat(DisplayText.interval(0.5, Double.NaN)).isEqualTo("–");
    assertThat(DisplayText.points(Double.NaN)).isEqualTo("–");
    assertThat(DisplayText.pointsInterval(Double.NaN, 0.1)).isEqualTo("–");
    assertThat(DisplayText.decimal(Double.POSITIVE_INFINITY, 2)).isEqualTo("–");
    assertThat(DisplayText.pValue(Double.NaN)).isEqualTo("–");
    assertThat(DisplayText.seconds(Double.NaN)).isEqualTo("–");
    assertThat(DisplayText.bytes(Double.NaN)).isEqualTo("–");
  }

  @Test
  void unitsSuitTheSize() {
    assertThat(DisplayText.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(DisplayText.seconds(119.94)).isEqualTo("119.9\u00a0s");
    assertThat(DisplayText.seconds(150)).isEqualTo("2.5\u00a0min");
    assertThat(DisplayText.bytes(2411.4)).isEqualTo("2,411\u00a0B");
    assertThat(DisplayText.bytes(24_114)).isEqualTo("24.1\u00a0kB");
    assertThat(DisplayText.pValue(0.0471)).isEqualTo("0.047");
    assertThat(DisplayText.pValue(0.0004)).isEqualTo("< 0.001");
  }

  @Test
  void longNamesLoseTheirMiddle() {
    String shown = DisplayText.name("a".repeat(5_000) + "z".repeat(5_000));

    assertThat(shown).isEqualTo("a".repeat(39) + "…" + "z".repeat(39));
    assertThat(DisplayText.name("b".repeat(80))).isEqualTo("b".repeat(80));
  }

  @Test
  void aLongNameIsNotCutInsideACharacter() {
    String shown = DisplayText.name("\ud83d\ude00".repeat(100));

    assertThat(shown).isEqualTo("\ud83d\ude00".repeat(39) + "…" + "\ud83d\ude00".repeat(39));
  }

  @Test
  void namesCannotTurnTheLineOrHide() {
    assertThat(DisplayText.name("gnp\u202e.exe\u0000\n\u200b"))
        .isEqualTo("gnp\ufffd.exe\ufffd\ufffd\ufffd");
  }

  @Test
  void aSentenceIsShownWhole() {
    assertThat(DisplayText.sentence("does not decode:\n" + "b".repeat(200)))
        .isEqualTo("does not decode:\ufffd" + "b".repeat(200));
  }
}
