package polymnist.custom.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import polymnist.image.Image;
import polymnist.image.Luma;
import polymnist.image.UnreadableImage;
import polymnist.ink.Grey;

/**
 * Reads PNG, JPEG, GIF, BMP, TIFF and WebP, by their bytes and not by their names. The size is
 * taken from the header before a pixel is decoded; of large pictures only every n-th pixel is kept.
 */
public final class PictureDecoder {
  /** What phones take at most. A WebP is decoded whole, of others only the pixels that are kept. */
  private static final int MAX_MEGAPIXELS = 200;

  private static final int MAX_WEBP_MEGAPIXELS = 36;

  private static final String COLOUR_PROFILE = "ICC_PROFILE";

  /** Mean side in pixels from which on pixels are left out. */
  private static final double READING_SIDE = 1000;

  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_END = 0x49454e44;

  /**
   * How files of HEIC and AVIF begin: the length of the first box, its type and its brand (ISO/IEC
   * 23008-12, "Image File Format", and AOMedia, "AV1 Image File Format").
   */
  private static final Pattern HEIF =
      Pattern.compile("(?s).{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|(?<avif>avi[fs]))");

  private static final int HEIF_BYTES = 12;

  private PictureDecoder() {}

  /**
   * Decodes a picture to [3,H,W], in front of a ground that shows its ink where it is transparent.
   *
   * @throws UnreadableImage with the reason
   */
  public static Image read(byte[] bytes) throws UnreadableImage {
    if (bytes.length == 0) {
      throw new UnreadableImage("is empty");
    }
    refuseHeif(bytes);
    refuseCutPng(bytes);
    try {
      return Orientation.upright(onGround(decoded(bytes)), Orientation.of(bytes));
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImage("does not decode: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new UnreadableImage(
          "needs more memory than is left: save it smaller, or give more to the driver", e);
    }
  }

  /** Colours without the profile of their camera are nearly those; a broken one tells nothing. */
  private static BufferedImage decoded(byte[] bytes) throws IOException, UnreadableImage {
    try {
      return decodedAsIs(bytes);
    } catch (IOException | RuntimeException e) {
      String file = new String(bytes, StandardCharsets.ISO_8859_1);
      String plain = file.replace(COLOUR_PROFILE, "-".repeat(COLOUR_PROFILE.length()));
      if (plain.equals(file)) {
        throw e;
      }
      return decodedAsIs(plain.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static BufferedImage decodedAsIs(byte[] bytes) throws IOException, UnreadableImage {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new UnreadableImage("is no PNG, JPEG, GIF, BMP, TIFF or WebP picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decoded(reader);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Returns a picture, or its area average when a side is longer than {@code longest} pixels. */
  public static Image reduced(Image picture, int longest) {
    if (Math.max(picture.height(), picture.width()) <= longest) {
      return picture;
    }
    Image reduced = null;
    int at = 0;
    for (int channel = 0; channel < picture.channels(); channel++) {
      Grey grey = Grey.channel(picture, channel).reduced(longest);
      if (reduced == null) {
        reduced = Image.black(picture.channels(), grey.height(), grey.width());
      }
      for (float value : grey.values()) {
        reduced.samples()[at++] = (byte) Math.min(255, Math.round(value));
      }
    }
    return reduced;
  }

  /** What phones save where they are not told otherwise: whoever sends it takes it for a JPEG. */
  private static void refuseHeif(byte[] bytes) throws UnreadableImage {
    int length = Math.min(bytes.length, HEIF_BYTES);
    Matcher start = HEIF.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    if (start.matches()) {
      throw new UnreadableImage(
          start.group("avif") == null
              ? "is HEIC, which Java cannot read: save it as JPEG or PNG, or choose \"most"
                  + " compatible\" in the settings of the phone's camera"
              : "is AVIF, which Java cannot read: save it as JPEG or PNG");
    }
  }

  /** The JDK decodes a PNG that was cut and leaves the rest black. */
  private static void refuseCutPng(byte[] bytes) throws UnreadableImage {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < 8 || in.getLong() != PNG_SIGNATURE) {
      return;
    }
    while (in.remaining() >= 12) {
      int length = in.getInt();
      int type = in.getInt();
      if (type == PNG_END) {
        return;
      }
      if (length < 0 || length > in.remaining() - 4) {
        break;
      }
      in.position(in.position() + length + 4);
    }
    throw new UnreadableImage("is truncated");
  }

  private static BufferedImage decoded(ImageReader reader) throws IOException, UnreadableImage {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    boolean whole = reader.getFormatName().equalsIgnoreCase("webp");
    int most = whole ? MAX_WEBP_MEGAPIXELS : MAX_MEGAPIXELS;
    if (width * height > most * 1_000_000L) {
      throw new UnreadableImage(
          String.format(
              Locale.ROOT,
              "is too large: %dx%d, at most %d megapixels are read%s",
              width,
              height,
              most,
              whole ? " of a WebP: save it as JPEG" : ""));
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    int step = Math.max(1, (int) (Math.sqrt((double) width * height) / READING_SIDE));
    ImageReadParam every = reader.getDefaultReadParam();
    every.setSourceSubsampling(step, step, 0, 0);
    BufferedImage picture = reader.read(0, every);
    // The JDK fills what is missing of a JPEG with grey and only warns.
    if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
      throw new UnreadableImage("is truncated");
    }
    return picture;
  }

  /** Composites the picture: opaque ones as they are, others on the ground that shows the ink. */
  private static Image onGround(BufferedImage picture) {
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
    if (model.getComponentSize(0) > 16) {
      return ofWide(picture.getRaster(), model);
    }
    boolean grey = model instanceof ComponentColorModel && model.getNumColorComponents() == 1;
    if (!grey) {
      return picture.getRGB(0, 0, width, height, null, 0, width);
    }
    Raster raster = picture.getRaster();
    int[] pixels = new int[height * width];
    int[] alpha = new int[width];
    int[] samples = new int[width];
    int most = (1 << model.getComponentSize(0)) - 1;
    Arrays.fill(alpha, most);
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, samples);
      if (model.hasAlpha()) {
        raster.getSamples(0, y, width, 1, 1, alpha);
      }
      for (int x = 0; x < width; x++) {
        int light = samples[x] * 255 / most;
        pixels[y * width + x] =
            ((alpha[x] * 255 / most) << 24) | (light << 16) | (light << 8) | light;
      }
    }
    return pixels;
  }

  /**
   * Pixels of samples of 32 bits or more, such as floats: most programs mean 0 to 1; where samples
   * go further, the least is black and the most white.
   */
  private static int[] ofWide(Raster raster, ColorModel model) {
    int colours = model.getNumColorComponents();
    int bands = raster.getNumBands();
    double[] samples =
        raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (double[]) null);
    double least = 0;
    double most = 1;
    for (int i = 0; i < samples.length; i++) {
      if (i % bands < colours && Double.isFinite(samples[i])) {
        least = Math.min(least, samples[i]);
        most = Math.max(most, samples[i]);
      }
    }
    int[] pixels = new int[samples.length / bands];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = model.hasAlpha() ? (int) (255 * Math.min(1, samples[(i + 1) * bands - 1])) : 255;
      for (int colour = 0; colour < 3; colour++) {
        double sample = samples[i * bands + Math.min(colour, colours - 1)];
        double light = Math.max(0, Math.min(1, (sample - least) / (most - least)));
        pixel = pixel << 8 | (int) Math.round(255 * light);
      }
      pixels[i] = pixel;
    }
    return pixels;
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
}
