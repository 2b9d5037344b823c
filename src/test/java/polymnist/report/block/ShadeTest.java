package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadeTest {
  private static final int[] LIGHT_GROUND = {0xff, 0xff, 0xff};
  private static final int[] LIGHT_INK = {0x1b, 0x1e, 0x24};
  private static final int[] DARK_GROUND = {0x14, 0x17, 0x1c};
  private static final int[] DARK_INK = {0xe6, 0xe9, 0xee};

  /** The least ratio that W3C's Web Content Accessibility Guidelines 2.2 ask of text, level AA. */
  private static final double READABLE = 4.5;

  @Test
  void strengthIsHeldBetweenNoneAndHalf() {
    assertThat(Shade.good(0)).isEmpty();
    assertThat(Shade.good(-1)).isEmpty();
    assertThat(Shade.good(Double.NaN)).isEmpty();
    assertThat(Shade.good(0.5)).isEqualTo("background-color:rgba(37,99,235,0.250)");
    assertThat(Shade.notable(7)).isEqualTo("background-color:rgba(220,80,30,0.500)");
  }

  @Test
  void textOnTheDeepestShadesIsReadable() {
    for (String style : new String[] {Shade.good(1), Shade.notable(1)}) {
      assertThat(contrast(style, LIGHT_GROUND, LIGHT_INK)).isGreaterThan(READABLE);
      assertThat(contrast(style, DARK_GROUND, DARK_INK)).isGreaterThan(READABLE);
    }
  }

  private static double contrast(String style, int[] ground, int[] ink) {
    Matcher colour = Pattern.compile("rgba\\((\\d+),(\\d+),(\\d+),([0-9.]+)\\)").matcher(style);
    assertThat(colour.find()).isTrue();
    double opacity = Double.parseDouble(colour.group(4));
    int[] mixed =
        IntStream.range(0, 3)
            .map(
                i ->
                    (int)
                        Math.round(
                            opacity * Integer.parseInt(colour.group(i + 1))
                                + (1 - opacity) * ground[i]))
            .toArray();
    double one = luminance(mixed) + 0.05;
    double other = luminance(ink) + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  private static double luminance(int[] colour) {
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  }

  private static double linear(int sample) {
    double share = sample / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
