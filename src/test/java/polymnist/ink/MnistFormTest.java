package polymnist.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MnistFormTest {
  /** A bar of ink in a field of the given size. */
  private static Grey bar(int height, int width, BoundingBox ink) {
    Grey grey = new Grey(height, width, new float[height * width]);
    for (int y = ink.top(); y <= ink.bottom(); y++) {
      for (int x = ink.left(); x <= ink.right(); x++) {
        grey.values()[y * width + x] = 1;
      }
    }
    return grey;
  }

  @Test
  void aBarFillsTwentyRowsInTheMiddle() {
    byte[] digit = MnistForm.of(bar(60, 40, new BoundingBox(5, 30, 44, 34)));
    for (int y = 0; y < 28; y++) {
      boolean inked = (digit[y * 28 + 13] & 0xff) > 128;
      assertThat(inked).as("row %d", y).isEqualTo(y >= 4 && y < 24);
    }
  }

  @Test
  void leftAndRightOfABarAreAlike() {
    byte[] digit = MnistForm.of(bar(60, 40, new BoundingBox(5, 30, 44, 34)));
    for (int x = 0; x < 14; x++) {
      int left = digit[14 * 28 + x] & 0xff;
      int right = digit[14 * 28 + 27 - x] & 0xff;
      assertThat(left).as("column %d", x).isBetween(right - 3, right + 3);
    }
  }

  @Test
  void aHairlineStaysVisible() {
    byte[] digit = MnistForm.of(bar(400, 100, new BoundingBox(20, 50, 379, 50)));
    assertThat(digit[14 * 28 + 13] & 0xff).isGreaterThan(128);
  }

  @Test
  void nothingIsCutOffWhereTheMassIsFarFromTheMiddle() {
    Grey heavyBelow = bar(100, 100, new BoundingBox(80, 10, 95, 90));
    for (int y = 5; y < 80; y++) {
      heavyBelow.values()[y * 100 + 50] = 1;
    }
    byte[] digit = MnistForm.of(heavyBelow);
    int top = 0;
    while (Arrays.equals(new byte[28], Arrays.copyOfRange(digit, top * 28, top * 28 + 28))) {
      top++;
    }
    assertThat(top).isBetween(0, 2);
    // The lowest row of ink, 20 further down, is in the picture as well.
    assertThat(digit[(top + 18) * 28 + 14] & 0xff).isEqualTo(255);
  }

  /** The rows or columns, 0 to 27, between which a digit has ink. */
  private static int[] extent(byte[] digit, boolean rows) {
    int first = 28;
    int last = -1;
    for (int i = 0; i < digit.length; i++) {
      if ((digit[i] & 0xff) > 128) {
        int at = rows ? i / 28 : i % 28;
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    }
    return new int[] {first, last};
  }

  /** The mean column of a row's ink. */
  private static double middle(byte[] digit, int row) {
    double sum = 0;
    double ink = 0;
    for (int x = 0; x < 28; x++) {
      sum += x * (digit[row * 28 + x] & 0xff);
      ink += digit[row * 28 + x] & 0xff;
    }
    return sum / ink;
  }

  @Test
  void aTurnLeansTheTopOfABarToTheLeft() {
    Grey upright = bar(60, 40, new BoundingBox(5, 18, 44, 22));
    byte[] turned = MnistForm.of(upright, new Distortion(1, 10, 0, 1));
    // 16 rows up, a line turned by 10 degrees is 16 tan 10 = 2.8 columns further left.
    assertThat(middle(turned, 22) - middle(turned, 6)).isBetween(2.4, 3.2);
  }

  @Test
  void aRiseLiftsTheRightOfALevelBarAndKeepsAnUprightOneUpright() {
    byte[] level =
        MnistForm.of(bar(40, 60, new BoundingBox(18, 5, 22, 44)), new Distortion(1, 0, 10, 1));
    assertThat(level[11 * 28 + 22] & 0xff).isGreaterThan(128);
    assertThat(level[16 * 28 + 22] & 0xff).isLessThan(128);
    byte[] upright =
        MnistForm.of(bar(60, 40, new BoundingBox(5, 18, 44, 22)), new Distortion(1, 0, 10, 1));
    assertThat(middle(upright, 22) - middle(upright, 6)).isBetween(-0.2, 0.2);
  }

  @Test
  void sizeAndStrokeAreFactors() {
    Grey bar = bar(60, 40, new BoundingBox(5, 17, 44, 22));
    int[] small = extent(MnistForm.of(bar, new Distortion(1, 0, 0, 0.8)), true);
    assertThat(small[1] - small[0] + 1).isEqualTo(16);
    int[] thin = extent(MnistForm.of(bar, new Distortion(0.7, 0, 0, 1)), false);
    int[] thick = extent(MnistForm.of(bar, new Distortion(1.6, 0, 0, 1)), false);
    assertThat(thin[1] - thin[0] + 1).isEqualTo(2);
    assertThat(thick[1] - thick[0] + 1).isBetween(4, 6);
  }

  @Test
  void noInkIsNoDigit() {
    assertThatThrownBy(() -> MnistForm.of(new Grey(10, 10, new float[100])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the digit has no ink");
  }
}
