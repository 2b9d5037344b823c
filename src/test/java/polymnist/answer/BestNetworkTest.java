package polymnist.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BestNetworkTest {
  private static final Optional<Share> TESTED = Optional.of(new Share(0.972, 0.9602, 0.9804, 2500));

  private static BestNetwork best(int networks, Optional<Share> tested, Optional<Difference> next) {
    return new BestNetwork(
        networks, "resnet/fresh", 78_762, 31.4, tested, "resnet/augmented", next);
  }

  private static Optional<Difference> next(
      double difference, double lower, double upper, double pHolm) {
    return Optional.of(new Difference(difference, lower, upper, pHolm));
  }

  private static void says(BestNetwork best, Finding finding, String sentence) {
    assertThat(best.answer().finding()).isEqualTo(finding);
    assertThat(best.answer().sentence()).isEqualTo(sentence);
  }

  @Test
  void noNetwork() {
    says(BestNetwork.NONE, Finding.NOT_MEASURED, "No network has been trained.");
    assertThat(BestNetwork.NONE.answer().figure()).isEmpty();
  }

  @Test
  void oneThatWasNotTested() {
    says(
        best(1, Optional.empty(), Optional.empty()),
        Finding.NOT_MEASURED,
        "resnet/fresh is the only network; it has not been tested on other images. It has"
            + " 79 k weights and took 31 s to train.");
  }

  @Test
  void oneNetworkIsComparedWithNone() {
    says(
        best(1, Optional.of(new Share(1, 0.207, 1, 1)), Optional.empty()),
        Finding.ALONE,
        "resnet/fresh is the only network; it reads 100.0 % of 1 test image right (95 %"
            + " interval 20.7 to 100.0 %). It has 79 k weights and took 31 s to train.");
  }

  @Test
  void severalThatReadDifferentImagesAreNotCompared() {
    says(
        best(9, TESTED, Optional.empty()),
        Finding.ALONE,
        "Of 9 networks, resnet/fresh was the best on the validation images; it reads 97.2 %"
            + " of 2,500 test images right (95 % interval 96.0 to 98.0 %). It was compared with no"
            + " other network on the same images. It has 79 k weights and took 31 s to train.");
  }

  @Test
  void itIsBetterThanTheNext() {
    Answer answer = best(2, TESTED, next(0.0092, 0.003, 0.0154, 0.012)).answer();
    assertThat(answer.finding()).isEqualTo(Finding.BETTER);
    assertThat(answer.sentence())
        .contains(
            " It is better than the next, resnet/augmented: +0.9 points (95 % interval +0.3 to +1.5, p ="
                + " 0.01). It has");
    assertThat(answer.figure()).isEqualTo("97.2 %");
    assertThat(answer.detail()).isEqualTo("resnet/fresh, 95 % interval 96.0 to 98.0 %, n = 2,500");
  }

  @Test
  void itIsWorseThanTheNext() {
    Answer answer = best(2, TESTED, next(-0.02, -0.03, -0.01, 0.0001)).answer();
    assertThat(answer.finding()).isEqualTo(Finding.WORSE);
    assertThat(answer.sentence())
        .contains(
            " On these images the next, resnet/augmented, is better: −2.0 points (95 % interval −3.0 to"
                + " −1.0, p < 0.001).");
  }

  /** The interval shows a difference, but not the test that is corrected for all pairs. */
  @Test
  void noDifferenceIsShown() {
    Answer answer = best(9, TESTED, next(0.0092, 0.0001, 0.0183, 0.06)).answer();
    assertThat(answer.finding()).isEqualTo(Finding.NOT_SHOWN);
    assertThat(answer.sentence())
        .contains(
            " No difference is shown to the next, resnet/augmented: +0.9 points (95 % interval +0.0 to"
                + " +1.8, p = 0.06).");
  }
}
