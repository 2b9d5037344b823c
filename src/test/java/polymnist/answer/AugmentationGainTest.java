package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.answer.AugmentationGain.RegimeGain;

class AugmentationGainTest {
  private static final RegimeGain PASTED =
      gain("resnet", "fresh", 0.0092, 0.003, 0.0154, 147_000, 12);
  private static final RegimeGain COPIES =
      gain("resnet", "augmented", 0.0056, -0.002, 0.013, 49_100, 2);

  /** The plain one read 96.28 % after 49,000 images in 4 epochs. */
  private static RegimeGain gain(
      String model,
      String corpus,
      double difference,
      double lower,
      double upper,
      long seen,
      long epochs) {
    double pHolm = lower > 0 || upper < 0 ? 0.012 : 0.5;
    return new RegimeGain(
        model,
        corpus,
        0.9628,
        0.9628 + difference,
        new Difference(difference, lower, upper, pHolm),
        49_000,
        seen,
        4,
        epochs);
  }

  private static RegimeGain other(String model, double lower, double upper) {
    return gain(model, "augmented", (lower + upper) / 2, lower, upper, 49_000, 2);
  }

  private static Answer answer(RegimeGain... gains) {
    return new AugmentationGain("resnet", "fresh", List.of(gains)).answer();
  }

  @Test
  void nothingIsKnownWithoutComparison() {
    assertThat(answer().finding()).isEqualTo(Finding.NOT_MEASURED);
    assertThat(answer().sentence())
        .isEqualTo("No network was tested that was trained both without and with augmentation.");
  }

  @Test
  void aRegimeOfItsOwnHelpsAndSawMoreImages() {
    Answer answer = answer(PASTED);
    assertThat(answer.finding()).isEqualTo(Finding.BETTER);
    assertThat(answer.sentence())
        .isEqualTo(
            "resnet/fresh reads 97.2 % of the test images right,"
                + " resnet/corpus 96.3 %: +0.9 points (95 % interval +0.3 to +1.5, p = 0.01), augmentation"
                + " helps. It saw 3.0 times the images in training, 147 k in 12 epochs against"
                + " 49 k in 4.");
    assertThat(answer.figure()).isEqualTo("+0.9 points");
    assertThat(answer.detail())
        .isEqualTo(
            "augmentation helps: resnet/fresh against resnet/corpus, 95 % interval +0.3 to +1.5");
  }

  @Test
  void eachRegimeIsTold() {
    Answer answer = answer(COPIES, PASTED);
    assertThat(answer.finding()).isEqualTo(Finding.BETTER);
    assertThat(answer.sentence())
        .startsWith(
            "resnet/augmented reads 96.8 % of the test images right, resnet/corpus 96.3 %:"
                + " +0.6 points (95 % interval −0.2 to +1.3, p = 0.50), no difference shown. Both"
                + " saw 49 k images in training. resnet/fresh reads");
    assertThat(answer.figure()).isEqualTo("+0.9 points");
  }

  @Test
  void itHarms() {
    assertThat(answer(gain("resnet", "fresh", -0.02, -0.03, -0.01, 9_000, 1)).sentence())
        .contains("resnet/fresh reads")
        .contains("−2.0 points (95 % interval −3.0 to −1.0, p = 0.01), augmentation harms.")
        .contains("It saw 0.2 times the images in training, 9,000 in 1 epoch against 49 k in 4.");
  }

  @Test
  void noDifferenceIsShown() {
    assertThat(answer(COPIES).finding()).isEqualTo(Finding.NOT_SHOWN);
  }

  @Test
  void oneRegimeHelpsAndOneHarms() {
    assertThat(answer(PASTED, gain("resnet", "augmented", -0.02, -0.03, -0.01, 1, 1)).finding())
        .isEqualTo(Finding.MIXED);
  }

  /** The others say what they can. */
  @Test
  void withoutPlainTwinItIsNotClaimedForTheBest() {
    Answer answer = answer(other("mlp", 0.01, 0.03));
    assertThat(answer.finding()).isEqualTo(Finding.BETTER);
    assertThat(answer.figure()).isEmpty();
    assertThat(answer.sentence())
        .isEqualTo(
            "resnet was not trained both without and with augmentation. For mlp: augmentation helps.");
  }

  @Test
  void othersAreCounted() {
    assertThat(
            answer(
                    COPIES,
                    other("linear", -0.03, -0.01),
                    other("mlp", 0.01, 0.03),
                    other("vgg", -0.01, 0.02))
                .sentence())
        .endsWith(
            "Of 3 comparisons of other networks, augmentation helps in 1 and harms in 1; in 1 no"
                + " difference is shown.");
  }
}
