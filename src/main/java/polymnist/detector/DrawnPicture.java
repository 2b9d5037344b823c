package polymnist.detector;

import polymnist.chance.Chance;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;
import polymnist.ink.Grey;

/**
 * A whole picture of a digit or of what is none, as somebody might have sent it: on plain, ruled or
 * squared paper or on a board, under uneven light, with the grain of a camera.
 *
 * @param what {@code digit}, or the kind of non-digit
 * @param label 0 to 9, or null
 * @param image [3,H,W]
 */
public record DrawnPicture(String what, Integer label, Image image) {
  public static final String DIGIT = "digit";

  private static final int[] PAPER = {250, 250, 246};
  private static final int[] CREAM = {240, 230, 206};
  private static final int[] GREY = {176, 176, 180};
  private static final int[] BOARD = {38, 66, 54};
  private static final int[] BLACK = {18, 18, 20};
  private static final int[][] GROUNDS = {PAPER, PAPER, CREAM, GREY, BOARD, BLACK};
  private static final int[][] INKS = {
    {20, 20, 24}, {30, 50, 140}, {90, 90, 94}, {150, 30, 34}, {20, 90, 54}
  };
  private static final int[][] CHALKS = {{240, 240, 232}, {244, 226, 150}, {240, 186, 196}};

  /** Draws a digit of MNIST. */
  public static DrawnPicture digit(MnistDigits digits, int index, long seed) {
    Paper paper = new Paper(PaperSettings.CLEAN, Chance.generator(seed, "drawn digit", index));
    Grey ink = paper.warped(DetectorImages.enlarged(digits.image(index)));
    return new DrawnPicture(DIGIT, digits.label(index), picture(ink, paper));
  }

  /** Draws what is no digit. */
  public static DrawnPicture none(MnistDigits digits, NonDigitKind kind, int copy, long seed) {
    Paper paper = new Paper(PaperSettings.CLEAN, Chance.generator(seed, "drawn " + kind, copy));
    Grey ink = paper.warped(kind.draw(digits, paper));
    return new DrawnPicture(kind.text(), null, picture(ink, paper));
  }

  private static Image picture(Grey ink, Paper paper) {
    int side = (int) paper.between(60, 320);
    double share = paper.between(0.3, 0.85);
    double scale = ink.height() / (side * share * 1.6);
    double top = paper.between(0.1, 0.9) * (side - side * share) + side * share / 2;
    double left = paper.between(0.1, 0.9) * (side - side * share) + side * share / 2;
    int[] ground = GROUNDS[paper.random().nextInt(GROUNDS.length)];
    boolean dark = ground[1] > 128;
    int[][] inks = dark ? INKS : CHALKS;
    int[] colour = inks[paper.random().nextInt(inks.length)];
    double tilt = paper.between(0, 2 * Math.PI);
    double uneven = paper.chance(0.5) ? paper.between(0, 0.4) : 0;
    double grain = paper.chance(0.7) ? paper.between(0, 8) : 0;
    double pressure = paper.between(0.55, 1);
    int step = dark && paper.chance(0.35) ? (int) Math.max(9, side / paper.between(4, 9)) : 0;
    boolean squared = paper.chance(0.5);
    double ruled = paper.between(0.2, 0.5);
    Image image = Image.black(3, side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double v = (y + 0.5 - top) * scale + ink.height() / 2.0;
        double u = (x + 0.5 - left) * scale + ink.width() / 2.0;
        double strength = pressure * Math.min(1, Math.max(0, 1.6 * ink.between(v, u) - 0.3));
        boolean line = step > 0 && (y % step == step / 2 || (squared && x % step == step / 2));
        double light =
            1
                - uneven
                    * (0.5
                        + StrictMath.cos(tilt) * (x - side / 2.0) / side
                        + StrictMath.sin(tilt) * (y - side / 2.0) / side);
        double noise = grain == 0 ? 0 : grain * (paper.random().nextDouble() - 0.5) * 2;
        for (int channel = 0; channel < 3; channel++) {
          double paperLevel =
              line
                  ? ground[channel] * (1 - ruled) + 150 * ruled * (channel == 2 ? 1.2 : 0.8)
                  : ground[channel];
          double level = (paperLevel * (1 - strength) + colour[channel] * strength) * light + noise;
          image.samples()[(channel * side + y) * side + x] =
              (byte) Math.max(0, Math.min(255, Math.round(level)));
        }
      }
    }
    return image;
  }
}
