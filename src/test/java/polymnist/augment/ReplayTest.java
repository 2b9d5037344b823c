package polymnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.kind.Blur;
import polymnist.augment.kind.Brightness;
import polymnist.augment.kind.Contrast;
import polymnist.augment.kind.Convolution;
import polymnist.augment.kind.Elastic;
import polymnist.augment.kind.Erase;
import polymnist.augment.kind.Gamma;
import polymnist.augment.kind.Hue;
import polymnist.augment.kind.Invert;
import polymnist.augment.kind.Jpeg;
import polymnist.augment.kind.Noise;
import polymnist.augment.kind.Perspective;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Saturation;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shear;
import polymnist.augment.kind.Shift;
import polymnist.augment.kind.ShuffleChannels;
import polymnist.augment.kind.SomeOf;
import polymnist.augment.kind.Stroke;
import polymnist.augment.kind.Texture;
import polymnist.image.Image;

class ReplayTest {
  private static final Image NINE =
      TestImages.grey(new int[][] {{10, 20, 30}, {40, 50, 60}, {70, 80, 90}});

  static Stream<Augmentation> everyKindAtZeroStrength() {
    return Stream.of(
        new Rotate(0, 1),
        new Shift(0, 1),
        new Scale(1, 1, 1),
        new Shear(0, 1),
        new Perspective(0, 1),
        new Elastic(0, 4, 1),
        new Stroke(0, 0, 1),
        new Texture(0, 1),
        new Convolution(0, 1),
        new Brightness(0, 1),
        new Contrast(1, 1, 1),
        new Gamma(1, 1, 1),
        new Saturation(1, 1, 1),
        new Hue(0, 1),
        new ShuffleChannels(0),
        new Invert(0),
        new Noise(0, 1),
        new Blur(0, 1),
        new Jpeg(0, 1),
        new Erase(0, 1),
        new SomeOf(2, 0, List.of(new Rotate(45, 1), new Noise(64, 1), new Gamma(0.3, 3, 1)), 1));
  }

  static Stream<Augmentation> everyKindAtFullStrength() {
    return Stream.of(
        new Rotate(45, 1),
        new Shift(6, 1),
        new Scale(0.5, 1.5, 1),
        new Shear(30, 1),
        new Perspective(0.25, 1),
        new Elastic(2, 4, 1),
        new Stroke(1, 0.5, 1),
        new Texture(1, 1),
        new Convolution(1, 1),
        new Brightness(128, 1),
        new Contrast(0.3, 3, 1),
        new Gamma(0.3, 3, 1),
        new Saturation(0, 3, 1),
        new Hue(180, 1),
        new ShuffleChannels(1),
        new Invert(1),
        new Noise(64, 1),
        new Blur(2, 1),
        new Jpeg(90, 1),
        new Erase(0.3, 1),
        new SomeOf(2, 1, List.of(new Rotate(45, 1), new Noise(64, 1), new Gamma(0.3, 3, 1)), 1));
  }

