package polymnist.custom;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Draws the pictures of {@code data/custom}: the ten digits in five hands, written down as pen
 * strokes, each on its own paper or board. Deterministic, so that the folder can be drawn again:
 *
 * <pre>java ... polymnist.custom.DrawnDigits data/custom</pre>
 */
final class DrawnDigits {
  private static final long SEED = 1998;

  /**
   * One line a digit; strokes are parted by |, points are x,y in a square of 100, a point written
   * twice is a corner. Curves go through all points.
   */
  private static final String ROUND =
      """
      50,2 25,12 14,45 20,80 48,98 76,84 86,50 76,14 50,2 42,5
      52,2 50,50 49,98
      18,24 30,6 56,2 76,16 74,40 48,68 16,96 16,96 50,95 84,96
      20,12 44,2 70,10 72,32 46,46 46,46 76,56 80,80 54,98 16,90
      34,4 28,34 18,62 18,62 50,62 86,60 | 64,28 62,60 60,98
      30,6 24,44 24,44 52,38 78,54 78,82 50,98 16,90 | 30,6 54,5 80,4
      66,2 40,20 22,54 24,84 48,98 74,88 78,66 58,52 34,58 23,74
      16,8 48,7 84,6 84,6 62,44 44,98
      72,16 50,2 28,14 34,36 66,56 76,80 50,98 24,82 34,56 64,38 74,20 66,8
      74,22 52,4 26,14 22,38 44,50 66,42 75,20 75,20 72,60 66,98
      """;

  private static final String QUICK =
      """
      58,4 30,14 18,50 26,88 50,97 74,74 80,36 62,8 40,10
      30,30 56,4 56,4 50,50 46,98
      22,26 38,4 66,8 70,34 44,68 20,92 12,86 24,80 44,92 66,97 86,88
      24,10 50,2 70,16 58,38 40,46 40,46 66,52 76,72 58,94 18,92
      62,96 62,50 62,4 62,4 36,34 14,66 14,66 50,66 88,64
      80,6 36,8 36,8 28,44 28,44 58,40 74,62 62,90 18,94
      62,3 34,28 20,66 32,94 60,94 72,72 54,56 30,66 22,80
      18,10 50,8 82,8 82,8 58,50 42,97 | 38,52 60,51 78,50
      74,10 46,3 32,20 52,44 70,68 58,95 30,90 30,64 54,44 74,24 72,8
      72,14 44,6 24,26 34,48 60,42 74,12 74,12 66,56 44,97
      """;

  private static final String ANGULAR =
      """
      44,3 18,30 16,70 42,97 72,80 80,34 60,6 38,5
      32,24 52,3 52,3 52,97 | 30,97 52,96 76,97
      18,20 46,4 74,22 60,50 16,95 16,95 82,93
      20,6 74,6 74,6 44,42 44,42 70,50 78,74 56,96 16,90
      30,3 16,58 16,58 86,56 | 62,18 58,97
      76,4 26,6 26,6 22,46 22,46 60,42 78,66 60,94 16,94
      60,4 30,44 18,76 40,97 72,88 74,64 48,54 20,72
      16,18 18,6 18,6 82,6 82,6 40,97 | 34,50 74,46
      50,46 26,32 30,8 54,3 74,16 70,38 50,46 22,62 20,86 48,98 78,86 78,62 52,46
      76,12 48,3 22,22 34,48 64,42 76,12 76,12 76,97
      """;

  private static final String WIDE =
      """
      52,5 12,24 6,64 40,95 84,84 96,44 76,10 46,6
      60,3 50,50 40,97
      10,26 40,3 76,14 70,44 36,74 6,94 6,94 30,88 60,95 94,90
      12,12 50,2 80,18 70,40 40,46 40,46 84,56 82,86 46,99 8,86
      66,98 68,50 70,3 70,3 38,36 6,66 6,66 50,68 96,66
      30,6 22,46 22,46 62,38 88,60 74,92 38,98 8,86 | 28,7 58,9 88,3
      70,3 34,22 10,62 24,94 62,96 84,76 66,56 34,60 14,78
      8,14 20,6 50,12 90,6 90,6 66,40 52,70 48,98
      80,18 50,3 20,16 36,40 74,58 84,82 48,98 12,84 26,58 66,40 82,20 72,10
      80,24 54,4 20,14 16,40 46,52 74,40 82,18 82,18 84,60 66,92 26,94
      """;

  private static final String NARROW =
      """
      50,2 34,16 28,50 34,86 52,98 68,84 72,48 66,16 48,2
      36,22 52,4 52,4 51,50 51,97
      30,22 40,5 60,6 68,24 56,56 28,97 28,97 74,95
      30,10 50,2 66,16 60,38 44,46 44,46 68,58 68,84 48,98 28,88
      36,3 32,58 32,58 54,60 76,57 | 62,34 60,98
      70,5 36,6 36,6 34,44 34,44 56,42 70,64 60,94 30,94
      58,2 38,36 30,72 42,97 62,92 68,70 54,56 34,68
      28,8 72,6 72,6 56,50 50,98
      62,14 48,3 36,18 44,38 60,58 66,82 50,98 34,82 42,58 58,40 66,20 58,7
      68,16 52,4 34,20 38,44 58,44 68,18 68,18 68,60 60,97
      """;

