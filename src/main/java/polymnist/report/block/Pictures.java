package polymnist.report.block;

import java.util.Base64;
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
    return picture(png, alt, "pixels", PIXELS_SIDE);
  }

  /** Returns a picture that is shown smoothly; at most 128 pixels a side. */
  public Picture photo(byte[] png, String alt) {
    return picture(png, alt, "photo", PHOTO_SIDE);
  }

  private Picture picture(byte[] png, String alt, String kind, int side) {
    String uri = png.length == 0 ? "" : uri(png, side);
    if (uri.length() > left) {
      return new Picture("", alt + " (left out to keep the page small)", kind);
    }
    left -= uri.length();
    return new Picture(uri, alt, kind);
  }

  private static String uri(byte[] png, int side) {
    try {
      Image image = Png.decode(png);
      boolean fits = image.width() <= side && image.height() <= side;
      return uri(fits ? png : Png.encode(shrunk(image, side)));
    } catch (UnreadableImage e) {
      return "";
    }
  }

  /** Returns the bytes of a PNG as a data URI. */
  public static String uri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** Returns the image with its longer side {@code side} pixels long. */
  public static Image shrunk(Image image, int side) {
    double scale = side / (double) Math.max(image.width(), image.height());
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    return Png.of(Resizing.halving(Png.picture(image), width, height));
  }
}