  @ParameterizedTest
  @MethodSource("everyKindAtZeroStrength")
  void zeroStrengthLeavesEveryPixel(Augmentation augmentation) {
    for (int copy = 1; copy <= 20; copy++) {
      List<AppliedStep> steps = Copies.steps(List.of(augmentation), 7, "train/m0/3/1", copy);
      assertThat(Replay.of(TestImages.coloured(3), steps)).isEqualTo(TestImages.coloured(3));
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindAtFullStrength")
  void fullStrengthChangesPixelsAndKeepsTheShape(Augmentation augmentation) {
    // Some draws are weak: an erased rectangle may be too small to hold a pixel.
    List<Image> changed =
        IntStream.rangeClosed(1, 20)
            .mapToObj(copy -> Copies.steps(List.of(augmentation), 7, "train/m0/3/1", copy))
            .map(steps -> Replay.of(TestImages.coloured(3), steps))
            .filter(image -> !image.equals(TestImages.coloured(3)))
            .toList();
    assertThat(changed).hasSizeGreaterThan(15);
    assertThat(changed).allSatisfy(image -> assertThat(image).hasToString("Image[3,28,28]"));
  }

  @ParameterizedTest
  @MethodSource("everyKindAtFullStrength")
  void theSourceIsLeftAsItIs(Augmentation augmentation) {
    Image source = TestImages.coloured(3);
    Replay.of(source, Copies.steps(List.of(augmentation), 7, "train/m0/3/1", 1));
    assertThat(source).isEqualTo(TestImages.coloured(3));
  }

  @Test
  void shiftMovesRightAndDownAndRepeatsTheEdge() {
    assertThat(changed(NINE, "shift", Map.of("x", 1.0, "y", 0.0)))
        .isEqualTo(TestImages.grey(new int[][] {{10, 10, 20}, {40, 40, 50}, {70, 70, 80}}));
    assertThat(changed(NINE, "shift", Map.of("x", 0.0, "y", 1.0)))
        .isEqualTo(TestImages.grey(new int[][] {{10, 20, 30}, {10, 20, 30}, {40, 50, 60}}));
  }

  @Test
  void halfAPixelIsTheMeanOfTwo() {
    assertThat(changed(NINE, "shift", Map.of("x", -0.5, "y", 0.0)))
        .isEqualTo(TestImages.grey(new int[][] {{15, 25, 30}, {45, 55, 60}, {75, 85, 90}}));
  }

  @Test
  void rotationIsCounterclockwise() {
    assertThat(changed(NINE, "rotate", Map.of("degrees", 90.0)))
        .isEqualTo(TestImages.grey(new int[][] {{30, 60, 90}, {20, 50, 80}, {10, 40, 70}}));
  }

  @Test
  void shearSlidesTheTopRowRightAndTheBottomRowLeft() {
    assertThat(changed(NINE, "shear", Map.of("degrees", 45.0)))
        .isEqualTo(TestImages.grey(new int[][] {{10, 10, 20}, {40, 50, 60}, {80, 90, 90}}));
  }

  @Test
  void scaleByTwoSpreadsTheMiddle() {
    assertThat(changed(NINE, "scale", Map.of("factor", 2.0)))
        .isEqualTo(TestImages.grey(new int[][] {{30, 35, 40}, {45, 50, 55}, {60, 65, 70}}));
  }

  @Test
  void perspectiveBringsTheLeftNearWhereTheRightIsAway() {
    // A tilt of 3/4 over half a width of 3/2 divides by 1 + x/2: what comes to the left column was
    // at -2/3, what comes to the right one beyond the edge.
    assertThat(changed(NINE, "perspective", Map.of("x", 0.75, "y", 0.0)))
        .isEqualTo(TestImages.grey(new int[][] {{23, 20, 30}, {43, 50, 60}, {63, 80, 90}}));
  }

  @Test
  void geometricStepsAreInterpolatedOnce() {
    AppliedStep half = AppliedStep.of("shift", Map.of("x", 0.5, "y", 0.0));
    assertThat(Replay.of(NINE, List.of(half, half)))
        .isEqualTo(changed(NINE, "shift", Map.of("x", 1.0, "y", 0.0)));
  }

  @Test
  void geometricStepsActInTheirOrder() {
    AppliedStep turn = AppliedStep.of("rotate", Map.of("degrees", 90.0));
    AppliedStep right = AppliedStep.of("shift", Map.of("x", 1.0, "y", 0.0));
    assertThat(Replay.of(NINE, List.of(turn, right)))
        .isEqualTo(TestImages.grey(new int[][] {{30, 30, 60}, {20, 20, 50}, {10, 10, 40}}));
    // Counterclockwise, what moved right has moved up.
    assertThat(Replay.of(NINE, List.of(right, turn)))
        .isEqualTo(TestImages.grey(new int[][] {{20, 50, 80}, {10, 40, 70}, {10, 40, 70}}));
  }

  @Test
  void elasticMovesPixelsAsFarAsItSays() {
    // On a ramp of ten a column, one pixel to either side is a change of ten.
    int[][] ramp = new int[24][24];
    for (int[] row : ramp) {
      Arrays.setAll(row, x -> 10 * x);
    }
    Image changed =
        changed(
            TestImages.grey(ramp),
            "elastic",
            Map.of("pixels", 1.0, "smoothness", 4.0, "seed", 5.0));
    double squares = 0;
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 24; x++) {
        squares += Math.pow(changed.at(0, y, x) - 10.0 * x, 2);
      }
    }
    // Less than ten where the field points beyond the edge.
    assertThat(Math.sqrt(squares / (24 * 24))).isCloseTo(10, within(1.5));
  }

