package polymnist.detector;

import polymnist.ink.Grey;

/** Draws strokes on a field of ink. */
final class Pen {
  /** Pixels of the longest side of what is drawn. */
  static final int SIDE = 42;

  /** Pixels around it. */
  static final int MARGIN = 8;

  private Pen() {}

  /**
   * Draws strokes so that they fill {@link #SIDE} pixels, in a field with {@link #MARGIN} around.
   *
   * @param width of the pen in pixels
   * @param smooth whether points are joined by Catmull-Rom curves instead of straight lines
   */
  static Grey draw(PenLines strokes, double width, boolean smooth) {
    double[] bounds = strokes.bounds();
    double scale = SIDE / strokes.longestSide();
    int side = SIDE + 2 * MARGIN;
    Grey field = new Grey(side, side, new float[side * side]);
    double left = (side - scale * (bounds[2] - bounds[0])) / 2 - scale * bounds[0];
    double top = (side - scale * (bounds[3] - bounds[1])) / 2 - scale * bounds[1];
    for (double[] line : strokes.lines()) {
      double[] at = new double[line.length];
      for (int i = 0; i < line.length; i += 2) {
        at[i] = left + scale * line[i];
        at[i + 1] = top + scale * line[i + 1];
      }
      draw(field, at, width / 2, smooth);
    }
    return field;
  }

  private static void draw(Grey field, double[] line, double radius, boolean smooth) {
    int points = line.length / 2;
    for (int i = 0; i + 1 < points; i++) {
      int before = Math.max(0, i - 1);
      int after = Math.min(points - 1, i + 2);
      double length = Math.hypot(line[2 * i + 2] - line[2 * i], line[2 * i + 3] - line[2 * i + 1]);
      int steps = Math.max(1, (int) Math.ceil(length / Math.max(0.5, radius / 2)));
      for (int step = 0; step <= steps; step++) {
        double t = (double) step / steps;
        double x = smooth ? spline(line, before, i, after, 0, t) : between(line, i, 0, t);
        double y = smooth ? spline(line, before, i, after, 1, t) : between(line, i, 1, t);
        disc(field, y, x, radius);
      }
    }
  }

  private static double between(double[] line, int i, int axis, double t) {
    return line[2 * i + axis] * (1 - t) + line[2 * i + 2 + axis] * t;
  }

  private static double spline(double[] line, int before, int i, int after, int axis, double t) {
    double a = line[2 * before + axis];
    double b = line[2 * i + axis];
    double c = line[2 * i + 2 + axis];
    double d = line[2 * after + axis];
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }

  /** Sets all pixels of a disc, with a soft edge. */
  static void disc(Grey field, double y, double x, double radius) {
    int top = Math.max(0, (int) (y - radius - 1));
    int bottom = Math.min(field.height() - 1, (int) (y + radius + 1));
    int left = Math.max(0, (int) (x - radius - 1));
    int right = Math.min(field.width() - 1, (int) (x + radius + 1));
    for (int v = top; v <= bottom; v++) {
      for (int u = left; u <= right; u++) {
        double far = Math.hypot(v + 0.5 - y, u + 0.5 - x) - radius;
        float ink = (float) Math.max(0, Math.min(1, 0.5 - far));
        int at = v * field.width() + u;
        field.values()[at] = Math.max(field.values()[at], ink);
      }
    }
  }
}
