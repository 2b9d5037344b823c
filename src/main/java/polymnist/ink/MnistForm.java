package polymnist.ink;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import polymnist.image.DistanceTransform;
import polymnist.image.Image;
import polymnist.image.StrokeWidth;

/**
 * Brings a digit into the form of MNIST: scaled with its proportions kept so that it fits a box of
 * 20x20 pixels, anti-aliased, its centre of mass in the centre of 28x28 (Y. LeCun, L. Bottou, Y.
 * Bengio, P. Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings of the
 * IEEE 86, 1998). Beyond that paper, strokes much thinner or thicker than MNIST's are brought into
 * its range, or a thin pen would vanish when scaled down.
 */
public final class MnistForm {
  private static final int SIDE = POLYMNIST.side();
  private static final double BOX = 20;

  /** Resolution at which strokes are widened, about the longest side in pixels. */
  private static final int FINE_SIDE = 56;

  /** Longest side, in pixels, of larger ink with what is around it. */
  private static final int MAX_SIDE = 70;

  /** Share of the threshold that is left where ink is reduced, so that hairlines stay. */
  private static final double HAIRLINE = 0.7;

  /** Stroke widths in pixels of the 20x20 box; outside of them strokes are changed. */
  private static final double MIN_STROKE = 2.4;

  private static final double MAX_STROKE = 3.4;

  /** What is so thick that it would have to be narrowed further is no stroke. */
  private static final double NARROWED = 0.55;

  /** Strength of ink, 1 for typical, above which a point of the fine mask is ink. */
  private static final float INKED = 0.5f;

  private MnistForm() {}

  /**
   * Returns 28 x 28 grey values, row by row, 255 for ink.
   *
   * @param strength of the digit's ink, 0 for none and 1 for typical ink, with some ink
   */
  public static byte[] of(Grey strength) {
    return of(strength, Distortion.NONE);
  }

  /** Returns 28 x 28 grey values of the digit as it is varied. */
  public static byte[] of(Grey strength, Distortion distortion) {
    BoundingBox box = box(strength);
    int margin = Math.max(2, box.longestSide() / 8);
    Grey part = strength.part(box, margin);
    int factor = Math.max(1, Math.round((float) FINE_SIDE / box.longestSide()));
    Grey sized = factor > 1 ? part.enlarged(factor) : part.reduced(MAX_SIDE);
    // A hairline that two cells share has half of a reduced pixel in each.
    double reduction = (double) part.longestSide() * factor / sized.longestSide();
    float inked = (float) (reduction > 1 ? HAIRLINE * INKED / reduction : INKED);
    Grey fine = turned(sized, distortion);
    boolean[] mask = above(fine, Math.min(inked, fine.strongest() / 2));
    float[] inside = DistanceTransform.to(false, mask, fine.height(), fine.width());
    double stroke = StrokeWidth.alongMiddle(0.5, inside, fine.height(), fine.width());
    double length = box(mask, fine.height(), fine.width()).longestSide();
    boolean[] evened =
        normaliseStroke(
            mask, inside, stroke, length, fine.height(), fine.width(), distortion.stroke());
    return placed(evened, fine.height(), fine.width(), BOX * distortion.size());
  }

  /** Returns a mask of 28 x 28 grey values as networks read images, [3,28,28]. */
  public static Image image(byte[] mask) {
    Image image = Image.black(POLYMNIST.channels(), SIDE, SIDE);
    for (int channel = 0; channel < POLYMNIST.channels(); channel++) {
      System.arraycopy(mask, 0, image.samples(), channel * mask.length, mask.length);
    }
    return image;
  }

  private static boolean[] above(Grey strength, float least) {
    boolean[] above = new boolean[strength.values().length];
    for (int i = 0; i < above.length; i++) {
      above[i] = strength.values()[i] > least;
    }
    return above;
  }

  /** Tilts and turns a field about its middle, interpolated linearly; it grows to keep all. */
  private static Grey turned(Grey grey, Distortion distortion) {
    if (!distortion.moves()) {
      return grey;
    }
    double turn = StrictMath.toRadians(distortion.turn());
    double rise = StrictMath.tan(StrictMath.toRadians(distortion.rise()));
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    int side = (int) Math.ceil(1.3 * Math.hypot(grey.height(), grey.width()));
    Grey turned = new Grey(side, side, new float[side * side]);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double down = y + 0.5 - side / 2.0;
        double across = x + 0.5 - side / 2.0;
        double u = cos * across - sin * down;
        double v = sin * across + cos * down + rise * u;
        turned.values()[y * side + x] =
            grey.between(v + grey.height() / 2.0, u + grey.width() / 2.0);
      }
    }
    return turned;
  }

  /** Widens thin strokes and narrows thick ones, so that they end up in MNIST's range. */
  private static boolean[] normaliseStroke(
      boolean[] mask,
      float[] inside,
      double stroke,
      double length,
      int height,
      int width,
      double factor) {
    double share = stroke / length * BOX;
    double wanted =
        factor
            * Math.max(MIN_STROKE, Math.max(Math.min(MAX_STROKE, share), NARROWED * share))
            / BOX;
    // Growing by d to each side makes the stroke's share (stroke + 2d) / (length + 2d).
    double grow = (wanted * length - stroke) / (2 * (1 - wanted));
    boolean[] evened = new boolean[mask.length];
    if (grow >= 0) {
      float[] outside = DistanceTransform.to(true, mask, height, width);
      for (int i = 0; i < mask.length; i++) {
        evened[i] = outside[i] <= grow;
      }
      return evened;
    }
    boolean any = false;
    for (int i = 0; i < mask.length; i++) {
      evened[i] = inside[i] > -grow + 0.5;
      any |= evened[i];
    }
    // Where strokes differ much in width, a narrowing by the typical one may leave nothing.
    return any ? evened : mask;
  }

  /** Returns the smallest box around all ink. */
  static BoundingBox box(Grey strength) {
    return box(above(strength, 0), strength.height(), strength.width());
  }

  private static BoundingBox box(boolean[] mask, int height, int width) {
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
    return new BoundingBox(top, left, bottom, right);
  }

  /** Averages the mask over 28 x 28 cells that lie around its centre of mass. */
  private static byte[] placed(boolean[] mask, int height, int width, double side) {
    BoundingBox box = box(mask, height, width);
    double cell = box.longestSide() / side;
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