  @Test
  void brightnessAddsAndStopsAtWhite() {
    Image image = TestImages.grey(new int[][] {{0, 100, 250}});
    assertThat(changed(image, "brightness", Map.of("change", 20.0)))
        .isEqualTo(TestImages.grey(new int[][] {{20, 120, 255}}));
    assertThat(changed(image, "brightness", Map.of("change", -20.0)))
        .isEqualTo(TestImages.grey(new int[][] {{0, 80, 230}}));
  }

  @Test
  void nothingIsCutBetweenSteps() {
    Image image = TestImages.grey(new int[][] {{0, 100, 250}});
    assertThat(
            Replay.of(
                image,
                List.of(
                    AppliedStep.of("brightness", Map.of("change", 120.0)),
                    AppliedStep.of("brightness", Map.of("change", -120.0)))))
        .isEqualTo(image);
  }

  @Test
  void contrastStretchesAboutTheMean() {
    // The mean is 100.
    Image image = TestImages.grey(new int[][] {{80, 90, 130}});
    assertThat(changed(image, "contrast", Map.of("factor", 2.0)))
        .isEqualTo(TestImages.grey(new int[][] {{60, 80, 160}}));
    assertThat(changed(image, "contrast", Map.of("factor", 0.5)))
        .isEqualTo(TestImages.grey(new int[][] {{90, 95, 115}}));
  }

  @Test
  void saturationZeroIsTheGreyOfTheColour() {
    // 0.299 * 100 + 0.587 * 200 + 0.114 * 50 = 153
    Image image = new Image(3, 1, 1, new byte[] {100, (byte) 200, 50});
    assertThat(changed(image, "saturation", Map.of("factor", 0.0)))
        .isEqualTo(TestImages.grey(new int[][] {{153}}));
    assertThat(changed(image, "saturation", Map.of("factor", 1.5)))
        .isEqualTo(new Image(3, 1, 1, new byte[] {74, (byte) 224, 0}));
  }

  @Test
  void invertTurnsTheChosenChannels() {
    Image image = new Image(3, 1, 1, new byte[] {100, (byte) 200, 50});
    assertThat(changed(image, "invert", Map.of("red", 1.0, "green", 0.0, "blue", 1.0)))
        .isEqualTo(new Image(3, 1, 1, new byte[] {(byte) 155, (byte) 200, (byte) 205}));
  }

