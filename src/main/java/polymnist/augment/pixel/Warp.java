package polymnist.augment.pixel;

import polymnist.image.Image;

/**
 * All geometric changes of one copy, gathered so that the image is interpolated once, bilinearly.
 * Beyond the border the nearest pixel of the edge is repeated: a reflection would bring a mirrored
 * piece of the digit back into the picture.
 */
public final class Warp {
  /** Where a tilted sheet would end at its horizon, the nearest pixel before it is repeated. */
  private static final double HORIZON = 0.1;

  /**
   * Steps along a line are whole numbers of a 1024th of the unit of {@link PackedPixels}: 28 of
   * them add up to an error of less than the unit, and those of the largest image fit into an int.
   */
  private static final int FINER_BITS = 10;

  private static final int FINER = 1 << FINER_BITS;

  private final int height;
  private final int width;
  private PlaneMap forward = PlaneMap.IDENTITY;
  private float[] displacementX;
  private float[] displacementY;

  public Warp(int height, int width) {
    this.height = height;
    this.width = width;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Adds a map; it acts on what the earlier ones made. */
  public void then(PlaneMap next) {
    forward = forward.then(next);
  }

  /**
   * Adds a displacement of every pixel, [H,W], in pixels; displacements act on what all plane maps
   * made, wherever they stand among them.
   */
  public void displace(float[] x, float[] y) {
    displacementX = sum(displacementX, x);
    displacementY = sum(displacementY, y);
  }

  private static float[] sum(float[] earlier, float[] added) {
    if (earlier != null) {
      for (int i = 0; i < added.length; i++) {
        added[i] += earlier[i];
      }
    }
    return added;
  }

  /** Returns the changed image [3,H,W], of the same shape. */
  public Canvas resample(Image image) {
    if (forward.equals(PlaneMap.IDENTITY) && displacementX == null) {
      return Canvas.of(image);
    }
    PackedPixels source = new PackedPixels(image);
    Canvas target = Canvas.blank(image.channels(), height, width);
    PlaneMap back = forward.inverse();
    int[] x = new int[width];
    int[] y = new int[width];
    for (int row = 0; row < height; row++) {
      if (back.isAffine() && displacementX == null) {
        positions(back, row, x, y);
      } else {
        bentPositions(back, row, x, y);
      }
      source.read(x, y, target, row);
    }
    return target;
  }

  /** Finds where the pixels of a row come from: evenly spaced points of a line. */
  private void positions(PlaneMap back, int row, int[] x, int[] y) {
    double fromX = -centreX();
    double fromY = row - centreY();
    spread(back.xx() * fromX + back.xy() * fromY + back.x0() + centreX(), back.xx(), x, width);
    spread(back.yx() * fromX + back.yy() * fromY + back.y0() + centreY(), back.yx(), y, height);
  }

  private static void spread(double first, double step, int[] positions, int size) {
    int at = (int) Math.rint((first * PackedPixels.PARTS + 0.5) * FINER);
    int by = (int) Math.rint(step * PackedPixels.PARTS * FINER);
    int last = (size - 1) * PackedPixels.PARTS;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Math.max(0, Math.min(last, (at + i * by) >> FINER_BITS));
    }
  }

  /** As {@link #positions}, where lines are bent or points are not evenly spaced. */
  private void bentPositions(PlaneMap back, int row, int[] x, int[] y) {
    for (int i = 0; i < width; i++) {
      int at = row * width + i;
      double fromX = i - centreX() + (displacementX == null ? 0 : displacementX[at]);
      double fromY = row - centreY() + (displacementY == null ? 0 : displacementY[at]);
      double w = Math.max(HORIZON, back.wx() * fromX + back.wy() * fromY + 1);
      x[i] = nearest((back.xx() * fromX + back.xy() * fromY + back.x0()) / w + centreX(), width);
      y[i] = nearest((back.yx() * fromX + back.yy() * fromY + back.y0()) / w + centreY(), height);
    }
  }

  private static int nearest(double position, int size) {
    int last = (size - 1) * PackedPixels.PARTS;
    return (int) Math.max(0, Math.min(last, Math.rint(position * PackedPixels.PARTS)));
  }

  private double centreX() {
    return (width - 1) / 2.0;
  }

  private double centreY() {
    return (height - 1) / 2.0;
  }
}
