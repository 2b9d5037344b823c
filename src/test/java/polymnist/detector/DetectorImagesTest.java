package polymnist.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;
import polymnist.setting.Settings;
import polymnist.train.shard.Shard;

class DetectorImagesTest {
  private static final MnistDigits DIGITS =
      MnistDigits.read("data/mnist", MnistDigits.DigitSet.TRAIN, new Configuration());

  private static final PaperSettings PAPER = settings().paper();

  private static DetectorSettings settings(String... assignments) {
    return Settings.load(Path.of("").toAbsolutePath(), "demo", List.of(assignments))
        .bind("detector", DetectorSettings.class);
  }

  private static long ink(byte[] mask) {
    return IntStream.range(0, mask.length).filter(i -> (mask[i] & 0xff) > 128).count();
  }

  @Test
  void theSameDigitAndCopyAreDrawnAlikeAndOtherCopiesDiffer() {
    byte[] first = DetectorImages.digit(DIGITS, 17, PAPER, 3, 0).mask();
    assertThat(DetectorImages.digit(DIGITS, 17, PAPER, 3, 0).mask()).isEqualTo(first);
    assertThat(DetectorImages.digit(DIGITS, 17, PAPER, 3, 1).mask()).isNotEqualTo(first);
    assertThat(DetectorImages.digit(DIGITS, 17, PAPER, 4, 0).mask()).isNotEqualTo(first);
  }

  @Test
  void mostDigitsAreMnistsAndKeepTheirLabel() {
    List<DetectorImage> drawn =
        IntStream.range(0, 300)
            .mapToObj(i -> DetectorImages.digit(DIGITS, i, PAPER, 1, 0))
            .toList();
    assertThat(drawn).filteredOn(image -> image.kind().equals("pen")).hasSizeBetween(30, 90);
    for (int i = 0; i < drawn.size(); i++) {
      if (drawn.get(i).kind().equals("mnist")) {
        assertThat(drawn.get(i).label()).isEqualTo(DIGITS.label(i));
      }
      assertThat(ink(drawn.get(i).mask())).as("digit %d", i).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @EnumSource(NonDigitKind.class)
  void eachKindHasInkAndVariesAndHasNoLabel(NonDigitKind kind) {
    List<DetectorImage> drawn =
        IntStream.range(0, 40)
            .mapToObj(i -> DetectorImages.none(DIGITS, kind, PAPER, 1, i))
            .toList();
    assertThat(drawn).allSatisfy(image -> assertThat(image.label()).isEqualTo(Shard.NONE));
    assertThat(drawn).extracting(DetectorImage::kind).containsOnly(kind.text());
    assertThat(drawn).allSatisfy(image -> assertThat(ink(image.mask())).isPositive());
    assertThat(drawn.stream().map(image -> Arrays.toString(image.mask())).distinct())
        .hasSizeGreaterThan(35);
    assertThat(DetectorImages.none(DIGITS, kind, PAPER, 1, 5).mask())
        .isEqualTo(drawn.get(5).mask());
  }

  @ParameterizedTest
  @EnumSource(
      value = NonDigitKind.class,
      names = {"CUT", "EDGES", "SPECKS", "BLOB", "TEXTURE", "RULINGS", "LYING"})
  void nothingUprightAndNarrowIsCalledNoDigit(NonDigitKind kind) {
    for (int i = 0; i < 60; i++) {
      byte[] mask = DetectorImages.none(DIGITS, kind, PAPER, 2, i).mask();
      int[] across =
          IntStream.range(0, 784).filter(p -> (mask[p] & 0xff) > 64).map(p -> p % 28).toArray();
      int[] down =
          IntStream.range(0, 784).filter(p -> (mask[p] & 0xff) > 64).map(p -> p / 28).toArray();
      int width = Arrays.stream(across).max().orElse(0) - Arrays.stream(across).min().orElse(0) + 1;
      int height = Arrays.stream(down).max().orElse(0) - Arrays.stream(down).min().orElse(0) + 1;
      assertThat((double) width).isGreaterThan(0.6 * height);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pen", "thin", "low-resolution", "blur", "faint", "broken", "specks", "ruled"})
  void eachPartOfPaperCanBeLeftOutOrAlwaysBe(String part) {
    PaperSettings never = settings("detector.paper." + part + "=0").paper();
    PaperSettings always = settings("detector.paper." + part + "=1").paper();
    int changed = 0;
    for (int i = 0; i < 20; i++) {
      byte[] mask = DetectorImages.digit(DIGITS, i, never, 1, 0).mask();
      changed += Arrays.equals(DetectorImages.digit(DIGITS, i, always, 1, 0).mask(), mask) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(15);
  }

  @Test
  void withoutThePenAllDigitsAreMnists() {
    PaperSettings none = settings("detector.paper.pen=0").paper();
    assertThat(IntStream.range(0, 50).mapToObj(i -> DetectorImages.digit(DIGITS, i, none, 1, 0)))
        .extracting(DetectorImage::kind)
        .containsOnly("mnist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch-size = 63", "batch-size = 100000"})
  void aStepThatCannotBeSplitIsRefused(String batch) {
    assertThatThrownBy(() -> settings("detector.workers=2", "detector.network." + batch))
        .hasMessageContaining("detector.network.batch-size");
  }

  @Test
  void allDigitsAreAmongThePens() {
    assertThat(PenDigits.all())
        .extracting(PenDigits.PenDigit::digit)
        .contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void aSignOfAFontHasItsStrokes() {
    // The letter L of the simplex font is two straight lines.
    List<PenLines> letters = StrokeFont.read("rowmans", "L");
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).lines()).hasSize(2);
    double[] upright = letters.get(0).lines().get(0);
    assertThat(upright).hasSize(4);
    assertThat(upright[0]).isEqualTo(upright[2]);
    assertThat(StrokeFont.read("rowmans", "LA")).hasSize(2);
    assertThatThrownBy(() -> StrokeFont.read("none", "L"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no font hershey/none.jhf");
  }

  @Test
  void aDrawnPictureShowsInkOnItsGround() {
    for (int i = 0; i < 20; i++) {
      DrawnPicture drawn = DrawnPicture.digit(DIGITS, 55_000 + i, 1);
      Image image = drawn.image();
      assertThat(drawn.label()).isEqualTo(DIGITS.label(55_000 + i));
      assertThat(image.channels()).isEqualTo(3);
      int lightest = 0;
      int darkest = 255;
      for (byte sample : image.samples()) {
        lightest = Math.max(lightest, sample & 0xff);
        darkest = Math.min(darkest, sample & 0xff);
      }
      assertThat(lightest - darkest).isGreaterThan(40);
    }
  }
}
