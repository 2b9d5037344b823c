package polymnist.image.png;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import polymnist.image.Image;
import polymnist.image.Opaque;
import polymnist.image.UnreadableImage;

/**
 * Reading and writing PNG files. Reading is stricter than the JDK's decoder, which accepts files
 * cut before their end and does not check the checksums of chunks: the whole file is walked first,
 * and its size is taken from the header before a pixel is decoded.
 */
public final class Png {
  static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int MAX_SIDE = 8192;
  private static final long MAX_AREA = 40_000_000L;

  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454e44;
  private static final ThreadLocal<PngPixels> PIXELS = ThreadLocal.withInitial(PngPixels::new);

  static {
    ImageIO.setUseCache(false);
  }

  private Png() {}

  /**
   * Decodes a PNG to 8-bit grey ([1,H,W], when the file is grey) or colour ([3,H,W]), which one
   * with alpha always is, see {@link Opaque}; of 16 bits of grey the upper eight are kept.
   *
   * @throws UnreadableImage with the reason, when the bytes are no whole and sound PNG of at most
   *     8192 pixels a side and 40 megapixels
   */
  public static Image decode(byte[] bytes) throws UnreadableImage {
    return decode(bytes, MAX_SIDE);
  }

  /**
   * Decodes a small PNG likewise: a few bytes can tell of many pixels, which are refused before one
   * of them is decoded.
   *
   * @param mostSide the most pixels a side, at most 8192
   */
  public static Image decode(byte[] bytes, int mostSide) throws UnreadableImage {
    check(bytes, mostSide);
    Image plain = PIXELS.get().decode(bytes);
    return plain == null ? decodeAny(bytes) : plain;
  }

  private static Image decodeAny(byte[] bytes) throws UnreadableImage {
    BufferedImage picture;
    try {
      picture = ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImage("does not decode: " + e.getMessage(), e);
    }
    if (picture == null) {
      throw new UnreadableImage("does not decode");
    }
    return of(picture);
  }

  /**
   * Returns the samples of a picture: grey when its colours are shades of grey, of which the upper
   * eight bits count, else red, green, blue; one with alpha stands on a ground.
   */
  public static Image of(BufferedImage picture) {
    if (picture.getColorModel().hasAlpha()) {
      return Opaque.of(picture);
    }
    int height = picture.getHeight();
    int width = picture.getWidth();
    // The JDK takes greys of 16 bits and those with alpha for linear ones, and brightens them.
    boolean grey = picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int shift = picture.getSampleModel().getSampleSize(0) - 8;
    Image image = Image.black(grey ? 1 : 3, height, width);
    byte[] samples = image.samples();
    int plane = height * width;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      if (grey) {
        picture.getRaster().getSamples(0, y, width, 1, 0, row);
      } else {
        picture.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (grey) {
          samples[at] = (byte) (row[x] >> shift);
        } else {
          samples[at] = (byte) (row[x] >> 16);
          samples[plane + at] = (byte) (row[x] >> 8);
          samples[2 * plane + at] = (byte) row[x];
        }
      }
    }
    return image;
  }

  /** Encodes an image of 1 or 3 channels. */
  public static byte[] encode(Image image) {
    return PIXELS.get().encode(image);
  }

  /** Returns the image as the JDK's picture type. */
  public static BufferedImage picture(Image image) {
    boolean grey = image.channels() == 1;
    BufferedImage picture =
        new BufferedImage(
            image.width(),
            image.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int[] row = new int[image.width()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        row[x] =
            grey
                ? image.at(0, y, x)
                : image.at(0, y, x) << 16 | image.at(1, y, x) << 8 | image.at(2, y, x);
      }
      if (grey) {
        picture.getRaster().setSamples(0, y, image.width(), 1, 0, row);
      } else {
        picture.setRGB(0, y, image.width(), 1, row, 0, image.width());
      }
    }
    return picture;
  }

  /** Walks the chunks: signature, header and its size, lengths, checksums, end. */
  private static void check(byte[] bytes, int mostSide) throws UnreadableImage {
    if (bytes.length == 0) {
      throw new UnreadableImage("is empty");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < 8 || in.getLong() != SIGNATURE) {
      throw new UnreadableImage("is no PNG");
    }
    boolean first = true;
    CRC32 crc = new CRC32();
    while (in.remaining() >= 12) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining() - 8) {
        throw new UnreadableImage("is truncated");
      }
      int start = in.position();
      int type = in.getInt(start);
      crc.reset();
      crc.update(bytes, start, length + 4);
      if (first) {
        checkHeader(type, length, in.getInt(start + 4), in.getInt(start + 8), mostSide);
        first = false;
      }
      in.position(start + 4 + length);
      if (in.getInt() != (int) crc.getValue()) {
        throw new UnreadableImage(
            "has a wrong checksum in chunk "
                + new String(bytes, start, 4, StandardCharsets.ISO_8859_1));
      }
      if (type == IEND) {
        return;
      }
    }
    throw new UnreadableImage("is truncated");
  }

  private static void checkHeader(int type, int length, int width, int height, int mostSide)
      throws UnreadableImage {
    if (type != IHDR || length != 13) {
      throw new UnreadableImage("has no PNG header");
    }
    if (width < 1 || height < 1) {
      throw new UnreadableImage(String.format(Locale.ROOT, "has no pixels: %dx%d", width, height));
    }
    if (width > mostSide || height > mostSide || (long) width * height > MAX_AREA) {
      throw new UnreadableImage(
          String.format(
              Locale.ROOT,
              "is too large: %dx%d pixels, where %d a side and %d in all are the most",
              width,
              height,
              mostSide,
              Math.min(MAX_AREA, (long) mostSide * mostSide)));
    }
  }
}
