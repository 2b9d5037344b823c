package polymnist.augment;

import polymnist.corpus.Image;

/**
 * All geometric changes of one copy, gathered so that the image is interpolated once, bilinearly.
 * Beyond the border the nearest pixel of the edge is repeated: a reflection would bring a mirrored
 * piece of the digit back into the picture.
 */
final class Warp {
  /** Where a tilted sheet would end at its horizon, the nearest pixel before it is repeated. */
  private static final double HORIZON = 0.1;

  private final int height;
  private final int width;
  private PlaneMap forward = PlaneMap.IDENTITY;
  private float[] displacementX;
  private float[] displacementY;

  Warp(int height, int width) {
    this.height = height;
    this.width = width;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Adds a map; it acts on what the earlier ones made. */
  void then(PlaneMap next) {
    forward = forward.then(next);
  }

  /**
   * Adds a displacement of every pixel, [H,W], in pixels; displacements act on what all plane maps
   * made, wherever they stand among them.
   */
  void displace(float[] x, float[] y) {
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

  /** Returns the changed image, of the same shape. */
  Canvas resample(Image image) {
    Canvas source = Canvas.of(image);
    if (forward.equals(PlaneMap.IDENTITY) && displacementX == null) {
      return source;
    }
    Canvas target = Canvas.blank(image.channels(), height, width);
    PlaneMap back = forward.inverse();
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        double fromX = x - centreX + (displacementX == null ? 0 : displacementX[at]);
        double fromY = y - centreY + (displacementY == null ? 0 : displacementY[at]);
        double w =
            back.isAffine() ? 1 : Math.max(HORIZON, back.wx() * fromX + back.wy() * fromY + 1);
        double sourceX = (back.xx() * fromX + back.xy() * fromY + back.x0()) / w + centreX;
        double sourceY = (back.yx() * fromX + back.yy() * fromY + back.y0()) / w + centreY;
        interpolate(source, clamped(sourceX, width), clamped(sourceY, height), target, at);
      }
    }
    return target;
  }

  private static double clamped(double position, int size) {
    return Math.max(0, Math.min(size - 1, position));
  }

  /** Copies the pixel at a position between pixels, all channels. */
  private static void interpolate(Canvas source, double x, double y, Canvas target, int at) {
    int left = (int) x;
    int top = (int) y;
    float shareRight = (float) (x - left);
    float shareBottom = (float) (y - top);
    int width = source.width();
    int topLeft = top * width + left;
    int right = left + 1 < width ? 1 : 0;
    int below = top + 1 < source.height() ? width : 0;
    float[] from = source.samples();
    float[] to = target.samples();
    for (int plane = 0; plane < from.length; plane += source.plane()) {
      int corner = plane + topLeft;
      float upper = from[corner] + shareRight * (from[corner + right] - from[corner]);
      float lower =
          from[corner + below] + shareRight * (from[corner + below + right] - from[corner + below]);
      to[plane + at] = upper + shareBottom * (lower - upper);
    }
  }
}
