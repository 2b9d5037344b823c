package polymnist.custom.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.custom.Sketch;
import polymnist.image.Image;
import polymnist.image.png.Png;

class NoDigitTest {
  private static Sketch paper() {
    return new Sketch(140, 140, Color.WHITE);
  }

  private static String reason(Image image) {
    Finding finding = DigitFinder.find(image);
    assertThat(finding.status()).isEqualTo(ReadingStatus.NO_DIGIT);
    return finding.reason();
  }

  /** A dot of a wide pen is a disc; from some size on only its edge is taken for ink. */
  @ParameterizedTest
  @ValueSource(ints = {20, 50, 70, 90})
  void aDiscIsNoDigit(int diameter) {
    assertThat(reason(paper().stroke(Color.BLACK, diameter, 70, 70, 70, 70.01).image()))
        .containsAnyOf("filled shape", "something large");
  }

  @Test
  void aBlockIsNoDigit() {
    Sketch block = paper();
    for (int y = 30; y < 110; y += 2) {
      block.stroke(Color.BLACK, 4, 30, y, 110, y);
    }
    assertThat(reason(block.image())).contains("something large");
  }

  @Test
  void aZigzagIsNoDigit() {
    double[] points = new double[24];
    for (int i = 0; i < 12; i++) {
      points[2 * i] = 15 + 10 * i;
      points[2 * i + 1] = i % 2 == 0 ? 30 : 110;
    }
    assertThat(reason(paper().stroke(Color.BLACK, 3, points).image())).contains("scribble");
  }

  @Test
  void aScribbleIsNoDigit() {
    SplittableRandom random = new SplittableRandom(3);
    double[] points = random.doubles(80, 20, 120).toArray();
    assertThat(reason(paper().stroke(Color.BLACK, 3, points).image())).contains("scribble");
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 100, 300})
  void noiseIsNoDigit(int side) {
    byte[] plane = new byte[side * side];
    new SplittableRandom(side).nextBytes(plane);
    assertThat(DigitFinder.find(new Image(1, side, side, plane)).status())
        .isNotEqualTo(ReadingStatus.DIGIT);
  }

  /** Waves across and down, as of cloth or water. */
  @Test
  void aWovenTextureIsNoDigit() {
    Image texture = Image.black(1, 120, 120);
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 120; x++) {
        texture.samples()[y * 120 + x] =
            (byte) (128 + 60 * Math.sin(x / 2.5) + 60 * Math.cos(y / 3.0));
      }
    }
    assertThat(DigitFinder.find(texture).status()).isNotEqualTo(ReadingStatus.DIGIT);
  }

  /**
   * Digits that come close to the rules, and letters of a digit's shape, which none tells apart.
   */
  static Stream<Arguments> digits() {
    List<Arguments> digits = new ArrayList<>();
    digits.add(Arguments.of("a thin one", paper().stroke(Color.BLACK, 2, 70, 20, 68, 120)));
    digits.add(Arguments.of("a thick one", paper().stroke(Color.BLACK, 18, 70, 40, 68, 100)));
    digits.add(Arguments.of("a round zero", paper().stroke(Color.BLACK, 8, circle(70, 70, 40))));
    digits.add(
        Arguments.of(
            "an eight of open loops",
            paper()
                .stroke(Color.BLACK, 4, circle(70, 42, 26))
                .stroke(Color.BLACK, 4, circle(70, 94, 26))));
    digits.add(
        Arguments.of(
            "the letter L", paper().stroke(Color.BLACK, 6, 50, 30, 50, 110, 50, 110, 95, 110)));
    digits.add(Arguments.of("a faint two", paper().two(new Color(200, 200, 200), 5, 50, 40, 1)));
    digits.add(
        Arguments.of(
            "a two in falling light",
            paper().two(new Color(60, 60, 60), 5, 50, 40, 1).dimmed(0.4)));
    return digits.stream();
  }

  private static double[] circle(double x, double y, double radius) {
    double[] points = new double[2 * 41];
    for (int i = 0; i <= 40; i++) {
      points[2 * i] = x + radius * Math.sin(Math.PI * i / 20);
      points[2 * i + 1] = y - radius * Math.cos(Math.PI * i / 20);
    }
    return points;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("digits")
  void whatMayBeADigitIsLeftToTheNetwork(String what, Sketch sketch) {
    assertThat(DigitFinder.find(sketch.image()).status()).as(what).isEqualTo(ReadingStatus.DIGIT);
  }

  /** A ring of radius 40 and width 10: 80 pi long in a box of 90. */
  @Test
  void aRingIsMeasured() {
    InkShape ring = InkShape.of(ink(paper().stroke(Color.BLACK, 10, circle(70, 70, 40))));
    assertThat(ring.length()).isCloseTo(80 * Math.PI / 90, within(0.3));
    assertThat(ring.widest()).isCloseTo(10.0 / 90, within(0.012));
    assertThat(ring.holes()).isEqualTo(1);
    assertThat(ring.parts()).isEqualTo(1);
  }

  private static Grey ink(Sketch sketch) {
    return DigitFinder.find(sketch.image()).ink();
  }

  /** The left half of a picture is ink up to column 19, of which only the last two are taken. */
  @Test
  void anEdgeHasInkBesideIt() {
    Image half = Image.black(1, 40, 40);
    float[] strength = new float[1600];
    for (int y = 0; y < 40; y++) {
      for (int x = 20; x < 40; x++) {
        half.samples()[y * 40 + x] = (byte) 255;
      }
      strength[y * 40 + 18] = 1;
      strength[y * 40 + 19] = 1;
    }
    Grey edge = new Grey(40, 40, strength);
    assertThat(Flanks.inked(edge, Grey.brightness(half))).isCloseTo(0.5, within(0.01));
    Image line = Png.of(Png.picture(Image.black(3, 40, 40)));
    for (int i = 0; i < 1600; i++) {
      for (int channel = 0; channel < 3; channel++) {
        line.samples()[channel * 1600 + i] = (byte) (strength[i] > 0 ? 0 : 255);
      }
    }
    assertThat(Flanks.inked(edge, Grey.brightness(line))).isZero();
  }

  @Test
  void anAnswerBelowTheLeastConfidenceIsNone() {
    double[] answer = {0.1, 0.1, 0.25, 0.1, 0.05, 0.1, 0.1, 0.1, 0.05, 0.05};
    assertThat(NoDigit.answer(answer, 0.25)).isEmpty();
    assertThat(NoDigit.answer(answer, 0.3)).get().asString().contains("2, only 0.25");
  }
}
