package polymnist.ink.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.ink.BoundingBox;
import polymnist.ink.Candidate;
import polymnist.ink.Grey;
import polymnist.ink.InkWay;

class ChoiceTest {
  private static final double[] UNSURE = sure(0, 0.1);

  /** Probabilities with one digit's given and the rest shared by the others. */
  static double[] sure(int digit, double probability) {
    double[] probabilities = new double[10];
    Arrays.fill(probabilities, (1 - probability) / 9);
    probabilities[digit] = probability;
    return probabilities;
  }

  /** Ink in a box, found alone in one way. */
  static Candidate ink(BoundingBox box) {
    return new Candidate(
        new InkWay(InkWay.Field.DARK, InkWay.Threshold.MIDDLE, InkWay.Parts.ONE),
        1,
        box,
        new Grey(1, 1, new float[] {1}),
        new byte[784],
        box.longestSide() / 100.0,
        0.5,
        0.8,
        0);
  }

  @Test
  void aSureDetectorTakesInkForADigitAndAnEvenOneForNone() {
    assertThat(Choice.digitness(sure(3, 1))).isEqualTo(1);
    assertThat(Choice.digitness(UNSURE)).isCloseTo(0, within(1e-12));
    assertThat(Choice.digitness(sure(3, 0.55))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void detectorAndNetworkTogetherAreSurerThanEach() {
    double[] combined = Choice.combine(sure(3, 0.55), sure(3, 0.55));
    // The product gives 0.55 * 0.55 against nine times 0.05 * 0.05, of which a half counts.
    double product = 0.3025 / (0.3025 + 9 * 0.0025);
    assertThat(combined[3]).isCloseTo(product / 2 + 0.05, within(1e-9));
    assertThat(Arrays.stream(combined).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatTheDetectorTakesForNoneIsNoDigitHoweverSureTheNetworkIs() {
    for (double probability : Choice.combine(UNSURE, sure(7, 0.999))) {
      assertThat(probability).isCloseTo(0.1, within(1e-9));
    }
  }

  @Test
  void answersAreMixedByTheirProbabilities() {
    double[] mixed = Choice.mix(new double[] {0.6, 0.2}, new double[][] {sure(1, 1), sure(2, 1)});
    assertThat(mixed[1]).isCloseTo(0.75, within(1e-12));
    assertThat(mixed[2]).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void theLikeliestComeFirstAndOneIsAlwaysThere() {
    double[] probabilities = {0.1, 0.6, 0.01, 0.29};
    assertThat(Choice.likeliest(probabilities, 4, 0.05)).containsExactly(1, 3, 0);
    assertThat(Choice.likeliest(probabilities, 2, 0.05)).containsExactly(1, 3);
    assertThat(Choice.likeliest(probabilities, 4, 0.9)).containsExactly(1);
  }

  @Test
  void twoDigitsSideBySideAreSeveral() {
    List<Candidate> candidates =
        List.of(ink(new BoundingBox(0, 0, 49, 29)), ink(new BoundingBox(0, 40, 49, 69)));
    double[][] detected = {sure(5, 0.99), sure(4, 0.99)};
    assertThat(Choice.digits(candidates, detected, 0, 0.9)).isEqualTo(2);
    assertThat(Choice.digits(candidates, new double[][] {sure(5, 0.99), UNSURE}, 0, 0.9))
        .isEqualTo(1);
  }

  @Test
  void aStrokeBesideADigitIsNoSecondOneWhereBothAreADigit() {
    // The bar of a five, apart from it: both together are a five, too.
    List<Candidate> candidates =
        List.of(
            ink(new BoundingBox(0, 0, 49, 29)),
            ink(new BoundingBox(0, 40, 49, 69)),
            ink(new BoundingBox(0, 0, 49, 69)));
    double[][] detected = {sure(5, 0.99), sure(1, 0.99), sure(5, 0.99)};
    assertThat(Choice.digits(candidates, detected, 0, 0.9)).isEqualTo(1);
    detected[2] = UNSURE;
    assertThat(Choice.digits(candidates, detected, 0, 0.9)).isEqualTo(2);
  }

  @Test
  void twoStrokesAboveEachOtherAreABrokenOneAndOtherDigitsAreSeveral() {
    List<Candidate> candidates =
        List.of(ink(new BoundingBox(0, 0, 49, 9)), ink(new BoundingBox(70, 0, 119, 9)));
    assertThat(Choice.digits(candidates, new double[][] {sure(1, 0.99), sure(1, 0.99)}, 0, 0.9))
        .isEqualTo(1);
    assertThat(Choice.digits(candidates, new double[][] {sure(1, 0.99), sure(5, 0.99)}, 0, 0.9))
        .isEqualTo(2);
  }

  @Test
  void inkAlongTheBorderIsWorthLessThanInkThatTouchesIt() {
    assertThat(Choice.digitness(Choice.discountBorder(onBorder(0.5), sure(7, 1))))
        .isCloseTo(1, within(1e-12));
    assertThat(Choice.digitness(Choice.discountBorder(onBorder(0.75), sure(7, 1))))
        .isCloseTo(0.5, within(1e-12));
    assertThat(Choice.digitness(Choice.discountBorder(onBorder(1), sure(1, 1))))
        .isCloseTo(0, within(1e-12));
  }

  private static Candidate onBorder(double share) {
    Candidate ink = ink(new BoundingBox(0, 0, 49, 29));
    return new Candidate(
        ink.way(),
        1,
        ink.box(),
        ink.ink(),
        ink.mask(),
        ink.size(),
        ink.share(),
        ink.contrast(),
        share);
  }

  @Test
  void somethingMuchSmallerIsNoSecondDigit() {
    List<Candidate> candidates =
        List.of(ink(new BoundingBox(0, 0, 49, 29)), ink(new BoundingBox(30, 40, 49, 49)));
    double[][] detected = {sure(5, 0.99), sure(1, 0.99)};
    assertThat(Choice.digits(candidates, detected, 0, 0.9)).isEqualTo(1);
  }
}
