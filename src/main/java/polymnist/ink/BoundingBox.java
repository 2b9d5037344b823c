package polymnist.ink;

/** A rectangle of pixels; {@code bottom} and {@code right} belong to it. */
public record BoundingBox(int top, int left, int bottom, int right) {
  public int height() {
    return bottom - top + 1;
  }

  public int width() {
    return right - left + 1;
  }

  public int longestSide() {
    return Math.max(height(), width());
  }

  /** Returns the smallest box around both. */
  BoundingBox with(BoundingBox other) {
    return new BoundingBox(
        Math.min(top, other.top),
        Math.min(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }

  /** Returns the columns between this and another box; negative where they overlap. */
  public int gapAcross(BoundingBox other) {
    return Math.max(left, other.left) - Math.min(right, other.right) - 1;
  }

  /** Returns the rows between this and another box; negative where they overlap. */
  int gapDown(BoundingBox other) {
    return Math.max(top, other.top) - Math.min(bottom, other.bottom) - 1;
  }

  /** Returns the number of its pixels. */
  public int area() {
    return height() * width();
  }

  /** Returns the share of this box that lies in another, 0 to 1. */
  public double shareInside(BoundingBox other) {
    return (double) common(other) / area();
  }

  /** Returns the area of what both have in common as a share of what they cover, 0 to 1. */
  public double overlap(BoundingBox other) {
    int common = common(other);
    return (double) common / (area() + other.area() - common);
  }

  private int common(BoundingBox other) {
    return Math.max(0, -gapAcross(other)) * Math.max(0, -gapDown(other));
  }
}
