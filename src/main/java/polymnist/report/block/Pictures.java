package polymnist.report.block;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import polymnist.image.Image;
import polymnist.image.Resizing;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.report.block.Block.Picture;

/**
 * The pictures of the page. They share an allowance of characters, so that no corpus makes the page
 * larger than a mail can carry; once it is used up, words stand for pictures. Only bytes that
 * decode as PNG get into the page.
 */
public final class Pictures {
  private static final int PIXELS_SIDE = 64;
  private static final int PHOTO_SIDE = 128;
  private static final float QUALITY = 0.92f;

  private long left;

  /**
   * Opens an allowance.
   *
   * @param characters of data URIs, in all
   */
  public Pictures(long characters) {
    this.left = characters;
  }

  /** Returns a picture that is shown enlarged, pixel by pixel; at most 64 pixels a side. */
  public Picture pixels(byte[] png, String alt) {
    return picture(png, alt, "pixels");
  }

  /** Returns a picture that is shown smoothly; at most 128 pixels a side, as JPEG. */
  public Picture photo(byte[] png, String alt) {
    return picture(png, alt, "photo");
  }

  private Picture picture(byte[] png, String alt, String kind) {
    String uri = png.length == 0 ? "" : uri(png, kind.equals("photo"));
    if (uri.length() > left) {
      return new Picture("", alt + " (left out to keep the page small)", kind);
    }
    left -= uri.length();
    return new Picture(uri, alt, kind);
  }

  private static String uri(byte[] png, boolean photo) {
    try {
      Image image = Png.decode(png);
      int side = photo ? PHOTO_SIDE : PIXELS_SIDE;
      boolean fits = image.width() <= side && image.height() <= side;
      if (photo) {
        return jpeg(Png.picture(fits ? image : shrunk(image, side)));
      }
      return uri(fits ? png : Png.encode(shrunk(image, side)));
    } catch (UnreadableImage e) {
      return "";
    }
  }

  /** Returns the bytes of a PNG as a data URI. */
  public static String uri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** Returns a picture as a data URI of a JPEG, a third of its PNG. */
  public static String jpeg(BufferedImage picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(QUALITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a picture", e);
    } finally {
      writer.dispose();
    }
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Returns the image with its longer side {@code side} pixels long. */
  public static Image shrunk(Image image, int side) {
    double scale = side / (double) Math.max(image.width(), image.height());
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    return Png.of(Resizing.halving(Png.picture(image), width, height));
  }
}
