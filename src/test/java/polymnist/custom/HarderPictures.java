package polymnist.custom;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import polymnist.custom.DrawnDigits.Hand;

/** The harder half of {@code data/custom}: digits in bad circumstances, letters and blanks. */
final class HarderPictures {
  private static final long SEED = 2026;
  private static final String FOLDER = "hard";
  private static final int DIGITS = 40;

  /** Six letters, as {@link DrawnDigits} writes digits down. */
  private static final String LETTERS =
      """
      14,98 50,2 50,2 86,98 | 28,64 72,64
      80,4 22,4 22,4 22,97 22,97 80,97 | 22,50 68,50
      20,2 20,98 | 80,2 80,98 | 20,50 80,50
      22,2 22,98 | 78,2 22,54 22,54 80,98
      10,98 14,4 14,4 50,66 50,66 86,4 86,4 90,98
      20,40 20,98 | 20,56 44,38 72,42 78,64 78,98
      """;

  /** What makes a picture hard. */
  private enum Trouble {
    SQUARED,
    SHADOW,
    BLUR,
    PENCIL,
    MARKER,
    HAIRLINE,
    CORNER,
    COLOUR
  }

  private HarderPictures() {}

  /** Draws the pictures and returns their lines of {@code labels.csv}. */
  static List<String> draw(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(FOLDER));
    List<String> lines = new ArrayList<>();
    Hand letters = new Hand("letters", LETTERS, 0.05, 1.5);
    for (int count = 0; count < DIGITS + 10; count++) {
      Trouble trouble = Trouble.values()[count * 3 % Trouble.values().length];
      boolean digit = count < DIGITS;
      boolean letter = !digit && count < DIGITS + 6;
      Hand hand = digit ? DrawnDigits.HANDS.get(count * 7 % 5) : letters;
      int sign = digit ? count % 10 : count - DIGITS;
      String name =
          digit
              ? String.format(Locale.ROOT, "%d-%s-%d", sign, word(trouble), count)
              : (letter ? "letter-" : "blank-") + count;
      BufferedImage picture = picture(digit || letter ? hand : null, sign, trouble, count);
      String path = FOLDER + "/" + name + ".jpg";
      Files.write(folder.resolve(path), DrawnDigits.encoded(picture, "jpg"));
      lines.add(
          "%s,%s,%s,%s,%s,program"
              .formatted(
                  path,
                  digit ? Integer.toString(sign) : "none",
                  digit ? "hard" : letter ? "letter" : "blank",
                  digit ? hand.name() : "",
                  word(trouble)));
    }
    return lines;
  }

  private static String word(Trouble trouble) {
    return trouble.name().toLowerCase(Locale.ROOT);
  }

  private static BufferedImage picture(Hand hand, int sign, Trouble trouble, int count) {
    SplittableRandom random = new SplittableRandom(SEED + count);
    boolean large = trouble == Trouble.HAIRLINE || trouble == Trouble.CORNER;
    int width = large ? 640 : 180 + random.nextInt(120);
    int height = (int) (width * random.nextDouble(0.75, 1.1));
    double size = Math.min(width, height) * share(trouble, random);
    double pen = pen(trouble, size, random);
    Color paper = trouble == Trouble.COLOUR ? new Color(176, 208, 240) : new Color(236, 233, 226);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = DrawnDigits.smooth(picture);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    if (trouble == Trouble.SQUARED) {
      graphics.setColor(new Color(96, 104, 128));
      graphics.setStroke(new BasicStroke(1.3f));
      double step = size / random.nextDouble(2.2, 4);
      for (double at = random.nextDouble(step); at < Math.max(width, height); at += step) {
        graphics.draw(new Line2D.Double(at, 0, at, height));
        graphics.draw(new Line2D.Double(0, at, width, at));
      }
    }
    if (hand != null) {
      double left = trouble == Trouble.CORNER ? 0.72 * width : (width - size) / 2;
      double top = trouble == Trouble.CORNER ? 0.68 * height : (height - size) / 2;
      graphics.drawImage(
          DrawnDigits.strokes(
              hand, sign, width, height, left, top, size, pen, ink(trouble), random),
          0,
          0,
          null);
    }
    graphics.dispose();
    BufferedImage seen = trouble == Trouble.BLUR ? blurred(picture, size) : picture;
    light(seen, trouble, random);
    return seen;
  }

  private static double share(Trouble trouble, SplittableRandom random) {
    return trouble == Trouble.CORNER ? 0.11 : random.nextDouble(0.5, 0.75);
  }

  private static double pen(Trouble trouble, double size, SplittableRandom random) {
    return switch (trouble) {
      case MARKER -> size * random.nextDouble(0.17, 0.22);
      case HAIRLINE -> 2;
      case PENCIL -> size * 0.025;
      default -> size * random.nextDouble(0.05, 0.08);
    };
  }

  private static Color ink(Trouble trouble) {
    return switch (trouble) {
      case SQUARED -> new Color(70, 80, 120);
      case PENCIL -> new Color(176, 174, 170);
      case COLOUR -> new Color(214, 206, 96);
      default -> new Color(44, 46, 60);
    };
  }

  private static BufferedImage blurred(BufferedImage picture, double size) {
    int side = 2 * (int) Math.max(2, size * 0.025) + 1;
    float[] weights = new float[side * side];
    Arrays.fill(weights, 1f / weights.length);
    ConvolveOp mean = new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null);
    return mean.filter(mean.filter(picture, null), null);
  }

  /** The grain of a camera, light from a side, and the shadow of a hand. */
  private static void light(BufferedImage picture, Trouble trouble, SplittableRandom random) {
    int width = picture.getWidth();
    double slope = random.nextDouble(-0.6, 0.6);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        boolean shaded = trouble == Trouble.SHADOW && x > 0.55 * width + slope * y;
        double light = (shaded ? 0.5 : 1) * (1 - 0.12 * x / width);
        double grain = random.nextDouble(-5, 5);
        int pixel = picture.getRGB(x, y);
        int lit = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int sample = (int) ((pixel >> shift & 0xff) * light + grain);
          lit |= Math.max(0, Math.min(255, sample)) << shift;
        }
        picture.setRGB(x, y, lit);
      }
    }
  }
}
