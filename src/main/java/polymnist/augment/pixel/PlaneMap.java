package polymnist.augment.pixel;

/**
 * A plane map that keeps lines straight, about the centre of the image; y points downwards:
 *
 * <pre>
 * x' = (xx x + xy y + x0) / w    y' = (yx x + yy y + y0) / w    w = wx x + wy y + 1
 * </pre>
 *
 * It is affine, and keeps parallels, where {@code wx} and {@code wy} are 0.
 *
 * <p>{@link StrictMath} gives the same bits on every machine.
 */
public record PlaneMap(
    double xx, double xy, double x0, double yx, double yy, double y0, double wx, double wy) {
  static final PlaneMap IDENTITY = affine(1, 0, 0, 0, 1, 0);

  private static PlaneMap affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    return new PlaneMap(xx, xy, x0, yx, yy, y0, 0, 0);
  }

  /** Returns the turn by an angle, positive counterclockwise. */
  public static PlaneMap rotation(double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    return affine(cos, sin, 0, -sin, cos, 0);
  }

  public static PlaneMap translation(double x, double y) {
    return affine(1, 0, x, 0, 1, y);
  }

  public static PlaneMap scaling(double factor) {
    return affine(factor, 0, 0, 0, factor, 0);
  }

  /** Returns the map that tilts upright lines, positive with their top to the right. */
  public static PlaneMap slant(double degrees) {
    return affine(1, -StrictMath.tan(StrictMath.toRadians(degrees)), 0, 0, 1, 0);
  }

  /** Returns the map that makes the plane smaller by 1 + {@code wx} x + {@code wy} y. */
  public static PlaneMap tilt(double wx, double wy) {
    return new PlaneMap(1, 0, 0, 0, 1, 0, wx, wy);
  }

  boolean isAffine() {
    return wx == 0 && wy == 0;
  }

  /** Returns this map followed by another. */
  PlaneMap then(PlaneMap next) {
    double w = next.wx * x0 + next.wy * y0 + 1;
    return new PlaneMap(
        (next.xx * xx + next.xy * yx + next.x0 * wx) / w,
        (next.xx * xy + next.xy * yy + next.x0 * wy) / w,
        (next.xx * x0 + next.xy * y0 + next.x0) / w,
        (next.yx * xx + next.yy * yx + next.y0 * wx) / w,
        (next.yx * xy + next.yy * yy + next.y0 * wy) / w,
        (next.yx * x0 + next.yy * y0 + next.y0) / w,
        (next.wx * xx + next.wy * yx + wx) / w,
        (next.wx * xy + next.wy * yy + wy) / w);
  }

  /** Returns the map back: the adjugate of the matrix, with its last element scaled to 1. */
  PlaneMap inverse() {
    double w = xx * yy - xy * yx;
    return new PlaneMap(
        (yy - y0 * wy) / w,
        (x0 * wy - xy) / w,
        (xy * y0 - x0 * yy) / w,
        (y0 * wx - yx) / w,
        (xx - x0 * wx) / w,
        (x0 * yx - xx * y0) / w,
        (yx * wy - yy * wx) / w,
        (xy * wx - xx * wy) / w);
  }
}