  /** Someone's writing; {@code slant} moves the top of a digit to the right, as a share of it. */
  record Hand(String name, String digits, double slant, double wobble) {}

  static final List<Hand> HANDS =
      List.of(
          new Hand("round", ROUND, 0.03, 1.2),
          new Hand("quick", QUICK, 0.22, 1.8),
          new Hand("angular", ANGULAR, 0.08, 1.3),
          new Hand("wide", WIDE, 0.10, 1.5),
          new Hand("narrow", NARROW, -0.08, 1.0));

  /** What is written on. */
  private enum Ground {
    WHITE(new Color(255, 255, 255)),
    LINED(new Color(250, 250, 246)),
    BOARD(new Color(34, 66, 52)),
    CREAM(new Color(246, 238, 216)),
    SQUARED(new Color(248, 249, 250)),
    BLACKBOARD(new Color(28, 28, 30)),
    LAMP(new Color(232, 226, 212));

    private final Color colour;

    Ground(Color colour) {
      this.colour = colour;
    }

    boolean chalk() {
      return this == BOARD || this == BLACKBOARD;
    }
  }

  private static final List<Color> INKS =
      List.of(
          new Color(20, 20, 24),
          new Color(24, 44, 130),
          new Color(70, 70, 74),
          new Color(150, 24, 30),
          new Color(16, 84, 50));

  private static final List<Color> CHALKS =
      List.of(new Color(240, 240, 232), new Color(244, 226, 150), new Color(240, 186, 196));

  private static final int[] SIDES = {160, 60, 300, 96, 420, 220, 640, 128, 800, 360, 76};

  private DrawnDigits() {}

  /** Draws all pictures and {@code labels.csv} into the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    draw(Path.of(args[0]));
  }

  static void draw(Path folder) throws IOException {
    List<String> labels = new ArrayList<>(List.of("path,label,kind,hand,ground,made_by"));
    int count = 0;
    for (Hand hand : HANDS) {
      Files.createDirectories(folder.resolve(hand.name));
      for (int digit = 0; digit < 10; digit++) {
        Ground ground = Ground.values()[(count + digit) % Ground.values().length];
        BufferedImage picture = picture(hand, digit, ground, SIDES[count % SIDES.length], count);
        String format = ground == Ground.LAMP ? "jpg" : "png";
        String path = String.format(Locale.ROOT, "%s/%d.%s", hand.name, digit, format);
        Files.write(folder.resolve(path), encoded(picture, format));
        labels.add(
            String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,program",
                path,
                digit,
                ground.chalk() ? "chalk" : "ink",
                hand.name,
                ground.name().toLowerCase(Locale.ROOT)));
        count++;
      }
    }
    labels.addAll(HarderPictures.draw(folder));
    Files.writeString(
        folder.resolve("labels.csv"), String.join("\n", labels) + "\n", StandardCharsets.UTF_8);
  }

  private static BufferedImage picture(Hand hand, int digit, Ground ground, int side, int count) {
    SplittableRandom random = new SplittableRandom(SEED + count);
    int width = side;
    int height = (int) (side * random.nextDouble(0.75, 1.2));
    double size = Math.min(width, height) * random.nextDouble(0.42, 0.82);
    double pen = Math.max(1.6, size * random.nextDouble(0.03, 0.11));
    double free = pen / 2 + 2;
    double left = free + random.nextDouble() * Math.max(1, width - size - 2 * free);
    double top = free + random.nextDouble() * Math.max(1, height - size - 2 * free);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    paintGround(picture, ground, random);
    List<Color> colours = ground.chalk() ? CHALKS : INKS;
    Color colour = colours.get(random.nextInt(colours.size()));
    BufferedImage strokes =
        strokes(hand, digit, width, height, left, top, size, pen, colour, random);
    if (ground.chalk()) {
      crumble(strokes, pen, random);
    }
    Graphics2D graphics = picture.createGraphics();
    graphics.drawImage(strokes, 0, 0, null);
    graphics.dispose();
    if (ground == Ground.LAMP) {
      shade(picture, random);
    }
    return picture;
  }

  static Graphics2D smooth(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  private static void paintGround(BufferedImage picture, Ground ground, SplittableRandom random) {
    Graphics2D graphics = smooth(picture);
    int width = picture.getWidth();
    int height = picture.getHeight();
    graphics.setColor(ground.colour);
    graphics.fillRect(0, 0, width, height);
    if (ground == Ground.LINED || ground == Ground.SQUARED) {
      double step = Math.max(14, height / random.nextDouble(4, 8));
      double start = random.nextDouble(step);
      double tilt = random.nextDouble(-0.03, 0.03);
      graphics.setColor(
          ground == Ground.LINED ? new Color(176, 198, 224) : new Color(196, 208, 206));
      graphics.setStroke(new BasicStroke((float) Math.max(1, height / 300.0)));
      for (double y = start - step; y < height + step; y += step) {
        graphics.draw(new Line2D.Double(0, y, width, y + tilt * width));
      }
      for (double x = start - step; ground == Ground.SQUARED && x < width + step; x += step) {
        graphics.draw(new Line2D.Double(x, 0, x - tilt * height, height));
      }
    } else if (ground.chalk()) {
      graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.035f));
      graphics.setColor(Color.WHITE);
      graphics.setStroke(
          new BasicStroke(height / 5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      for (int wipe = 0; wipe < 4; wipe++) {
        graphics.draw(
            new Line2D.Double(
                random.nextDouble(width),
                random.nextDouble(height),
                random.nextDouble(width),
                random.nextDouble(height)));
      }
    }
    graphics.dispose();
  }

  /** Draws the digit as round stamps along its curves, with wobble and changing pressure. */
  static BufferedImage strokes(
      Hand hand,
      int digit,
      int width,
      int height,
      double left,
      double top,
      double size,
      double pen,
      Color colour,
      SplittableRandom random) {
    BufferedImage strokes = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = smooth(strokes);
    graphics.setColor(colour);
    String[] lines = hand.digits.split("\n", -1);
    double phase = random.nextDouble(2 * Math.PI);
    for (String stroke : lines[digit].strip().split("\\|", -1)) {
      List<Point2D> curve = curve(points(stroke, hand.wobble, random));
      for (int i = 0; i < curve.size(); i++) {
        double along = (double) i / curve.size();
        double pressure = 1 + 0.18 * Math.sin(phase + 5 * along) - 0.25 * Math.pow(along, 6);
        double y = curve.get(i).getY() + 0.5 * Math.sin(phase + 17 * along);
        double x = curve.get(i).getX() + hand.slant * (50 - y) + 0.5 * Math.cos(23 * along);
        double radius = pen * pressure / 2;
        graphics.fill(
            new Ellipse2D.Double(
                left + x / 100 * size - radius,
                top + y / 100 * size - radius,
                2 * radius,
                2 * radius));
      }
    }
    graphics.dispose();
    return strokes;
  }

