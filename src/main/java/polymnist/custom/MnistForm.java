package polymnist.custom;

/**
 * Brings a digit into the form of MNIST: scaled with its proportions kept so that it fits a box of
 * 20x20 pixels, anti-aliased, its centre of mass in the centre of 28x28 (Y. LeCun, L. Bottou, Y.
 * Bengio, P. Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings of the
 * IEEE 86, 1998). Beyond that paper, strokes much thinner or thicker than MNIST's are brought into
 * its range, or a thin pen would vanish when scaled down.
 */
final class MnistForm {
  static final int SIDE = 28;
  private static final double BOX = 20;

  /** Resolution at which strokes are widened, longest side in pixels. */
  private static final int FINE_SIDE = 160;

  /** Stroke widths in pixels of the 20x20 box; outside of them strokes are changed. */
  private static final double THINNEST = 2.4;

  private static final double THICKEST = 3.2;

  /** Strength of ink, 1 for typical, above which a point of the fine mask is ink. */
  private static final float INKED = 0.5f;

  private MnistForm() {}

  /**
   * Returns 28 x 28 grey values, row by row, 255 for ink.
   *
   * @param strength of the digit's ink, about 0 for none and 1 for typical ink, with some ink
   */
  static byte[] of(Grey strength) {
    int factor = Math.max(1, (int) Math.ceil((double) FINE_SIDE / strength.longestSide()));
    int margin = Math.max(2, strength.longestSide() / 8);
    Grey wide = strength.part(new Box(0, 0, strength.height() - 1, strength.width() - 1), margin);
    Grey fine = wide.enlarged(factor);
    boolean[] mask = new boolean[fine.values().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = fine.values()[i] > INKED;
    }
    return placed(evened(mask, fine.height(), fine.width()), fine.height(), fine.width());
  }

  /** Widens thin strokes and narrows thick ones, so that they end up in MNIST's range. */
  private static boolean[] evened(boolean[] mask, int height, int width) {
    float[] inside = Distance.to(false, mask, height, width);
    double stroke = StrokeWidth.of(0.5, inside, height, width);
    double length = box(mask, height, width).longestSide();
    double wanted = Math.max(THINNEST, Math.min(THICKEST, stroke / length * BOX)) / BOX;
    // Growing by d to each side makes the stroke's share (stroke + 2d) / (length + 2d).
    double grow = (wanted * length - stroke) / (2 * (1 - wanted));
    boolean[] evened = new boolean[mask.length];
    if (grow >= 0) {
      float[] outside = Distance.to(true, mask, height, width);
      for (int i = 0; i < mask.length; i++) {
        evened[i] = outside[i] <= grow;
      }
    } else {
      for (int i = 0; i < mask.length; i++) {
        evened[i] = inside[i] > -grow + 0.5;
      }
    }
    return evened;
  }

  private static Box box(boolean[] mask, int height, int width) {
    int top = height;
    int left = width;
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask[y * width + x]) {
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = y;
          right = Math.max(right, x);
        }
      }
    }
    if (bottom < 0) {
      throw new IllegalArgumentException("the digit has no ink");
    }
    return new Box(top, left, bottom, right);
  }

  /** Averages the mask over 28 x 28 cells that lie around its centre of mass. */
  private static byte[] placed(boolean[] mask, int height, int width) {
    Box box = box(mask, height, width);
    double cell = box.longestSide() / BOX;
    double down = 0;
    double across = 0;
    long ink = 0;
    float[] values = new float[mask.length];
    for (int y = box.top(); y <= box.bottom(); y++) {
      for (int x = box.left(); x <= box.right(); x++) {
        if (mask[y * width + x]) {
          values[y * width + x] = 255;
          down += y + 0.5;
          across += x + 0.5;
          ink++;
        }
      }
    }
    Grey.Cells rows = cells(down / ink, cell, box.top(), box.bottom() + 1);
    Grey.Cells columns = cells(across / ink, cell, box.left(), box.right() + 1);
    Grey cells = new Grey(height, width, values).averaged(rows, columns);
    byte[] digit = new byte[SIDE * SIDE];
    for (int i = 0; i < digit.length; i++) {
      digit[i] = (byte) Math.min(255, Math.round(cells.values()[i]));
    }
    return digit;
  }

  /** 28 cells with {@code centre} in their middle, moved where the digit would be cut off. */
  private static Grey.Cells cells(double centre, double cell, double begin, double end) {
    double start = centre - SIDE / 2.0 * cell;
    start = Math.max(end - SIDE * cell, Math.min(begin, start));
    return new Grey.Cells(start, cell, SIDE);
  }
}
