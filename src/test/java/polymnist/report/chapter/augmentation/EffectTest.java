package polymnist.report.chapter.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectTest {
  @Test
  void anIntervalThatSpansZeroShowsNoDifference() {
    assertThat(new Effect(0.01, -0.001, 0.02, "augmentation helps").verdict())
        .isEqualTo("no difference shown");
    assertThat(new Effect(0.01, 0, 0.02, "").verdict()).isEqualTo("no difference shown");
  }

  @Test
  void anIntervalBesideZeroTakesASide() {
    assertThat(new Effect(0.01, 0.001, 0.02, "").verdict()).isEqualTo("augmentation helps");
    assertThat(new Effect(-0.01, -0.02, -0.001, "").verdict()).isEqualTo("augmentation harms");
  }

  @Test
  void aTableThatShowsNoDifferenceIsNotOverruled() {
    assertThat(new Effect(0.01, 0.001, 0.02, "no difference shown").verdict())
        .isEqualTo("no difference shown");
  }

  @Test
  void withoutAnIntervalNothingIsClaimed() {
    assertThat(new Effect(0.01, Double.NaN, Double.NaN, "").verdict())
        .isEqualTo("how sure this is, is not known");
  }
}