  private static List<Point2D> points(String stroke, double wobble, SplittableRandom random) {
    List<Point2D> points = new ArrayList<>();
    String before = "";
    for (String point : stroke.strip().split(" ", -1)) {
      String[] xy = point.split(",", -1);
      // Both mentions of a corner must stay one point.
      points.add(
          point.equals(before)
              ? points.get(points.size() - 1)
              : new Point2D.Double(
                  Double.parseDouble(xy[0]) + random.nextDouble(-wobble, wobble),
                  Double.parseDouble(xy[1]) + random.nextDouble(-wobble, wobble)));
      before = point;
    }
    return points;
  }

  /** Catmull-Rom curves through the points, in steps of less than one unit. */
  private static List<Point2D> curve(List<Point2D> points) {
    List<Point2D> curve = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i++) {
      Point2D from = points.get(i);
      Point2D to = points.get(i + 1);
      Point2D before = i > 0 ? points.get(i - 1) : from;
      Point2D after = i + 2 < points.size() ? points.get(i + 2) : to;
      int steps = (int) Math.ceil(from.distance(to) * 2.5);
      for (int step = 0; step < steps; step++) {
        double t = (double) step / steps;
        curve.add(
            new Point2D.Double(
                spline(before.getX(), from.getX(), to.getX(), after.getX(), t),
                spline(before.getY(), from.getY(), to.getY(), after.getY(), t)));
      }
    }
    curve.add(points.get(points.size() - 1));
    return curve;
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }

  /** Makes strokes of chalk: the board's grain shows through. */
  private static void crumble(BufferedImage strokes, double pen, SplittableRandom random) {
    int grain = Math.max(1, (int) (pen / 9));
    int columns = strokes.getWidth() / grain + 1;
    double[] cover = new double[columns * (strokes.getHeight() / grain + 1)];
    Arrays.setAll(cover, i -> Math.min(1, 0.55 + 0.75 * random.nextDouble()));
    for (int y = 0; y < strokes.getHeight(); y++) {
      for (int x = 0; x < strokes.getWidth(); x++) {
        int pixel = strokes.getRGB(x, y);
        int alpha = (int) ((pixel >>> 24) * cover[y / grain * columns + x / grain]);
        strokes.setRGB(x, y, (alpha << 24) | (pixel & 0xffffff));
      }
    }
  }

  /** Lights the picture from one corner and adds the grain of a photo. */
  private static void shade(BufferedImage picture, SplittableRandom random) {
    double tilt = random.nextDouble(2 * Math.PI);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        double across = (double) x / picture.getWidth() - 0.5;
        double down = (double) y / picture.getHeight() - 0.5;
        double light = 0.8 + 0.4 * (across * Math.cos(tilt) + down * Math.sin(tilt));
        double grain = random.nextDouble(-5, 5);
        int pixel = picture.getRGB(x, y);
        int shaded = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int sample = (int) ((pixel >> shift & 0xff) * light + grain);
          shaded |= Math.max(0, Math.min(255, sample)) << shift;
        }
        picture.setRGB(x, y, shaded);
      }
    }
  }

  static byte[] encoded(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (format.equals("png")) {
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(0.8f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), quality);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