  @Test
  void invertNeverDrawsNoChannel() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(new Invert(1).draw(new SplittableRandom(seed)).get(0).parameters().values())
          .contains(1.0);
    }
  }

  @Test
  void noiseHasTheDeviationItSays() {
    int[][] flat = new int[40][40];
    for (int[] row : flat) {
      Arrays.fill(row, 128);
    }
    Image noisy = changed(TestImages.grey(flat), "noise", Map.of("deviation", 10.0, "seed", -3.0));
    double[] differences =
        IntStream.range(0, noisy.samples().length)
            .mapToDouble(i -> (noisy.samples()[i] & 0xff) - 128)
            .toArray();
    // 4800 samples: the mean's standard error is 0.14, the deviation's 0.1.
    assertThat(Arrays.stream(differences).average().orElseThrow()).isCloseTo(0, within(0.6));
    double squares = Arrays.stream(differences).map(d -> d * d).average().orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(10, within(0.5));
  }

  @Test
  void blurSpreadsAPointEvenlyAndKeepsItsSum() {
    int[][] point = new int[7][7];
    point[3][3] = 255;
    Image blurred = changed(TestImages.grey(point), "blur", Map.of("deviation", 0.8));
    int sum = 0;
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 7; x++) {
        sum += blurred.at(1, y, x);
        assertThat(blurred.at(1, y, x)).isEqualTo(blurred.at(1, x, 6 - y));
      }
    }
    // Each of 49 pixels is rounded.
    assertThat(sum).isBetween(255 - 24, 255 + 24);
    // The one-dimensional weights are 0.4990, 0.2285, 0.0219, 0.0004: 255 * 0.4990 * 0.4990.
    assertThat(blurred.at(1, 3, 3)).isEqualTo(63);
    assertThat(blurred.at(1, 3, 2)).isEqualTo(29);
  }

  @Test
  void eraseOverwritesItsShareAtItsPlace() {
    Image erased =
        changed(
            Image.black(3, 4, 4),
            "erase",
            Map.of("area", 0.25, "aspect", 1.0, "x", 1.0, "y", 0.0, "seed", 9.0));
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int sum = erased.at(0, y, x) + erased.at(1, y, x) + erased.at(2, y, x);
        assertThat(sum > 0).as("pixel %d, %d", y, x).isEqualTo(y < 2 && x >= 2);
      }
    }
  }

  @Test
  void gammaBendsTheScaleAndKeepsItsEnds() {
    // 255 (51 / 255)^2 = 10.2 and 255 (102 / 255)^2 = 40.8
    assertThat(
            changed(
                TestImages.grey(new int[][] {{0, 51, 102, 255}}), "gamma", Map.of("exponent", 2.0)))
        .isEqualTo(TestImages.grey(new int[][] {{0, 10, 41, 255}}));
  }

  @Test
  void halfATurnOfHueMirrorsTheColourAtItsGrey() {
    // The grey of the colour is 153: each channel goes as far to its other side.
    Image image = new Image(3, 1, 1, new byte[] {100, (byte) 200, 60});
    assertThat(changed(image, "hue", Map.of("degrees", 180.0)))
        .isEqualTo(new Image(3, 1, 1, new byte[] {(byte) 208, 108, (byte) 248}));
    assertThat(changed(image, "hue", Map.of("degrees", 360.0))).isEqualTo(image);
  }

  @Test
  void shuffledChannelsChangePlaces() {
    Image image = new Image(3, 1, 1, new byte[] {100, (byte) 200, 50});
    assertThat(changed(image, "shuffle-channels", Map.of("order", 3.0)))
        .isEqualTo(new Image(3, 1, 1, new byte[] {(byte) 200, 50, 100}));
  }

  @Test
  void strokesGrowByAPixelOrFade() {
    int[][] point = {
      {90, 90, 90, 90, 90},
      {90, 90, 90, 90, 90},
      {90, 90, 200, 90, 90},
      {90, 90, 90, 90, 90},
      {90, 90, 90, 90, 90}
    };
    int[][] plus = {
      {90, 90, 90, 90, 90},
      {90, 90, 200, 90, 90},
      {90, 200, 200, 200, 90},
      {90, 90, 200, 90, 90},
      {90, 90, 90, 90, 90}
    };
    Image image = TestImages.grey(point);
    assertThat(changed(image, "stroke", Map.of("pixels", 1.0))).isEqualTo(TestImages.grey(plus));
    int[][] faded = Arrays.stream(point).map(int[]::clone).toArray(int[][]::new);
    faded[2][2] = 145;
    assertThat(changed(image, "stroke", Map.of("pixels", -0.5))).isEqualTo(TestImages.grey(faded));
  }

  @Test
  void aDarkStrokeGrowsAsALightOneDoes() {
    Image light = TestImages.grey(new int[][] {{90, 90, 200, 90, 90, 90}});
    Image dark = TestImages.grey(new int[][] {{200, 200, 90, 200, 200, 200}});
    assertThat(changed(light, "stroke", Map.of("pixels", 1.0)))
        .isEqualTo(TestImages.grey(new int[][] {{90, 200, 200, 200, 90, 90}}));
    assertThat(changed(dark, "stroke", Map.of("pixels", 1.0)))
        .isEqualTo(TestImages.grey(new int[][] {{200, 90, 90, 90, 200, 200}}));
  }

  @Test
  void aConvolutionKeepsMeanAndDeviationAndOfOnePixelMapsColoursAlike() {
    Image image = TestImages.coloured(1);
    Image convolved =
        changed(image, "convolution", Map.of("share", 1.0, "reach", 0.0, "seed", 4.0));
    assertThat(convolved).isNotEqualTo(image);
    double[] before = moments(image);
    double[] after = moments(convolved);
    // Values beyond 0 and 255 are cut, which takes a little of both.
    assertThat(after[0]).isCloseTo(before[0], within(6.0));
    assertThat(after[1]).isCloseTo(before[1], within(8.0));
    Map<String, String> colours = new HashMap<>();
    for (int i = 0; i < 28 * 28; i++) {
      String from =
          image.at(0, i / 28, i % 28)
              + " "
              + image.at(1, i / 28, i % 28)
              + " "
              + image.at(2, i / 28, i % 28);
      String to =
          convolved.at(0, i / 28, i % 28)
              + " "
              + convolved.at(1, i / 28, i % 28)
              + " "
              + convolved.at(2, i / 28, i % 28);
      assertThat(colours.computeIfAbsent(from, colour -> to)).isEqualTo(to);
    }
  }

  private static double[] moments(Image image) {
    double sum = 0;
    double squares = 0;
    for (byte sample : image.samples()) {
      sum += sample & 0xff;
      squares += (double) (sample & 0xff) * (sample & 0xff);
    }
    double mean = sum / image.samples().length;
    return new double[] {mean, Math.sqrt(squares / image.samples().length - mean * mean)};
  }

  @Test
  void strokesStayTheNegativeOfATexturedGround() {
    Image ground = TestImages.coloured(1);
    Image image = new Image(3, 28, 28, ground.samples().clone());
    for (int i = 0; i < image.samples().length; i += 3) {
      image.samples()[i] = (byte) (255 - (ground.samples()[i] & 0xff));
    }
    Map<String, Double> parameters =
        Map.of("strength", 0.9, "grain", 2.0, "colour", 0.7, "seed", 4.0);
    Image texturedGround = changed(ground, "texture", parameters);
    Image textured = changed(image, "texture", parameters);
    assertThat(texturedGround).isNotEqualTo(ground);
    for (int i = 0; i < image.samples().length; i++) {
      int there = texturedGround.samples()[i] & 0xff;
      int expected = i % 3 == 0 ? 255 - there : there;
      // Halves are rounded up on either side of mid grey.
      assertThat(textured.samples()[i] & 0xff).isCloseTo(expected, within(1));
    }
  }

  @Test
  void jpegRoundsCoefficientsToTheMultiplesOfItsQuality() {
    // A flat block of 101 has one coefficient, 8 (101 - 128) = -216; quality 50 rounds to
    // multiples of 16, and -13.5 to -13: 128 - 13 * 16 / 8 = 102.
    int[][] flat = new int[8][8];
    int[][] rounded = new int[8][8];
    for (int y = 0; y < 8; y++) {
      Arrays.fill(flat[y], 101);
      Arrays.fill(rounded[y], 102);
    }
    assertThat(changed(TestImages.grey(flat), "jpeg", Map.of("loss", 50.0)))
        .isEqualTo(TestImages.grey(rounded));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 50, 80})
  void jpegLeavesWhatTheDecoderOfTheJdkDoes(double loss) throws IOException {
    int[][] plane = new int[16][24];
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        plane[y][x] = 128 + (int) (90 * Math.sin(x * 0.7 + y * y * 0.05));
      }
    }
    Image ours = changed(TestImages.grey(plane), "jpeg", Map.of("loss", loss));
    BufferedImage picture = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 16; y++) {
      picture.getRaster().setSamples(0, y, 24, 1, 0, plane[y]);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality((float) ((100 - loss) / 100));
    writer.setOutput(new MemoryCacheImageOutputStream(out));
    writer.write(null, new IIOImage(picture, null, null), quality);
    ((ImageOutputStream) writer.getOutput()).flush();
    Raster theirs = ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getRaster();
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        // Their transform is in whole numbers.
        assertThat(ours.at(0, y, x)).isCloseTo(theirs.getSample(x, y, 0), within(2));
      }
    }
  }

  /** Every kind that settings can name is carried out; without parameters a step says so. */
  @Test
  void everyKindIsReplayed() {
    assertThat(Augmentation.class.getPermittedSubclasses())
        .filteredOn(kind -> kind != SomeOf.class)
        .allSatisfy(
            kind ->
                assertThatThrownBy(() -> changed(NINE, Augmentation.name(kind), Map.of()))
                    .hasMessageContaining(Augmentation.name(kind) + " needs the parameter"));
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> changed(NINE, "mirror", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no augmentation is called mirror");
  }

  @Test
  void aStepWithoutItsParameterIsRefused() {
    assertThatThrownBy(() -> changed(NINE, "shift", Map.of("x", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step shift needs the parameter y, got [x]");
  }

  private static Image changed(Image image, String kind, Map<String, Double> parameters) {
    return Replay.of(image, List.of(AppliedStep.of(kind, parameters)));
  }
}
