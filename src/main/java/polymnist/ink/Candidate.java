package polymnist.ink;

/**
 * Ink that may be the digit of a picture.
 *
 * @param way in which it was found, the first of several
 * @param support in how many ways
 * @param box where it is, in pixels of the picture as it was searched
 * @param ink its strength in the box and a pixel around it: 0 on the ground, 0.5 at the threshold,
 *     1 for typical ink
 * @param mask as MNIST has it, 28 x 28 grey values with 255 for ink
 * @param size the longest side of the box as a share of the picture's shorter side
 * @param share of all ink that was found in that way, 0 to 1
 * @param contrast of typical ink with the ground, 0 to 1
 * @param onBorder what of it lies on the picture's border, as a share of its longest side
 */
public record Candidate(
    InkWay way,
    int support,
    BoundingBox box,
    Grey ink,
    byte[] mask,
    double size,
    double share,
    double contrast,
    double onBorder) {

  /** Returns the same, found in one way more. */
  Candidate again() {
    return new Candidate(way, support + 1, box, ink, mask, size, share, contrast, onBorder);
  }

  /**
   * Returns the ink's strength where it is in the picture, reduced.
   *
   * @param height of the picture, in pixels
   * @param width of it
   * @param longest side of the result, at most
   */
  public Grey inPicture(int height, int width, int longest) {
    double cell = Math.max(1, (double) Math.max(height, width) / longest);
    int rows = Math.max(1, (int) Math.round(height / cell));
    int columns = Math.max(1, (int) Math.round(width / cell));
    Grey picture = new Grey(rows, columns, new float[rows * columns]);
    // The ink has a pixel of soft edge on each side of its box, unless that is the picture's edge.
    double down = (double) ink.height() / (box.height() + 2);
    double across = (double) ink.width() / (box.width() + 2);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        picture.values()[y * columns + x] =
            ink.between(
                ((y + 0.5) * cell - box.top() + 1) * down,
                ((x + 0.5) * cell - box.left() + 1) * across);
      }
    }
    return picture;
  }
}
