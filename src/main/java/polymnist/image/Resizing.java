package polymnist.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Makes pictures smaller. */
public final class Resizing {
  private Resizing() {}

  /**
   * Returns a picture at another size, of the same type. It is halved as often as that goes, then
   * brought to the size: one bilinear step from far away would skip thin strokes.
   */
  public static BufferedImage halving(BufferedImage picture, int width, int height) {
    BufferedImage smaller = picture;
    while (smaller.getWidth() >= 2 * width && smaller.getHeight() >= 2 * height) {
      smaller = scaled(smaller, smaller.getWidth() / 2, smaller.getHeight() / 2);
    }
    return scaled(smaller, width, height);
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, picture.getType());
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }
}
