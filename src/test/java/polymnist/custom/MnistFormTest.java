package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MnistFormTest {
  /** A bar of ink in a field of the given size. */
  private static Grey bar(int height, int width, Box ink) {
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
    byte[] digit = MnistForm.of(bar(60, 40, new Box(5, 30, 44, 34)));
    for (int y = 0; y < 28; y++) {
      boolean inked = (digit[y * 28 + 13] & 0xff) > 128;
      assertThat(inked).as("row %d", y).isEqualTo(y >= 4 && y < 24);
    }
  }

  @Test
  void leftAndRightOfABarAreAlike() {
    byte[] digit = MnistForm.of(bar(60, 40, new Box(5, 30, 44, 34)));
    for (int x = 0; x < 14; x++) {
      int left = digit[14 * 28 + x] & 0xff;
      int right = digit[14 * 28 + 27 - x] & 0xff;
      assertThat(left).as("column %d", x).isBetween(right - 3, right + 3);
    }
  }

  @Test
  void aHairlineStaysVisible() {
    byte[] digit = MnistForm.of(bar(400, 100, new Box(20, 50, 379, 50)));
    assertThat(digit[14 * 28 + 13] & 0xff).isGreaterThan(128);
  }

  @Test
  void nothingIsCutOffWhereTheMassIsFarFromTheMiddle() {
    Grey heavyBelow = bar(100, 100, new Box(80, 10, 95, 90));
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

  @Test
  void noInkIsNoDigit() {
    assertThatThrownBy(() -> MnistForm.of(new Grey(10, 10, new float[100])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the digit has no ink");
  }
}
