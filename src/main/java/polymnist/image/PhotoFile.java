package polymnist.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The bytes of a photo, decoded whole. Its size is taken from the header before that. */
public final class PhotoFile {
  private static final long MAX_AREA = 50_000_000L;

  private PhotoFile() {}

  /**
   * Decodes a photo in red, green and blue, in front of white where it is transparent.
   *
   * @throws UnreadableImage with the reason
   */
  public static BufferedImage decode(byte[] bytes) throws UnreadableImage {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new UnreadableImage("is no picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return onWhite(decoded(reader));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImage("does not decode: " + e.getMessage(), e);
    }
  }

  private static BufferedImage decoded(ImageReader reader) throws IOException, UnreadableImage {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MAX_AREA) {
      throw new UnreadableImage(
          String.format(
              Locale.ROOT, "is too large: %dx%d, at most 50 megapixels are read", width, height));
    }
    return reader.read(0);
  }

  private static BufferedImage onWhite(BufferedImage picture) {
    BufferedImage colour =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = colour.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return colour;
  }
}
