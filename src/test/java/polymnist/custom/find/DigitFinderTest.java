package polymnist.custom.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.custom.Sketch;
import polymnist.image.Image;

class DigitFinderTest {
  private static final Color GREY = new Color(150, 150, 150);

  private static Sketch paper() {
    return new Sketch(120, 120, Color.WHITE);
  }

  private static byte[] mask(Sketch sketch) {
    Finding finding = DigitFinder.find(sketch.image());
    assertThat(finding.status()).as("%s", finding.reason()).isEqualTo(ReadingStatus.DIGIT);
    return finding.mask();
  }

  /** The two on clean paper, with which disturbed ones are compared. */
  private static byte[] clean() {
    return mask(paper().two(Color.BLACK, 5, 40, 30, 1));
  }

  /** Pixels on which two masks disagree about ink, as a share of the first one's ink. */
  private static double difference(byte[] one, byte[] other) {
    int ink = 0;
    int different = 0;
    for (int i = 0; i < one.length; i++) {
      boolean inked = (one[i] & 0xff) > 128;
      ink += inked ? 1 : 0;
      different += inked == (other[i] & 0xff) > 128 ? 0 : 1;
    }
    return (double) different / ink;
  }

  @Test
  void inkAndGroundExchangedGiveTheSameMask() {
    assertThat(mask(new Sketch(120, 120, Color.BLACK).two(Color.WHITE, 5, 40, 30, 1)))
        .isEqualTo(clean());
  }

  @Test
  void aSmallDigitInACornerIsCentredAndLarge() {
    byte[] mask = mask(new Sketch(400, 300, Color.WHITE).two(Color.BLACK, 3, 340, 15, 0.8));
    double ink = 0;
    double down = 0;
    double across = 0;
    int top = 28;
    int bottom = 0;
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        int value = mask[y * 28 + x] & 0xff;
        ink += value;
        down += value * y;
        across += value * x;
        top = value > 0 ? Math.min(top, y) : top;
        bottom = value > 0 ? y : bottom;
      }
    }
    assertThat(down / ink).isCloseTo(13.5, within(0.1));
    assertThat(across / ink).isCloseTo(13.5, within(0.1));
    assertThat(bottom - top + 1).isBetween(20, 21);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.6", "3, 1", "14, 2"})
  void anyPenGivesAStrokeOfTwoToFourPixels(double pen, double scale) {
    byte[] mask = mask(new Sketch(160, 160, Color.WHITE).two(Color.BLACK, pen, 40, 20, scale));
    // The middle of the two is one slanted stroke.
    int inked = 0;
    for (int x = 0; x < 28; x++) {
      inked += (mask[14 * 28 + x] & 0xff) > 128 ? 1 : 0;
    }
    assertThat(inked).isBetween(2, 5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.35})
  void unevenLightHardlyMatters(double least) {
    byte[] dimmed = mask(paper().two(Color.DARK_GRAY, 5, 40, 30, 1).dimmed(least));
    assertThat(difference(clean(), dimmed)).isLessThan(0.1);
  }

  @Test
  void linesOfSquaredPaperThatCrossTheDigitAreLeftOut() {
    byte[] squared = mask(paper().squares(GREY, 25).two(Color.BLACK, 5, 40, 30, 1));
    assertThat(difference(clean(), squared)).isLessThan(0.2);
  }

  @Test
  void specksAndAShadowAlongTheBorderAreLeftOut() {
    byte[] soiled =
        mask(
            paper()
                .two(Color.BLACK, 5, 40, 30, 1)
                .stroke(Color.BLACK, 2, 100, 100, 100, 101)
                .stroke(Color.BLACK, 12, 0, 0, 0, 120));
    assertThat(difference(clean(), soiled)).isZero();
  }

  @Test
  void aBarApartFromTheBodyBelongsToTheDigit() {
    double[] body = {45, 52, 60, 48, 72, 60, 66, 80, 45, 84};
    byte[] whole =
        mask(paper().stroke(Color.BLACK, 4, body).stroke(Color.BLACK, 4, 44, 38, 74, 36));
    byte[] without = mask(paper().stroke(Color.BLACK, 4, body));
    assertThat(difference(without, whole)).isGreaterThan(0.5);
  }

  @Test
  void aDigitAsWideAsThePictureIsFound() {
    Sketch tight = new Sketch(34, 54, Color.WHITE).two(Color.BLACK, 4, 2, 2, 1);
    assertThat(difference(clean(), mask(tight))).isLessThan(0.25);
  }

  @ParameterizedTest
  @CsvSource({"255, 255", "0, 0", "128, 128", "200, 203"})
  void paperWithoutInkHasNoDigit(int ground, int blot) {
    Sketch blank =
        new Sketch(90, 70, new Color(ground, ground, ground))
            .stroke(new Color(blot, blot, blot), 9, 30, 30, 60, 50);
    Finding finding = DigitFinder.find(blank.image());
    assertThat(finding.status()).isEqualTo(ReadingStatus.NO_DIGIT);
    assertThat(finding.reason()).contains("no ink");
    assertThat(finding.mask()).isNull();
  }

  @Test
  void specksAloneAreNoDigit() {
    Sketch specks = new Sketch(300, 300, Color.WHITE);
    for (int at = 20; at < 300; at += 60) {
      specks.stroke(Color.BLACK, 3, at, 300 - at, at + 1, 300 - at);
    }
    assertThat(DigitFinder.find(specks.image()))
        .isEqualTo(
            Finding.without(
                ReadingStatus.NO_DIGIT, "shows specks only, nothing of a digit's size"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void tinyPicturesHaveNoDigit(int side) {
    assertThat(DigitFinder.find(Image.black(3, side, side)).status())
        .isEqualTo(ReadingStatus.NO_DIGIT);
  }

  @Test
  void digitsSideBySideAreSeveral() {
    Sketch two = paper().two(Color.BLACK, 4, 15, 30, 1).stroke(Color.BLACK, 4, 80, 30, 78, 80);
    assertThat(DigitFinder.find(two.image()))
        .isEqualTo(Finding.without(ReadingStatus.SEVERAL, "shows 2 digits"));
  }

  @Test
  void digitsBelowEachOtherAreSeveral() {
    Sketch two =
        new Sketch(100, 200, Color.WHITE)
            .two(Color.BLACK, 4, 30, 20, 1)
            .two(Color.BLACK, 4, 32, 110, 1);
    assertThat(DigitFinder.find(two.image()).status()).isEqualTo(ReadingStatus.SEVERAL);
  }
}
