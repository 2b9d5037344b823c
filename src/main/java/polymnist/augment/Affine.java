package polymnist.augment;

/**
 * A plane map that keeps lines straight and parallel, about the centre of the image; y points
 * downwards: x' = xx x + xy y + x0, y' = yx x + yy y + y0.
 *
 * <p>{@link StrictMath} gives the same bits on every machine.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
  static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  /** Returns the turn by an angle, positive counterclockwise. */
  static Affine rotation(double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    return new Affine(cos, sin, 0, -sin, cos, 0);
  }

  static Affine translation(double x, double y) {
    return new Affine(1, 0, x, 0, 1, y);
  }

  static Affine scaling(double factor) {
    return new Affine(factor, 0, 0, 0, factor, 0);
  }

  /** Returns the map that tilts upright lines, positive with their top to the right. */
  static Affine slant(double degrees) {
    return new Affine(1, -StrictMath.tan(StrictMath.toRadians(degrees)), 0, 0, 1, 0);
  }

  /** Returns this map followed by another. */
  Affine then(Affine next) {
    return new Affine(
        next.xx * xx + next.xy * yx,
        next.xx * xy + next.xy * yy,
        next.xx * x0 + next.xy * y0 + next.x0,
        next.yx * xx + next.yy * yx,
        next.yx * xy + next.yy * yy,
        next.yx * x0 + next.yy * y0 + next.y0);
  }

  /** Returns the map back. */
  Affine inverse() {
    double determinant = xx * yy - xy * yx;
    double ixx = yy / determinant;
    double ixy = -xy / determinant;
    double iyx = -yx / determinant;
    double iyy = xx / determinant;
    return new Affine(ixx, ixy, -(ixx * x0 + ixy * y0), iyx, iyy, -(iyx * x0 + iyy * y0));
  }
}
