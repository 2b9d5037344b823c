package polymnist.eda.measure;

import static polymnist.corpus.CorpusShape.POLYMNIST;

/**
 * The form of a digit as a vector in which the same digits are near each other: its mask moved to
 * the middle, set upright by its slant, and spread over a grid of cells that are blurred into each
 * other. It takes after the preparation of digits by Y. LeCun and others, "Gradient-based learning
 * applied to document recognition", Proceedings of the IEEE, 1998.
 */
public final class DigitShape {
  /** Cells a side. */
  static final int CELLS = 10;

  /** Numbers in a vector. */
  public static final int SIZE = CELLS * CELLS;

  /** The part of an image's side that the cells cover: 20 of 28 pixels, the box of MNIST digits. */
  private static final double COVERED = 20.0 / POLYMNIST.side();

  private DigitShape() {}

  /** Returns {@link #SIZE} values of 0 to 255; all 0 where the mask has no ink. */
  public static byte[] of(DigitMask mask) {
    double[] cells = new double[SIZE];
    int area = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.ink()[y * mask.width() + x]) {
          area++;
          sumX += x + 0.5;
          sumY += y + 0.5;
        }
      }
    }
    if (area > 0) {
      double centreX = sumX / area;
      double centreY = sumY / area;
      double shear = DigitMeasures.shear(mask, centreX, centreY);
      double scaleX = CELLS / (COVERED * mask.width());
      double scaleY = CELLS / (COVERED * mask.height());
      for (int y = 0; y < mask.height(); y++) {
        for (int x = 0; x < mask.width(); x++) {
          if (mask.ink()[y * mask.width() + x]) {
            double dy = y + 0.5 - centreY;
            double dx = x + 0.5 - centreX + shear * dy;
            spread(cells, dx * scaleX + CELLS / 2.0 - 0.5, dy * scaleY + CELLS / 2.0 - 0.5);
          }
        }
      }
    }
    double full = COVERED * mask.width() / CELLS * COVERED * mask.height() / CELLS;
    byte[] shape = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      shape[i] = (byte) Math.min(255, Math.round(255 * cells[i] / full));
    }
    return shape;
  }

  /** Shares a pixel out to the four cells around it. */
  private static void spread(double[] cells, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double right = x - column;
    double lower = y - row;
    add(cells, column, row, (1 - right) * (1 - lower));
    add(cells, column + 1, row, right * (1 - lower));
    add(cells, column, row + 1, (1 - right) * lower);
    add(cells, column + 1, row + 1, right * lower);
  }

  private static void add(double[] cells, int column, int row, double weight) {
    if (column >= 0 && row >= 0 && column < CELLS && row < CELLS) {
      cells[row * CELLS + column] += weight;
    }
  }
}
