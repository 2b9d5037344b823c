package polymnist.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/** The colours of the JDK's pictures, in front of a ground that shows their ink. */
public final class Opaque {
  private Opaque() {}

  /** Returns a picture as [3,H,W]; an opaque one is as it is. */
  public static Image of(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    int[] pixels = argb(picture);
    int ground = picture.getColorModel().hasAlpha() ? ground(pixels) : 0;
    Image image = Image.black(3, height, width);
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int alpha = pixels[i] >>> 24;
      for (int channel = 0; channel < 3; channel++) {
        int sample = pixels[i] >> (16 - 8 * channel) & 0xff;
        image.samples()[channel * plane + i] =
            (byte) ((sample * alpha + ground * (255 - alpha) + 127) / 255);
      }
    }
    return image;
  }

  /**
   * The ground, 0 or 255, behind a picture with transparent pixels. Where little is opaque that is
   * ink, which needs contrast; where most is, it is paper with its ink, which the ground continues.
   */
  private static int ground(int[] pixels) {
    double opaque = 0;
    double light = 0;
    for (int pixel : pixels) {
      double alpha = (pixel >>> 24) / 255.0;
      opaque += alpha;
      light +=
          alpha
              * Luma.of(
                  (double) (pixel >> 16 & 0xff),
                  (double) (pixel >> 8 & 0xff),
                  (double) (pixel & 0xff));
    }
    boolean lightPixels = opaque > 0 && light / opaque > 127.5;
    boolean paper = opaque > 0.6 * pixels.length;
    return lightPixels == paper ? 255 : 0;
  }

  /**
   * Pixels as 0xAARRGGBB. Samples of grey and of four inks are taken as they are; the JDK would
   * brighten them.
   */
  private static int[] argb(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    ColorModel model = picture.getColorModel();
    if (model.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      return ofInks(picture.getRaster());
    }
    boolean grey = model instanceof ComponentColorModel && model.getNumColorComponents() == 1;
    return grey || model.getComponentSize(0) > 16
        ? ofSamples(picture.getRaster(), model)
        : picture.getRGB(0, 0, width, height, null, 0, width);
  }

  /**
   * Pixels of cyan, magenta, yellow and black, 0 for no ink, which the JDK's reader makes of
   * Adobe's files with and without the marker that tells their inks are inverted: black darkens
   * what the other three leave of red, green and blue.
   */
  private static int[] ofInks(Raster raster) {
    int width = raster.getWidth();
    int[] pixels = new int[raster.getHeight() * width];
    int[] inks = new int[4];
    for (int i = 0; i < pixels.length; i++) {
      raster.getPixel(i % width, i / width, inks);
      int pixel = 0xff;
      for (int ink = 0; ink < 3; ink++) {
        pixel = pixel << 8 | ((255 - inks[ink]) * (255 - inks[3]) + 127) / 255;
      }
      pixels[i] = pixel;
    }
    return pixels;
  }

  /**
   * Pixels of one shade or three colours. Of 32 bits or more, such as floats, most programs mean 0
   * to 1; where such samples go further, the least is black and the most white.
   */
  private static int[] ofSamples(Raster raster, ColorModel model) {
    int colours = model.getNumColorComponents();
    int bands = raster.getNumBands();
    int bits = model.getComponentSize(0);
    double[] samples =
        raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (double[]) null);
    double least = 0;
    double whole = bits > 16 ? 1 : (1 << bits) - 1;
    double most = whole;
    for (int i = 0; i < samples.length; i++) {
      if (i % bands < colours && Double.isFinite(samples[i])) {
        least = Math.min(least, samples[i]);
        most = Math.max(most, samples[i]);
      }
    }
    int[] pixels = new int[samples.length / bands];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = model.hasAlpha() ? light(samples[(i + 1) * bands - 1], 0, whole) : 255;
      for (int colour = 0; colour < 3; colour++) {
        double sample = samples[i * bands + Math.min(colour, colours - 1)];
        pixel = pixel << 8 | light(sample, least, most);
      }
      pixels[i] = pixel;
    }
    return pixels;
  }

  private static int light(double sample, double least, double most) {
    return (int) Math.max(0, Math.min(255, (sample - least) * 255 / (most - least)));
  }
}
