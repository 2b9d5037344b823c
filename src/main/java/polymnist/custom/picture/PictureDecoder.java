package polymnist.custom.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import polymnist.image.Opaque;
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
      return Orientation.upright(Opaque.of(decoded(bytes)), Orientation.of(bytes));
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
}
