package polymnist.eda.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import polymnist.corpus.PolyMnist;
import polymnist.eda.SqlFunctions;
import polymnist.image.Image;
import polymnist.image.ShiftedImage;

/** A digit is an upright bar of three columns, or one that leans. */
class DigitMaskTest {
  private static final DigitMask BAR = bar(0);

  private static DigitMask bar(int columnsToTheRightAtTheTop) {
    boolean[] ink = new boolean[784];
    for (int y = 4; y < 24; y++) {
      int left = 12 + columnsToTheRightAtTheTop * (23 - y) / 19;
      for (int x = left; x < left + 3; x++) {
        ink[y * 28 + x] = true;
      }
    }
    return new DigitMask(28, 28, ink);
  }

  private static byte[] digit(DigitMask mask) {
    byte[] digit = new byte[784];
    for (int i = 0; i < 784; i++) {
      digit[i] = (byte) (mask.ink()[i] ? 255 : 0);
    }
    return digit;
  }

  /** Random pixels: every crop is unique. */
  private static Image noise(int height, int width, int seed) {
    Image photo = Image.black(3, height, width);
    new Random(seed).nextBytes(photo.samples());
    return photo;
  }

  /** A dark plane that brightens slowly to the right and downwards. */
  private static Image smooth() {
    Image photo = Image.black(3, 60, 60);
    for (int i = 0; i < photo.samples().length; i++) {
      photo.samples()[i] = (byte) (20 + i % 60 + i / 60 % 60 / 2);
    }
    return photo;
  }

  @Test
  void theMaskOnAKnownPhotoIsExact() {
    List<Image> photos = List.of(noise(50, 40, 1), noise(40, 50, 2));
    PhotoMasks index = new PhotoMasks(photos);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      Image image = PolyMnist.paste(digit(bar(i % 5)), photos.get(i % 2), random);
      assertThat(index.mask(image).orElseThrow().overlap(bar(i % 5))).isEqualTo(1);
    }
  }

  @Test
  void anImageOfAnotherPhotoHasNoKnownMask() {
    Image image = PolyMnist.paste(digit(BAR), noise(40, 40, 1), new SplittableRandom(3));
    assertThat(new PhotoMasks(List.of(noise(40, 40, 2))).mask(image)).isEmpty();
    assertThat(new PhotoMasks(List.of()).mask(image)).isEmpty();
  }

  @Test
  void aShiftedImageKeepsAllButItsEdge() {
    Image photo = noise(40, 40, 1);
    Image image = PolyMnist.paste(digit(BAR), photo, 6, 5);
    // The first of eight directions is up and to the left.
    DigitMask mask = new PhotoMasks(List.of(photo)).mask(ShiftedImage.of(image, 1)).orElseThrow();
    assertThat(mask.count()).isEqualTo(60);
    assertThat(mask.at(11, 3)).isTrue();
  }

  @Test
  void theMaskOnASmoothBackgroundIsEstimatedExactly() {
    Image image = PolyMnist.paste(digit(bar(4)), smooth(), 10, 12);
    assertThat(MaskEstimate.of(image).overlap(bar(4))).isEqualTo(1);
  }

  @Test
  void overlapIsIntersectionOverUnion() {
    // Twelve of twenty rows are the same three columns; the others are moved by one column.
    DigitMask other = bar(0);
    for (int y = 4; y < 12; y++) {
      other.ink()[y * 28 + 12] = false;
      other.ink()[y * 28 + 15] = true;
    }
    assertThat(BAR.overlap(other)).isCloseTo(52 / 68.0, within(1e-12));
  }

  @Test
  void aBarIsMeasured() {
    Image image = PolyMnist.paste(digit(BAR), Image.black(3, 28, 28), 0, 0);
    DigitMeasures bar = DigitMeasures.of(BAR, image);
    assertThat(bar.ink()).isCloseTo(60 / 784.0, within(1e-12));
    assertThat(bar.centreX()).isEqualTo(13.5);
    assertThat(bar.centreY()).isEqualTo(14);
    assertThat(List.of(bar.boxLeft(), bar.boxTop(), bar.boxRight(), bar.boxBottom()))
        .containsExactly(12, 4, 15, 24);
    assertThat(bar.slant()).isZero();
    // An outline of 46 pixel edges: 2 * 60 / (46 * pi / 4).
    assertThat(bar.strokeWidth()).isCloseTo(3.3215, within(1e-3));
    // White on black.
    assertThat(bar.digitContrast()).isEqualTo(255);
  }

  @Test
  void aBarThatLeansToTheRightHasAPositiveSlant() {
    DigitMeasures bar = DigitMeasures.of(bar(7), Image.black(3, 28, 28));
    assertThat(bar.slant()).isCloseTo(Math.toDegrees(Math.atan(7 / 19.0)), within(1.0));
    assertThat(bar.digitContrast()).isZero();
  }

  @Test
  void shapesOfOneDigitAreNearWhateverItsSlantAndPlace() {
    byte[] upright = DigitShape.of(BAR);
    byte[] leaning = DigitShape.of(bar(7));
    boolean[] ring = new boolean[784];
    for (int i = 0; i < 784; i++) {
      int y = i / 28;
      double radius = Math.hypot(i % 28 - 13.5, y - 13.5);
      ring[i] = radius > 6 && radius < 9;
    }
    byte[] zero = DigitShape.of(new DigitMask(28, 28, ring));
    assertThat(SqlFunctions.distance(upright, leaning))
        .isLessThan(0.5 * SqlFunctions.distance(upright, zero));
  }

  @Test
  void aMaskWithoutInkHasNoMeasures() {
    assertThat(DigitMeasures.of(new DigitMask(2, 2, new boolean[4]), Image.black(1, 2, 2)))
        .isNull();
  }
}
