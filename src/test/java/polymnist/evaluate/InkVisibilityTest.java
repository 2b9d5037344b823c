package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;

class InkVisibilityTest {
  private static final int SIDE = POLYMNIST.side();
  private static final int PIXELS = SIDE * SIDE;

  /**
   * In a bar of four rows pixels are half a pixel and one and a half from its edge: one on average.
   */
  @Test
  void aStrokeIsAsWideAsItIs() {
    assertThat(InkVisibility.of(bar(4), even(100)).meanStrokeWidth()).isEqualTo(4, within(1e-12));
    assertThat(InkVisibility.of(bar(2), even(100)).meanStrokeWidth()).isEqualTo(2, within(1e-12));
  }

  /** 100 becomes 155 under the ink; an even ground has no steps, which count as one. */
  @Test
  void anOutlineOnAnEvenGroundShows() {
    assertThat(InkVisibility.of(bar(4), pasted(bar(4), even(100))).visibility())
        .isEqualTo(55, within(1e-12));
  }

  @Test
  void onMiddleGreyADigitDoesNotShow() {
    InkVisibility ink = InkVisibility.of(bar(4), pasted(bar(4), even(127)));

    assertThat(ink.visibility()).isEqualTo(1).isLessThan(InkVisibility.MIN_VISIBILITY);
  }

  /**
   * Columns of 60 and 110 in turn: across the outline 195 - 60 and 145 - 110, within the ground 50
   * sideways and 0 downwards, of which there are 24 x 27 and 22 x 28.
   */
  @Test
  void onARestlessGroundADigitShowsLess() {
    Image ground = Image.black(1, SIDE, SIDE);
    for (int i = 0; i < PIXELS; i++) {
      ground.samples()[i] = (byte) (i % 2 == 0 ? 60 : 110);
    }
    double outline = (135 + 35) / 2.0;
    double within = 50 * (24 * 27) / (24 * 27 + 22 * 28.0);

    assertThat(InkVisibility.of(bar(4), pasted(bar(4), ground)).visibility())
        .isEqualTo(outline / within, within(1e-12));
  }

  @Test
  void withoutInkThereIsNothingToMeasure() {
    assertThat(InkVisibility.of(new boolean[PIXELS], even(100))).isNull();
    assertThatThrownBy(() -> InkVisibility.of(new boolean[4], even(100)))
        .hasMessage("a mask of 4 pixels does not fit Image[1,28,28]");
  }

  @Test
  void aDigitIsLookedUpInTheSetOfItsImage() {
    SourceDigits digits = new SourceDigits(mnist(bar(2)), mnist(bar(4)));

    assertThat(digits.ink(image("train", 0), even(100)).meanStrokeWidth()).isEqualTo(2);
    assertThat(digits.ink(image("test", 0), even(100)).meanStrokeWidth()).isEqualTo(4);
    assertThat(digits.ink(image("test", null), even(100))).isNull();
    assertThat(new SourceDigits(null, null).ink(image("test", 0), even(100))).isNull();
  }

  private static MnistDigits mnist(boolean[] mask) {
    byte[] grey = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      grey[i] = (byte) (mask[i] ? 129 : 128);
    }
    return new MnistDigits(grey, new byte[] {1});
  }

  private static CorpusImage image(String published, Integer digit) {
    CorpusImage.EncodedPicture none = new CorpusImage.EncodedPicture(new byte[0], "");
    return new CorpusImage("id", "test", published, "m0", 1, 0, digit, SIDE, SIDE, 1, "", none);
  }

  /** A bar of rows across the whole image, of which the first is row 12. */
  private static boolean[] bar(int rows) {
    boolean[] mask = new boolean[PIXELS];
    Arrays.fill(mask, 12 * SIDE, (12 + rows) * SIDE, true);
    return mask;
  }

  private static Image even(int value) {
    Image image = Image.black(1, SIDE, SIDE);
    Arrays.fill(image.samples(), (byte) value);
    return image;
  }

  private static Image pasted(boolean[] mask, Image ground) {
    for (int i = 0; i < PIXELS; i++) {
      if (mask[i]) {
        ground.samples()[i] = (byte) (255 - (ground.samples()[i] & 0xff));
      }
    }
    return ground;
  }
}
