package polymnist.custom.find;

/** A rectangle of pixels; {@code bottom} and {@code right} belong to it. */
record BoundingBox(int top, int left, int bottom, int right) {
  int height() {
    return bottom - top + 1;
  }

  int width() {
    return right - left + 1;
  }

  int longestSide() {
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
  int gapAcross(BoundingBox other) {
    return Math.max(left, other.left) - Math.min(right, other.right) - 1;
  }

  /** Returns the rows between this and another box; negative where they overlap. */
  int gapDown(BoundingBox other) {
    return Math.max(top, other.top) - Math.min(bottom, other.bottom) - 1;
  }
}
