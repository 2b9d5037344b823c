package polymnist.custom;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import polymnist.image.Image;
import polymnist.image.png.Png;

/** A picture drawn by a test: plain paper, and strokes given as x,y,x,y,... in pixels. */
public final class Sketch {
  /** A two of 30 x 50 pixels; moved by {@link #two}. */
  private static final double[] TWO = {
    0, 12, 6, 2, 18, 0, 28, 6, 28, 18, 16, 34, 0, 50, 12, 48, 30, 50
  };

  private final BufferedImage picture;

  public Sketch(int width, int height, Color paper) {
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, paper.getRGB());
      }
    }
  }

  public Sketch stroke(Color ink, double pen, double... points) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(ink);
    graphics.setStroke(new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    graphics.draw(path);
    graphics.dispose();
    return this;
  }

  /** Draws a two whose upper left corner is given. */
  public Sketch two(Color ink, double pen, double left, double top, double scale) {
    double[] points = TWO.clone();
    for (int i = 0; i < points.length; i += 2) {
      points[i] = left + scale * points[i];
      points[i + 1] = top + scale * points[i + 1];
    }
    return stroke(ink, pen, points);
  }

  /** Rules the page across and down, every {@code step} pixels. */
  public Sketch squares(Color line, int step) {
    for (int at = step / 2; at < Math.max(picture.getWidth(), picture.getHeight()); at += step) {
      stroke(line, 1, at, -5, at, picture.getHeight() + 5);
      stroke(line, 1, -5, at, picture.getWidth() + 5, at);
    }
    return this;
  }

  /** Dims the picture towards the right: from full light to {@code least} of it. */
  public Sketch dimmed(double least) {
    for (int x = 0; x < picture.getWidth(); x++) {
      double light = 1 - (1 - least) * x / (picture.getWidth() - 1);
      for (int y = 0; y < picture.getHeight(); y++) {
        Color colour = new Color(picture.getRGB(x, y));
        picture.setRGB(
            x,
            y,
            new Color(
                    (int) (colour.getRed() * light),
                    (int) (colour.getGreen() * light),
                    (int) (colour.getBlue() * light))
                .getRGB());
      }
    }
    return this;
  }

  public Image image() {
    return Png.of(picture);
  }

  public byte[] png() {
    return encoded(picture, "png");
  }

  /** Returns the picture, opaque, in a format of the JDK. */
  public byte[] opaque(String format) {
    return encoded(Png.picture(image()), format);
  }

  public static byte[] encoded(BufferedImage picture, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
